namespace MlReview.Cli.Changes;

/// <summary>The value of <c>--diff</c>.</summary>
/// <param name="Base">A branch, tag or commit.</param>
/// <param name="Head">A branch, tag or commit; null for the files on disk.</param>
internal sealed record ChangeRange(string Base, string? Head)
{
    /// <summary>Stands for a diff on standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads <c>BASE</c>, <c>BASE..HEAD</c> or <c>BASE...HEAD</c>. The dots mean the same: the change counts from where the two part.</summary>
    public static ChangeRange Parse(string written)
    {
        var dots = written.IndexOf("..", StringComparison.Ordinal);
        if (written.Trim().Length == 0 || dots == 0 || written.Contains('\0', StringComparison.Ordinal))
            throw new ChangeException($"--diff '{written}' names no base; write BASE, BASE..HEAD, or - for a unified diff on standard input.");
        if (dots < 0)
            return new ChangeRange(written, null);
        var head = written[(dots + (written.AsSpan(dots).StartsWith("...") ? 3 : 2))..];
        return new ChangeRange(written[..dots], head.Length == 0 ? "HEAD" : head);
    }
}
