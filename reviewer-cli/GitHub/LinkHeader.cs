namespace MlReview.Cli.GitHub;

/// <summary><c>Link: &lt;https://…&gt;; rel="next", …</c></summary>
internal static class LinkHeader
{
    /// <summary>The address of the next page, verbatim; null on the last one.</summary>
    public static Uri? Next(string? header)
    {
        var rest = header.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open && rest[open..].IndexOf('>') is > 0 and var length)
        {
            var address = rest[(open + 1)..(open + length)];
            rest = rest[(open + length + 1)..];
            var end = rest.IndexOf('<');
            if (IsNext(end < 0 ? rest : rest[..end]))
                return Uri.TryCreate(address.ToString(), UriKind.Absolute, out var uri) ? uri : null;
        }
        return null;
    }

    private static bool IsNext(ReadOnlySpan<char> parameters) =>
        parameters.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase) || parameters.Contains("rel=next", StringComparison.OrdinalIgnoreCase);
}
