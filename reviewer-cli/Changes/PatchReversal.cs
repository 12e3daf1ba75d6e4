namespace MlReview.Cli.Changes;

/// <summary>Makes the content that a file had before a patch of the one that it has after it.</summary>
internal static class PatchReversal
{
    /// <param name="now">The file after the patch.</param>
    /// <param name="disagreement">The first line (1-based) of the file that is not as the patch says; 0 when all are.</param>
    /// <returns>The file before the patch; null when the patch does not lead to this file.</returns>
    public static byte[]? TryUndo(byte[] now, FilePatch patch, out int disagreement) =>
        // A diff that went through a shell has lost its carriage returns, or won some.
        TryUndo(now, patch, isExact: true, out disagreement) ?? TryUndo(now, patch, isExact: false, out disagreement);

    private static byte[]? TryUndo(byte[] now, FilePatch patch, bool isExact, out int disagreement)
    {
        using var before = new MemoryStream(now.Length);
        var rest = new Lines(now);
        var hasCarriageReturns = !isExact && rest.Peek() is [.., (byte)'\r', (byte)'\n'];
        foreach (var hunk in patch.Hunks)
        {
            var first = hunk.NewCount == 0 ? hunk.NewStart + 1 : hunk.NewStart;
            while (rest.Number < first && !rest.Peek().IsEmpty)
            {
                before.Write(rest.Peek());
                rest.MoveNext();
            }
            if (rest.Number != first)
            {
                disagreement = first;
                return null;
            }
            foreach (var line in hunk.Lines)
            {
                if (line.Change == LineChange.Removed)
                {
                    before.Write(line.Bytes.Span);
                    if (line.HasEnd)
                        before.Write(hasCarriageReturns && !line.Bytes.Span.EndsWith("\r"u8) ? "\r\n"u8 : "\n"u8);
                    continue;
                }
                var found = rest.Peek();
                if (found.IsEmpty || !IsSame(found, line, isExact))
                {
                    disagreement = line.NewLine;
                    return null;
                }
                if (line.Change == LineChange.Context)
                    before.Write(found);
                rest.MoveNext();
            }
        }
        before.Write(rest.Remaining);
        disagreement = 0;
        return before.ToArray();
    }

    private static bool IsSame(ReadOnlySpan<byte> found, PatchLine line, bool isExact)
    {
        var hasEnd = found[^1] == '\n';
        var content = hasEnd ? found[..^1] : found;
        return hasEnd == line.HasEnd && (isExact ? content.SequenceEqual(line.Bytes.Span) : content.TrimEnd((byte)'\r').SequenceEqual(line.Bytes.Span.TrimEnd((byte)'\r')));
    }

    /// <summary>The lines of a file, each with its end.</summary>
    private ref struct Lines(ReadOnlySpan<byte> text)
    {
        /// <summary>1-based number of the line that comes next.</summary>
        public int Number { get; private set; } = 1;

        public ReadOnlySpan<byte> Remaining { get; private set; } = text;

        /// <summary>The next line; empty at the end.</summary>
        public readonly ReadOnlySpan<byte> Peek() =>
            Remaining.IndexOf((byte)'\n') is >= 0 and var end ? Remaining[..(end + 1)] : Remaining;

        public void MoveNext()
        {
            Remaining = Remaining[Peek().Length..];
            Number++;
        }
    }
}
