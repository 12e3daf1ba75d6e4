using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Testing;

/// <summary>A span between markers: <c>[|…|]</c> has neither id nor name, <c>{|MLR101:…|}</c> an id, <c>{|#0:…|}</c> a name.</summary>
/// <param name="Id">The diagnostic id, or null for the first named rule or a mere name.</param>
/// <param name="Name">The location's name with its <c>#</c>, or null when a diagnostic is expected here.</param>
/// <param name="Span">Where it lies in the text without markers.</param>
public sealed record MarkedSpan(string? Id, string? Name, TextSpan Span);

/// <summary>Source text freed of its markers, and the spans they marked.</summary>
public sealed partial class MarkedSource
{
    private MarkedSource(string text, ImmutableArray<MarkedSpan> spans)
    {
        Text = text;
        Spans = spans;
    }

    /// <summary>The text without markers.</summary>
    public string Text { get; }

    /// <summary>The marked spans, in the order in which their markers open.</summary>
    public ImmutableArray<MarkedSpan> Spans { get; }

    /// <summary>Reads the markup of Microsoft.CodeAnalysis.Testing.</summary>
    /// <exception cref="FormatException">A marker is not closed, or closed by the wrong one.</exception>
    public static MarkedSource Parse(string markup)
    {
        var text = new StringBuilder(markup.Length);
        var spans = ImmutableArray.CreateBuilder<MarkedSpan>();
        var open = new Stack<(int Index, string Closer)>();
        for (var position = 0; position < markup.Length;)
        {
            if (Opener().Match(markup, position) is { Success: true } opener)
            {
                var label = opener.Groups["label"].Success ? opener.Groups["label"].Value : null;
                open.Push((spans.Count, label is null ? "|]" : "|}"));
                var isName = label is ['#', ..];
                spans.Add(new MarkedSpan(isName ? null : label, isName ? label : null, new TextSpan(text.Length, 0)));
                position += opener.Length;
            }
            else if (open.Count > 0 && IsCloser(markup, position, out var closer))
            {
                var (index, expected) = open.Pop();
                if (closer != expected)
                    throw new FormatException($"The marker '{closer}' in line {LineOf(markup, position)} closes one that needs '{expected}'.");
                spans[index] = spans[index] with { Span = TextSpan.FromBounds(spans[index].Span.Start, text.Length) };
                position += closer.Length;
            }
            else
            {
                text.Append(markup[position++]);
            }
        }

        return open.Count == 0
            ? new MarkedSource(text.ToString(), spans.ToImmutable())
            : throw new FormatException($"A marker is not closed: '{open.Peek().Closer}' is missing.");
    }

    // Closers count only inside a marker: "a|]" is ordinary text elsewhere, such as a regular expression in a string.
    private static bool IsCloser(string markup, int position, out string closer)
    {
        closer = string.CompareOrdinal(markup, position, "|]", 0, 2) == 0 ? "|]" : "|}";
        return string.CompareOrdinal(markup, position, closer, 0, 2) == 0;
    }

    private static int LineOf(string markup, int position) => markup.AsSpan(0, position).Count('\n') + 1;

    [GeneratedRegex(@"\G(?:\[\||\{\|(?<label>#?[-_.A-Za-z0-9]+):)", RegexOptions.ExplicitCapture)]
    private static partial Regex Opener();
}
