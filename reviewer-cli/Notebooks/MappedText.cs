using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MlReview.Cli.Notebooks;

/// <summary>Text that is decoded from bytes of a file, with the place of each character.</summary>
internal sealed class MappedText
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<int>.Builder _offsets = ImmutableArray.CreateBuilder<int>();
    private int _end;

    /// <param name="start">Where the bytes stand in the file.</param>
    public void AddPlain(ReadOnlySpan<byte> bytes, int start)
    {
        for (var i = 0; i < bytes.Length;)
            i += AddCharacter(bytes[i..], start + i);
        _end = start + bytes.Length;
    }

    /// <summary>Adds the content of a JSON string, as written, without its quotes.</summary>
    public void AddJson(ReadOnlySpan<byte> bytes, int start)
    {
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] != '\\')
            {
                i += AddCharacter(bytes[i..], start + i);
                continue;
            }
            var length = bytes[i + 1] == 'u' ? 6 : 2;
            Add(Unescaped(bytes.Slice(i + 1, length - 1)), start + i);
            i += length;
        }
        _end = start + bytes.Length;
    }

    public (string Text, ImmutableArray<int> Offsets) End()
    {
        _offsets.Add(_end);
        return (_text.ToString(), _offsets.ToImmutable());
    }

    private static char Unescaped(ReadOnlySpan<byte> escape) => escape[0] switch
    {
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'u' => (char)int.Parse(escape[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        var other => (char)other,
    };

    private int AddCharacter(ReadOnlySpan<byte> bytes, int offset)
    {
        var isWhole = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
        foreach (var c in isWhole ? rune.ToString() : "\uFFFD")
            Add(c, offset);
        return length;
    }

    private void Add(char c, int offset)
    {
        _text.Append(c);
        _offsets.Add(offset);
    }
}
