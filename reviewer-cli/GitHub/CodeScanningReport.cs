namespace MlReview.Cli.GitHub;

/// <summary>A report for code scanning.</summary>
/// <param name="Ref">Such as <c>refs/pull/7/head</c>; the commit is its head.</param>
/// <param name="Sarif">Compressed with gzip, written as Base64.</param>
internal sealed record CodeScanningReport(string CommitSha, string Ref, string Sarif)
{
    public string ToolName => Product.Name;
}

/// <summary>What became of a report.</summary>
/// <param name="ProcessingStatus">pending, complete or failed.</param>
/// <param name="Errors">Why it failed.</param>
internal sealed record CodeScanningStatus(string? ProcessingStatus = null, IReadOnlyList<string>? Errors = null);
