namespace MlReview.Cli.Sources;

/// <summary>How much a notice takes away from a review.</summary>
internal enum NoticeKind
{
    /// <summary>Read with an assumption; findings are not in doubt.</summary>
    Assumed,

    /// <summary>Left out on purpose (excluded, binary, not C#).</summary>
    Skipped,

    /// <summary>Should have been reviewed and was not.</summary>
    Failed,
}

/// <summary>What was left out of a review or read with an assumption, and why.</summary>
/// <param name="Subject">The file or project, relative to the review root.</param>
/// <param name="Reason">One clause that completes the sentence begun by the subject.</param>
internal sealed record Notice(NoticeKind Kind, string Subject, string Reason);
