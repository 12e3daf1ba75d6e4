namespace MlReview.Cli.GitHub.Publishing;

/// <summary>What becomes of a comment whose finding is gone and whose thread we may not resolve.</summary>
internal static class GoneText
{
    private const int ShownOfCommit = 10;

    public static string Of(OwnComment comment, string headCommit)
    {
        var rest = comment.Body.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? comment.Body[(end + 1)..].TrimStart('\n', '\r') : "";
        var note = $"**Gone** as of {(headCommit.Length > ShownOfCommit ? headCommit[..ShownOfCommit] : headCommit)}.";
        return BodyLimit.Fit($"{comment.Marker with { IsGone = true }}\n{note}\n\n<details><summary>What it was</summary>\n\n{rest}\n\n</details>");
    }
}
