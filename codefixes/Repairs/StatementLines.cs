using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>The lines of a statement that shares them with no other, with the comments above it and behind it.</summary>
internal sealed class StatementLines
{
    private readonly StatementSyntax _statement;
    private readonly SourceText _text;
    private readonly TextLine _first;
    private readonly TextLine _last;

    private StatementLines(StatementSyntax statement, SourceText text, TextLine first, TextLine last, bool isBare)
    {
        _statement = statement;
        _text = text;
        _first = first;
        _last = last;
        IsBare = isBare;
    }

    /// <summary>Null when something else stands on one of the lines, or when what stands above is no plain comment.</summary>
    public static StatementLines? Of(StatementSyntax statement)
    {
        var text = statement.SyntaxTree.GetText();
        var (first, last) = (text.Lines.GetLineFromPosition(statement.SpanStart), text.Lines.GetLineFromPosition(statement.Span.End));
        var behind = text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)).Trim();
        if (statement.ContainsDirectives || !string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart))) || (behind.Length > 0 && !behind.StartsWith("//", StringComparison.Ordinal)))
            return null;
        var top = first;
        while (top.LineNumber > 0 && text.Lines[top.LineNumber - 1] is var above && above.Start >= statement.FullSpan.Start && above.ToString().TrimStart().StartsWith("//", StringComparison.Ordinal))
            top = above;
        return new StatementLines(statement, text, top, last, behind.Length == 0 && top == first);
    }

    /// <summary>Where the first line begins.</summary>
    public int Start => _first.Start;

    /// <summary>Whether there are no comments.</summary>
    public bool IsBare { get; }

    /// <summary>Deletes the lines, and one of the empty lines around them.</summary>
    public Edit Deletion
    {
        get
        {
            var isParted = _first.LineNumber == 0 || string.IsNullOrWhiteSpace(_text.Lines[_first.LineNumber - 1].ToString());
            var end = isParted && _last.LineNumber + 1 < _text.Lines.Count && string.IsNullOrWhiteSpace(_text.Lines[_last.LineNumber + 1].ToString()) ? _text.Lines[_last.LineNumber + 1] : _last;
            return new Edit(_statement.SyntaxTree, new TextChange(TextSpan.FromBounds(_first.Start, end.EndIncludingLineBreak), ""));
        }
    }

    /// <summary>The text of the lines with another one at a place within.</summary>
    public string With(TextSpan span, string replacement) =>
        _text.ToString(TextSpan.FromBounds(_first.Start, span.Start)) + replacement + _text.ToString(TextSpan.FromBounds(span.End, _last.End)) + LineBreak.Of(_statement.SyntaxTree);
}
