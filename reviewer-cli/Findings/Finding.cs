using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MlReview.Cli.Findings;

/// <summary>A range in a file, 1-based, the end column exclusive, columns in UTF-16 units.</summary>
internal sealed record SourceRange(int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>A step of the flow that proves a finding.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Caption">What happens there; may be empty.</param>
/// <param name="Line">The text of the line the step starts at.</param>
internal sealed record Evidence([property: AbsolutePath] string Path, SourceRange Range, string Caption, string Line)
{
    /// <summary>Where it stands in a notebook; null elsewhere.</summary>
    public NotebookPlace? Cell { get; init; }

    /// <summary>The range that a person looks for: in the cell of a notebook, else in the file.</summary>
    [JsonIgnore]
    public SourceRange Shown => Cell?.Range ?? Range;
}

/// <summary>A place in a notebook.</summary>
/// <param name="Number">Of the cell among all cells of the notebook, 1-based.</param>
/// <param name="ExecutionCount">When the cell was last run, as saved with the notebook.</param>
/// <param name="Range">In the cell.</param>
internal sealed record NotebookPlace(int Number, int? ExecutionCount, SourceRange Range);

/// <summary>The rule behind a finding, as reports need it.</summary>
internal sealed record Rule(string Id, string Title, string Description, string HelpUri, string Category, Level DefaultLevel);

/// <summary>One defect. Every report, the baseline and the verdict work on this, whoever found it.</summary>
internal sealed record Finding
{
    public required Rule Rule { get; init; }

    public required Severity Severity { get; init; }

    public required Level Level { get; init; }

    /// <summary>Absolute path of the file.</summary>
    [AbsolutePath]
    public required string Path { get; init; }

    /// <summary>In the file, also when that is a notebook.</summary>
    public required SourceRange Range { get; init; }

    /// <summary>Where it stands in a notebook; null elsewhere.</summary>
    public NotebookPlace? Cell { get; init; }

    /// <summary>The range that a person looks for, and that <see cref="Snippet"/> counts in: in the cell of a notebook, else in the file.</summary>
    [JsonIgnore]
    public SourceRange Shown => Cell?.Range ?? Range;

    /// <summary>What is wrong and why it matters.</summary>
    public required string Issue { get; init; }

    /// <summary>What it does to the system; may be empty.</summary>
    public string Impact { get; init; } = "";

    /// <summary>How to fix it, in one line; may be empty.</summary>
    public string Fix { get; init; } = "";

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    /// <summary>The repair that the fix engine makes of it; null when it offers none, or nobody asked.</summary>
    public FindingRepair? Repair { get; init; }

    /// <summary>The lines of the range with one line of context on either side.</summary>
    public required Snippet Snippet { get; init; }

    /// <summary>Stays the same when the code moves: rule, guilty tokens and enclosing member, and never a line number.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What code scanning matches alerts by.</summary>
    public required string LineHash { get; init; }

    /// <summary>Lines that repair it, if they are certain to fit; null for none.</summary>
    public Suggestion? Suggestion { get; init; }
}

/// <summary>A change that can be offered as one click: the file parses with it, and it replaces exactly the lines it names.</summary>
/// <param name="FirstLine">Of the lines that are replaced, 1-based.</param>
/// <param name="LastLine">Inclusive.</param>
internal sealed record Suggestion(int FirstLine, int LastLine, ImmutableArray<string> Lines);

/// <summary>Source lines for a code frame.</summary>
/// <param name="FirstLine">Number of the first line, 1-based.</param>
internal sealed record Snippet(int FirstLine, ImmutableArray<string> Lines);

/// <summary>A change that repairs a finding and leaves a program which compiles.</summary>
/// <param name="Title">What it does, in the user's own names.</param>
internal sealed record FindingRepair(string Title, ImmutableArray<Replacement> Replacements);

/// <summary>A text that takes the place of a range of a file.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record Replacement([property: AbsolutePath] string Path, SourceRange Range, string Text);
