using Microsoft.CodeAnalysis;

namespace MlReview.CodeFixes.Repairs;

/// <summary>How far the lines of a file are indented.</summary>
internal static class Layout
{
    /// <summary>The white space before the line in which a position stands.</summary>
    public static string IndentAt(SyntaxTree tree, int position)
    {
        var text = tree.GetText();
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>One step of indentation: what the file itself uses.</summary>
    public static string StepOf(SyntaxTree tree) => tree.GetText().Lines.Any(line => line.Start < line.End && tree.GetText()[line.Start] == '\t') ? "\t" : "    ";

    /// <summary>Where the line ends in which a position stands; what follows on that line stays there.</summary>
    public static int LineEnd(SyntaxTree tree, int position) => tree.GetText().Lines.GetLineFromPosition(position).End;

    /// <summary>The text of an expression as it stands at another indentation; null when a token of several lines would change.</summary>
    public static string? Indented(SyntaxNode node, string indent)
    {
        if (node.DescendantTokens().Any(token => token.Text.IndexOf('\n') >= 0))
            return null;
        var lines = node.ToString().Split('\n');
        var last = lines[lines.Length - 1];
        var old = IndentAt(node.SyntaxTree, last.TrimStart().StartsWith("}", StringComparison.Ordinal) ? node.Span.End - 1 : node.SpanStart);
        for (var i = 1; i < lines.Length; i++)
            lines[i] = lines[i].StartsWith(old, StringComparison.Ordinal) && lines[i].Trim().Length > 0 ? indent + lines[i].Substring(old.Length) : lines[i];
        return string.Join("\n", lines);
    }
}
