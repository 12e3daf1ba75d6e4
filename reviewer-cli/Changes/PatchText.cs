using System.Text;

namespace MlReview.Cli.Changes;

/// <summary>The lines of a diff as bytes: what they hold comes from files in any encoding.</summary>
internal sealed class PatchText(ReadOnlyMemory<byte> text)
{
    private readonly ReadOnlyMemory<byte> _text = AsUtf8(text);
    private int _start;
    private int _end;
    private int _next;

    /// <summary>1-based number of the current line; 0 before the first.</summary>
    public int Number { get; private set; }

    public bool IsAtEnd { get; private set; }

    /// <summary>The current line without its line feed.</summary>
    public ReadOnlyMemory<byte> Line => _text[_start.._end];

    /// <summary>The current line as text, without any line end.</summary>
    public string Text => Encoding.UTF8.GetString(Line.Span).TrimEnd('\r');

    public bool StartsWith(ReadOnlySpan<byte> prefix) => !IsAtEnd && Line.Span.StartsWith(prefix);

    public bool IsFollowedBy(ReadOnlySpan<byte> prefix) => _text.Span[Math.Min(_next, _text.Length)..].StartsWith(prefix);

    public void MoveNext()
    {
        Number++;
        _start = _next;
        IsAtEnd = _start >= _text.Length;
        if (IsAtEnd)
        {
            _start = _end = _text.Length;
            return;
        }
        var length = _text.Span[_start..].IndexOf((byte)'\n');
        _end = length < 0 ? _text.Length : _start + length;
        _next = _end + 1;
    }

    /// <summary>Shells that pipe text instead of bytes write a byte order mark, or UTF-16.</summary>
    private static ReadOnlyMemory<byte> AsUtf8(ReadOnlyMemory<byte> text) => text.Span switch
    {
        [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, text[2..].ToArray()),
        [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, text[2..].ToArray()),
        [0xEF, 0xBB, 0xBF, ..] => text[3..],
        _ => text,
    };
}
