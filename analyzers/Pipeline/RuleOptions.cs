using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>The <c>mlreview_*</c> keys of <c>.editorconfig</c> files, as they stand for each file.</summary>
internal sealed class RuleOptions
{
    /// <summary>Words besides the known ones that mark a version in a name.</summary>
    public const string VersionWords = "mlreview_version_words";

    /// <summary>Whether findings in test projects are hints at most, as by default, or what they are elsewhere.</summary>
    public const string TestProjects = "mlreview_test_projects";

    /// <summary>The build property by which a program has no cultures at all.</summary>
    public const string InvariantGlobalization = "build_property.InvariantGlobalization";

    /// <summary>Columns besides the known ones whose rows of one value belong together.</summary>
    public const string GroupColumns = "mlreview_group_columns";

    /// <summary>Columns besides those named like one that identify a row.</summary>
    public const string IdentifierColumns = "mlreview_identifier_columns";

    public static readonly RuleOptions None = new(_ => null);

    /// <summary>All keys, in the order of <c>docs/configuration.md</c>. A key that is not here is an error of the user.</summary>
    public static readonly ImmutableArray<OptionKey> Keys = ImmutableArray.Create(
        OptionKey.Words(VersionWords),
        OptionKey.Columns(GroupColumns),
        OptionKey.Columns(IdentifierColumns),
        OptionKey.Choice(TestProjects, "hints", "full"));

    private readonly Func<SyntaxTree, AnalyzerConfigOptions?> _optionsOf;

    public RuleOptions(Func<SyntaxTree, AnalyzerConfigOptions?> optionsOf) => _optionsOf = optionsOf;

    /// <summary>The words that a key lists, separated by commas or semicolons, in lower case.</summary>
    public ImmutableHashSet<string> Words(SyntaxTree tree, string key) =>
        Value(tree, key) is { } text ? Items(text.ToLowerInvariant()).ToImmutableHashSet() : ImmutableHashSet<string>.Empty;

    /// <summary>Whether a key has one of its values.</summary>
    public bool Is(SyntaxTree tree, string key, string value) => string.Equals(Value(tree, key)?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The keys and values of some files that mean nothing; each once.</summary>
    public IEnumerable<Misconfiguration> Problems(IEnumerable<SyntaxTree> trees)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var options in trees.Select(_optionsOf))
        {
            foreach (var name in options is null ? Enumerable.Empty<string>() : KeysOf(options).Where(name => name.StartsWith(OptionKey.Prefix, StringComparison.OrdinalIgnoreCase)))
            {
                var value = options!.TryGetValue(name, out var text) ? text : "";
                if (!seen.Add((name, value)))
                    continue;
                var key = Keys.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (key is null)
                    yield return new Misconfiguration(Location.None, $"{name} = {value}", $"there is no such key; the keys are {string.Join(", ", Keys.Select(known => known.Name))}");
                else if (!key.IsValid(value))
                    yield return new Misconfiguration(Location.None, $"{name} = {value}", $"it takes {key.Accepts}");
            }
        }
    }

    /// <summary>The entries of a list, separated by commas or semicolons.</summary>
    public static IEnumerable<string> Items(string text) => text.Split(',', ';').Select(item => item.Trim()).Where(item => item.Length > 0);

    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys;
        }
        catch (NotImplementedException)
        {
            // The property is younger than the class: a host that does not have it cannot be asked for keys it was not told.
            return Keys.Select(key => key.Name).Where(name => options.TryGetValue(name, out _)).ToList();
        }
    }

    private string? Value(SyntaxTree tree, string key) => _optionsOf(tree) is { } options && options.TryGetValue(key, out var text) ? text : null;
}
