namespace MlReview.Cli.GitHub;

/// <summary>How two commits stand to each other.</summary>
/// <param name="Status">ahead, behind, diverged or identical: the second, seen from the first.</param>
/// <param name="MergeBaseCommit">Where they part.</param>
internal sealed record Comparison(string Status, CommitName MergeBaseCommit);

internal sealed record CommitName(string Sha);
