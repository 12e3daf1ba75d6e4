using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Lanes;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>What a pull request should show: nothing of how it comes there.</summary>
/// <param name="HeadCommit">The commit that was reviewed.</param>
/// <param name="Findings">Most severe first; each has an identity of its own.</param>
/// <param name="Summary">The whole comment, with its marker.</param>
/// <param name="IsComplete">Whether a finding that is not here is gone; false when something could not be reviewed.</param>
internal sealed record Publication(string HeadCommit, ImmutableArray<PublishedFinding> Findings, string Summary, bool IsComplete)
{
    /// <summary>Passes that no language model was asked for: their findings are neither here nor gone.</summary>
    public ImmutableArray<Pass> NotAsked { get; init; } = [];

    /// <summary>Whether a finding that is not here is gone.</summary>
    public bool Judges(FindingMarker marker) => IsComplete && (marker.By is not { } pass || !NotAsked.Contains(pass));
}

/// <param name="Id">Stays the same over pushes.</param>
/// <param name="Path">In the repository, after the change.</param>
/// <param name="Body">The whole comment, with its marker.</param>
internal sealed record PublishedFinding(string Id, Severity Severity, string Path, Anchor Anchor, string Body)
{
    /// <summary>The comment where it cannot stand on its lines: then it names them, and suggests nothing, for a suggestion replaces what it stands on.</summary>
    public string BodyElsewhere { get => field ?? Body; init; }
}

/// <summary>What a comment can be attached to.</summary>
internal abstract record Anchor
{
    /// <summary>Lines of the new side, in one hunk of the diff; both 1-based, the last inclusive.</summary>
    public sealed record Lines(int First, int Last) : Anchor;

    /// <summary>A file of the change whose lines are not in the diff.</summary>
    public sealed record File : Anchor;

    /// <summary>Nothing: the finding stands in the summary alone.</summary>
    public sealed record Nowhere : Anchor;
}
