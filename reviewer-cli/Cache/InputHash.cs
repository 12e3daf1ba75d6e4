using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlReview.Cli.Cache;

/// <summary>A hash over a list of texts. Each counts with its length, so that no two lists run into the same bytes.</summary>
internal sealed class InputHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public InputHash Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AddNumber(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public InputHash Add(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        AddNumber(all.Count);
        foreach (var text in all)
            Add(text);
        return this;
    }

    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private void AddNumber(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
