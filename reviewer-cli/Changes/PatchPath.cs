using System.Text;

namespace MlReview.Cli.Changes;

/// <summary>File names as diffs write them: quoted when unusual, with a prefix for each side or without.</summary>
internal static class PatchPath
{
    private const string Nothing = "/dev/null";

    /// <summary>The prefixes that git gives to the two sides, whatever they are.</summary>
    private const string Prefixes = "abciwo12";

    /// <summary>The name on a <c>---</c> or <c>+++</c> line; null for no file.</summary>
    public static string? OfSide(string written)
    {
        // A time stamp, or nothing, may follow a tab; a tab in a name is quoted.
        var name = written.StartsWith('"') ? Unquoted(written, out _) : written.Split('\t')[0];
        return name == Nothing ? null : name;
    }

    /// <summary>Both names of a <c>diff --git</c> line, with their prefixes; null when they cannot be told apart.</summary>
    public static (string Old, string New)? OfGitLine(string written)
    {
        if (written.StartsWith('"'))
        {
            var old = Unquoted(written, out var length);
            var rest = written[Math.Min(written.Length, length + 1)..];
            return (old, rest.StartsWith('"') ? Unquoted(rest, out _) : rest);
        }
        if (written.EndsWith('"') && written.IndexOf(" \"", StringComparison.Ordinal) is > 0 and var quote)
            return (written[..quote], Unquoted(written[(quote + 1)..], out _));
        // The two differ by their prefixes alone, or renaming lines follow.
        for (var space = written.IndexOf(' ', StringComparison.Ordinal); space > 0; space = written.IndexOf(' ', space + 1))
            if (Same(written[..space], written[(space + 1)..]) is not null)
                return (written[..space], written[(space + 1)..]);
        return null;
    }

    /// <summary>The one path that two names mean, without prefixes; null when they mean two.</summary>
    public static string? Same(string old, string now)
    {
        if (old == now)
            return old;
        var (oldTail, newTail) = (Tail(old), Tail(now));
        return oldTail is not null && oldTail == newTail ? oldTail : null;
    }

    /// <summary>A name whose counterpart is no help.</summary>
    public static string WithoutPrefix(string name) =>
        name.Length > 2 && name[1] == '/' && Prefixes.Contains(name[0], StringComparison.Ordinal) ? name[2..] : name;

    /// <summary>A name on a renaming line: never with a prefix.</summary>
    public static string OfRenaming(string written) => written.StartsWith('"') ? Unquoted(written, out _) : written;

    private static string? Tail(string name) => name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? name[(slash + 1)..] : null;

    /// <summary>Undoes git's quoting, the one of C.</summary>
    /// <param name="length">How long the quoted text is.</param>
    private static string Unquoted(string quoted, out int length)
    {
        var bytes = new List<byte>(quoted.Length);
        var at = 1;
        while (at < quoted.Length && quoted[at] != '"')
        {
            if (quoted[at] != '\\' || at + 1 == quoted.Length)
            {
                var width = char.IsSurrogatePair(quoted, at) ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(quoted, at, width));
                at += width;
            }
            else if (at + 3 < quoted.Length && quoted.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                bytes.Add((byte)(((quoted[at + 1] - '0') << 6) | ((quoted[at + 2] - '0') << 3) | (quoted[at + 3] - '0')));
                at += 4;
            }
            else
            {
                bytes.Add((byte)(quoted[at + 1] switch { 'a' => '\a', 'b' => '\b', 't' => '\t', 'n' => '\n', 'v' => '\v', 'f' => '\f', 'r' => '\r', var c => c }));
                at += 2;
            }
        }
        length = Math.Min(at + 1, quoted.Length);
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
