using System.Buffers;
using System.Text;
using Microsoft.CodeAnalysis;

namespace MlReview.Cli.Compilations;

/// <summary>The names by which code and projects betray that they use an ML library.</summary>
internal static class MlNames
{
    private static readonly string[] s_packages = ["Microsoft.ML", "Microsoft.Data.Analysis", "Microsoft.Extensions.ML", "TorchSharp"];

    /// <summary>Without one of these in any file no ML library is used; the same names, as bytes, for a search before decoding.</summary>
    private static readonly byte[][] s_inSource = [.. new[] { "Microsoft.ML", "Microsoft.Data.Analysis", "Microsoft.Extensions.ML", "TorchSharp" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly SearchValues<string> s_vocabulary = SearchValues.Create(
        ["Microsoft.ML", "Microsoft.Data.Analysis", "TorchSharp", "torch", "MLContext", "IDataView", "ITransformer", "IEstimator", "PredictionEngine", "InferenceSession", "DataFrame",
            ".Fit(", ".Transform(", ".Evaluate(", ".Append(", ".Save(", "Random", "LoadColumn", "ColumnName", "Split"],
        StringComparison.Ordinal);

    public static bool IsPackage(string name) =>
        s_packages.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase) && (name.Length == p.Length || name[p.Length] is '.' or '-'));

    public static bool AppearsIn(ReadOnlySpan<byte> source)
    {
        foreach (var name in s_inSource)
            if (source.IndexOf(name) >= 0)
                return true;
        return false;
    }

    /// <summary>
    /// Whether the analyzers could have anything to say in this file. In a project that uses ML a file may speak of it without any
    /// <c>using</c> of its own (global usings, inferred types), so this asks for the vocabulary instead.
    /// </summary>
    public static bool MayMatter(SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        return text.AsSpan().ContainsAny(s_vocabulary);
    }
}
