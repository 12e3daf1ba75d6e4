using System.Collections.Immutable;
using System.Globalization;

namespace MlReview.Cli.Changes;

/// <summary>
/// Reads unified diffs: those of git with its extended headers, and plain ones. What stands between files (mail headers, commit messages,
/// signatures) is passed over.
/// </summary>
internal sealed class PatchParser
{
    private const string Accepted = "give what 'git diff BASE' prints";

    private readonly PatchText _text;
    private readonly ImmutableArray<FilePatch>.Builder _files = ImmutableArray.CreateBuilder<FilePatch>();
    private string _error = "";

    private PatchParser(ReadOnlyMemory<byte> diff) => _text = new PatchText(diff);

    /// <returns>The patch map, or null and a clause that completes a sentence begun by "the diff".</returns>
    public static PatchMap? TryParse(ReadOnlyMemory<byte> diff, out string error)
    {
        var parser = new PatchParser(diff);
        parser.Read();
        error = parser._error;
        if (error.Length == 0 && parser._files.Count == 0 && diff.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            error = $"is not a unified diff; {Accepted}";
        if (error.Length == 0 && Repeated(parser._files) is { } path)
            error = $"changes '{path}' twice; give one diff that leads from the base to the files";
        return error.Length == 0 ? new PatchMap(parser._files) : null;
    }

    private void Read()
    {
        _text.MoveNext();
        while (!_text.IsAtEnd && _error.Length == 0)
        {
            if (_text.StartsWith("diff --git "u8))
                ReadFile(PatchHeader.Read(_text));
            else if (IsSide())
                ReadFile(new PatchHeader());
            else if (_text.StartsWith("diff --cc "u8) || _text.StartsWith("diff --combined "u8) || _text.StartsWith("@@@ "u8))
                Refuse("is a combined diff of a merge, which has several old sides; " + Accepted);
            else if (_text.StartsWith("@@ -"u8))
                Refuse("has a hunk that no file name precedes");
            else
                _text.MoveNext();
        }
    }

    private bool IsSide() => _text.StartsWith("--- "u8) && _text.IsFollowedBy("+++ "u8);

    private void ReadFile(PatchHeader header)
    {
        var start = _text.Number;
        if (IsSide())
        {
            // Where even the header ends with a carriage return, a shell has rewritten all line ends.
            header.HasCarriageReturns = _text.Line.Span.EndsWith("\r"u8);
            header.OldSide = _text.Text[4..];
            _text.MoveNext();
            header.NewSide = _text.Text[4..];
            _text.MoveNext();
        }
        var hunks = ImmutableArray.CreateBuilder<Hunk>();
        while (_text.StartsWith("@@ -"u8) && _error.Length == 0)
        {
            var line = _text.Number;
            if (HunkParser.Read(_text, header.HasCarriageReturns, out var reason) is not { } hunk)
                Refuse(reason);
            else if (hunks.Count > 0 && (hunk.OldStart < hunks[^1].OldStart + hunks[^1].OldCount || hunk.NewStart < hunks[^1].NewStart + hunks[^1].NewCount))
                Refuse(line, "has hunks that overlap");
            else
                hunks.Add(hunk);
        }
        if (_error.Length > 0)
            return;
        if (header.ToPatch(hunks.ToImmutable()) is not { } patch)
            Refuse(start, "does not name the file that it changes");
        else if (!patch.IsEmpty)
            _files.Add(patch);
    }

    private static string? Repeated(IEnumerable<FilePatch> files)
    {
        // One that becomes a link is deleted and added.
        var old = new HashSet<string>(StringComparer.Ordinal);
        var now = new HashSet<string>(StringComparer.Ordinal);
        return files.FirstOrDefault(f => (f.OldPath is not null && f.Status != FileStatus.Copied && !old.Add(f.OldPath)) | (f.NewPath is not null && !now.Add(f.NewPath)))?.Path;
    }

    private void Refuse(string what) => Refuse(_text.Number, what);

    private void Refuse(int line, string what) => _error = string.Create(CultureInfo.InvariantCulture, $"{what} (line {line} of the diff)");
}
