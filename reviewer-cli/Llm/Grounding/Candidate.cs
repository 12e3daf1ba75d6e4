using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm.Grounding;

/// <summary>A finding of the model that stands on lines that exist.</summary>
/// <param name="FirstIndex">Index of the first quoted line in the lines of the file.</param>
/// <param name="LastIndex">Inclusive.</param>
/// <param name="Replacement">Lines that may take the place of the quoted ones; empty for none.</param>
internal sealed record Candidate(
    ShownFile File,
    int FirstIndex,
    int LastIndex,
    Lane Lane,
    Severity Severity,
    string Title,
    string Issue,
    string Impact,
    string Fix,
    string Evidence,
    ImmutableArray<string>? Replacement,
    bool IsCertain)
{
    public int FirstLine => File.Lines[FirstIndex].Number;

    public int LastLine => File.Lines[LastIndex].Number;
}

/// <summary>What the changed code does right, on lines that exist.</summary>
internal sealed record Praise(ShownFile File, int Index, string Text);

/// <summary>Why something that a model said is not reported.</summary>
internal enum DropReason
{
    /// <summary>A field is missing or has another type.</summary>
    WrongShape,
    UnknownLane,
    UnknownSeverity,
    UnknownConfidence,
    UnknownFile,

    /// <summary>It quotes nothing by which a place could be known.</summary>
    EmptyQuote,
    QuoteNotFound,

    /// <summary>The line does not agree, and the quote stands in several places.</summary>
    QuoteNotUnique,
    OutsideChange,

    /// <summary>It takes no position.</summary>
    Hedges,

    /// <summary>An analyzer found it already.</summary>
    FoundByAnalyzer,
    Repeated,
    OverLimit,

    /// <summary>The second question was answered with no.</summary>
    Refuted,

    /// <summary>The second question was not answered.</summary>
    NotVerified,
}

/// <summary>Counts what was dropped, by reason.</summary>
internal sealed class DropCounts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DropReason, int> _counts = [];

    public ImmutableSortedDictionary<DropReason, int> All
    {
        get
        {
            lock (_gate)
                return _counts.ToImmutableSortedDictionary();
        }
    }

    public void Add(DropReason reason, int count = 1)
    {
        lock (_gate)
            _counts[reason] = _counts.GetValueOrDefault(reason) + count;
    }
}
