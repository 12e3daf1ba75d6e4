using System.Globalization;
using System.Text;

namespace MlReview.Cli.Sources;

/// <summary>Reads what <c>git cat-file --batch</c> prints: a line with name, kind and size, the content, a line feed.</summary>
internal sealed class GitBatch(Stream stream) : IDisposable
{
    private const int LongestHeader = 256;
    private readonly BufferedStream _stream = new(stream, 1 << 16);

    /// <returns>The content, or null when the repository does not hold it.</returns>
    public async Task<byte[]?> ReadAsync(GitEntry entry, CancellationToken cancellationToken)
    {
        if (Header().Split(' ') is not [var name, "blob", var length] || name != entry.Object
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size != entry.Size)
            return null;
        var content = new byte[size];
        await _stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        _stream.ReadByte();
        return content;
    }

    public void Dispose() => _stream.Dispose();

    private string Header()
    {
        var header = new StringBuilder();
        for (int read; (read = _stream.ReadByte()) >= 0 && read != '\n' && header.Length < LongestHeader;)
            header.Append((char)read);
        return header.ToString();
    }
}
