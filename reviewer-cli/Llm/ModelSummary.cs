using System.Collections.Immutable;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm;

/// <summary>Questions that brought no answer, for one reason.</summary>
internal sealed record Unanswered(string Reason, int Count);

/// <summary>What a model praised, and where.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record PraisedLine(string Path, int Line, string Text);

/// <summary>What a review had of a language model, stated in every report.</summary>
internal sealed record ModelSummary
{
    /// <summary>In the order in which they are asked.</summary>
    public required string Models { get; init; }

    /// <summary>Why no model was asked; empty when one was.</summary>
    public string NotAsked { get; init; } = "";

    public string PromptVersion { get; init; } = "";

    /// <summary>Files of which at least a part was asked about, and answered.</summary>
    public int Files { get; init; }

    /// <summary>Files of which some part brought no answer, relative to the reviewed path.</summary>
    public ImmutableArray<string> FilesLeftOut { get; init; } = [];

    public ModelUsage Usage { get; init; } = ModelUsage.None;

    /// <summary>In US dollars; null when nobody said what tokens cost.</summary>
    public decimal? Cost { get; init; }

    public ImmutableSortedDictionary<DropReason, int> Dropped { get; init; } = ImmutableSortedDictionary<DropReason, int>.Empty;

    public ImmutableArray<Unanswered> Unanswered { get; init; } = [];

    public ImmutableArray<PraisedLine> Praise { get; init; } = [];

    public bool IsIncomplete => !Unanswered.IsEmpty;
}
