using Microsoft.CodeAnalysis;

namespace MlReview.CodeFixes.Repairs;

/// <summary>How the lines of a file end.</summary>
internal static class LineBreak
{
    public static string Of(SyntaxTree tree)
    {
        var text = tree.GetText();
        var first = text.Lines[0];
        return first.EndIncludingLineBreak - first.End == 2 ? "\r\n" : "\n";
    }
}
