using System.Text;

namespace MlReview.Cli.Compilations;

/// <summary>The names by which code and projects betray that they use an ML library.</summary>
internal static class MlNames
{
    private static readonly string[] s_packages = ["Microsoft.ML", "Microsoft.Data.Analysis", "Microsoft.Extensions.ML", "TorchSharp"];

    /// <summary>The same names as bytes, for a search before decoding: no file uses a library without naming its namespace somewhere.</summary>
    private static readonly byte[][] s_namespaces = [.. s_packages.Select(Encoding.UTF8.GetBytes)];

    public static bool IsPackage(string name) =>
        s_packages.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase) && (name.Length == p.Length || name[p.Length] is '.' or '-'));

    public static bool AppearsIn(ReadOnlySpan<byte> source)
    {
        // In UTF-16 the names look different; such files are few and simply count as if they had one.
        if (source is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
            return true;
        foreach (var name in s_namespaces)
            if (source.IndexOf(name) >= 0)
                return true;
        return false;
    }
}
