namespace MlReview.Cli.Reports;

/// <summary>Breaks lines of C# that are too long the way a person would: before a call of a chain, else at a blank or after a bracket.</summary>
internal static class CodeWrap
{
    private const string Comment = "// ";

    /// <param name="line">A line of code.</param>
    /// <param name="width">The most characters that a line may have.</param>
    public static IEnumerable<string> Lines(string line, int width)
    {
        line = line.Replace("\t", "    ", StringComparison.Ordinal).TrimEnd();
        if (line.Length <= width)
            return [line];
        var indent = line[..(line.Length - line.TrimStart().Length)];
        var code = line.TrimStart();
        if (code.StartsWith(Comment, StringComparison.Ordinal))
            return CommentLines(indent, code[Comment.Length..], width);
        // A comment behind code moves in front of it, whole.
        var behind = code.IndexOf(" " + Comment, StringComparison.Ordinal);
        return behind > 0
            ? CommentLines(indent, code[(behind + Comment.Length)..], width).Concat(CodeLines(indent, code[..behind].TrimEnd(), width))
            : CodeLines(indent, code, width);
    }

    private static IEnumerable<string> CommentLines(string indent, string text, int width) =>
        TextWrap.Lines(text, Math.Max(20, width - indent.Length - Comment.Length)).Select(part => indent + Comment + part);

    private static IEnumerable<string> CodeLines(string indent, string code, int width)
    {
        for (var at = indent; ; at = indent + "    ")
        {
            var room = width - at.Length;
            var end = code.Length <= room ? 0 : Break(code, room);
            if (end == 0)
            {
                yield return at + code;
                yield break;
            }
            yield return at + code[..end].TrimEnd();
            code = code[end..].TrimStart();
        }
    }

    /// <summary>Where the line ends: late in it, and inside as few brackets as can be; 0 when it cannot.</summary>
    private static int Break(string code, int room)
    {
        var (eachBracket, afterBracket) = (room * 2 / 5, room / 5);
        var (best, cheapest) = (0, int.MaxValue);
        var depth = 0;
        var isInText = false;
        for (var i = 1; i <= room && i < code.Length; i++)
        {
            isInText ^= code[i - 1] == '"';
            if (isInText)
                continue;
            depth += code[i - 1] is '(' or '[' or '{' ? 1 : code[i - 1] is ')' or ']' or '}' ? -1 : 0;
            var isBlank = code[i] == ' ' && code[i - 1] != ':';
            var isAfterBracket = code[i - 1] == '(' && code[i] != ')';
            if (!isBlank && !isAfterBracket && !IsCallOfChain(code, i))
                continue;
            var cost = (depth * eachBracket) + room - i + (isAfterBracket ? afterBracket : 0);
            if (cost <= cheapest)
                (best, cheapest) = (i, cost);
        }
        return best;
    }

    private static bool IsCallOfChain(string code, int at)
    {
        if (code[at] != '.' || !(char.IsAsciiLetterOrDigit(code[at - 1]) || code[at - 1] is ')' or '>'))
            return false;
        var end = at + 1;
        while (end < code.Length && char.IsAsciiLetterOrDigit(code[end]))
            end++;
        return end > at + 1 && end < code.Length && code[end] is '(' or '<';
    }
}
