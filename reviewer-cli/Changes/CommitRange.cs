namespace MlReview.Cli.Changes;

/// <summary>Two commits, and what the user calls them.</summary>
/// <param name="BaseCommit">Where base and head part.</param>
internal sealed record CommitRange(string BaseCommit, string HeadCommit, string Base, string Head);
