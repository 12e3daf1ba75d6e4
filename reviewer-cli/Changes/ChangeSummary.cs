using System.Collections.Immutable;

namespace MlReview.Cli.Changes;

/// <summary>What a review of a change says besides its findings.</summary>
/// <param name="Base">What the change starts from, in the user's words.</param>
/// <param name="BaseCommit">The commit that is compared with: where base and head part; empty for a diff from standard input.</param>
/// <param name="Head">What the change leads to, in the user's words.</param>
/// <param name="HeadCommit">Empty for the files on disk.</param>
/// <param name="Files">How many files it touches.</param>
/// <param name="OtherProjects">Projects that it cannot influence; they were not analysed.</param>
/// <param name="Suppressions">Findings that the change itself tells the analyzers to keep quiet about.</param>
internal sealed record ChangeSummary(
    string Base, string BaseCommit, string Head, string HeadCommit, int Files, int OtherProjects, ImmutableArray<AddedSuppression> Suppressions)
{
    /// <summary>Findings that were there before and are no part of the result.</summary>
    public int LeftOut { get; init; }

    /// <summary>Findings that were there before and are gone.</summary>
    public int Repaired { get; init; }
}

/// <summary>A <c>#pragma warning disable</c> or an attribute that the change adds.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Line">1-based.</param>
/// <param name="Rules">The rules it silences; empty for all.</param>
internal sealed record AddedSuppression(string Path, int Line, ImmutableArray<string> Rules);
