using System.Collections.Immutable;

namespace MlReview.Cli.Notebooks;

/// <summary>Reads <c>.dib</c> files: cells divided by lines that name a language, such as <c>#!csharp</c>.</summary>
internal static class DotnetInteractiveFile
{
    private const string Meta = "meta";

    public static NotebookContent Read(ReadOnlySpan<byte> file)
    {
        var cells = ImmutableArray.CreateBuilder<NotebookCell>();
        var (language, number, start) = ("csharp", 0, file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        for (var at = start; ; )
        {
            var length = file[at..].IndexOf((byte)'\n');
            var line = length < 0 ? file[at..] : file[at..(at + length)];
            var next = KernelLanguages.OfMagic(line);
            if (next is not null || length < 0)
            {
                var end = next is null ? file.Length : at;
                if (language != Meta && Cell(file[start..end], start) is { } cell)
                    cells.Add(cell with { Number = ++number, Language = language });
                if (next is null)
                    return new NotebookContent("csharp", cells.ToImmutable());
                language = next;
                start = length < 0 ? file.Length : at + length + 1;
            }
            if (length < 0)
                return new NotebookContent("csharp", cells.ToImmutable());
            at += length + 1;
        }
    }

    /// <summary>A cell without the empty lines around it, as the editor shows it; null when nothing is left.</summary>
    private static NotebookCell? Cell(ReadOnlySpan<byte> bytes, int start)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end && bytes[..end].IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            bytes = bytes[(end + 1)..];
            start += end + 1;
        }
        bytes = bytes.TrimEnd(" \t\r\n"u8);
        if (bytes.IsEmpty)
            return null;
        var text = new MappedText();
        text.AddPlain(bytes, start);
        var (code, offsets) = text.End();
        return new NotebookCell(0, null, "", code, offsets);
    }
}
