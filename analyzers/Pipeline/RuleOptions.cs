using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Analyzers.Pipeline;

/// <summary>The <c>mlreview_*</c> keys of <c>.editorconfig</c> files, as they stand for each file.</summary>
internal sealed class RuleOptions
{
    /// <summary>Words besides the known ones that mark a version in a name.</summary>
    public const string VersionWords = "mlreview_version_words";

    public static readonly RuleOptions None = new(_ => null);

    private readonly Func<SyntaxTree, AnalyzerConfigOptions?> _optionsOf;

    public RuleOptions(Func<SyntaxTree, AnalyzerConfigOptions?> optionsOf) => _optionsOf = optionsOf;

    /// <summary>The words that a key lists, separated by commas or semicolons, in lower case.</summary>
    public ImmutableHashSet<string> Words(SyntaxTree tree, string key) =>
        _optionsOf(tree) is { } options && options.TryGetValue(key, out var text)
            ? text.ToLowerInvariant().Split(',', ';').Select(word => word.Trim()).Where(word => word.Length > 0).ToImmutableHashSet()
            : ImmutableHashSet<string>.Empty;
}
