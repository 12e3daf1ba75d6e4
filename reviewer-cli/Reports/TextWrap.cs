namespace MlReview.Cli.Reports;

/// <summary>Breaks text at blanks so that no line is longer than the terminal is wide.</summary>
internal static class TextWrap
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > width)
            {
                yield return line;
                line = "";
            }
            // A path or an identifier longer than a line has to break somewhere.
            for (; rest.Length > width; rest = rest[width..])
                yield return rest[..width];
            line = line.Length == 0 ? rest : line + " " + rest;
        }
        if (line.Length > 0)
            yield return line;
    }

    public static string Cut(string text, int width)
    {
        if (text.Length <= width)
            return text;
        var kept = Math.Max(width > 1 ? width - 1 : width, 0);
        // Half a character is none.
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1]))
            kept--;
        return text[..kept] + (width > 1 ? "…" : "");
    }
}
