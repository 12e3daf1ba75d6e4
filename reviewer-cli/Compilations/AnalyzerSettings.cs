using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Compilations;

/// <summary>
/// What .editorconfig and global config files say about files and rules, in the two shapes that Roslyn asks for: severities for the
/// compilation, key-value options for analyzers.
/// </summary>
internal sealed class AnalyzerSettings : SyntaxTreeOptionsProvider
{
    private readonly IReadOnlyList<ConfigFile> _files;
    private readonly AnalyzerConfigSet _configs;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);
    private readonly AnalyzerConfigOptionsResult _global;

    /// <param name="files">The files of the repository, and the preset.</param>
    /// <param name="buildProperties">What a build would write into a file of its own.</param>
    public AnalyzerSettings(IReadOnlyList<ConfigFile> files, AnalyzerConfig buildProperties)
    {
        _files = files;
        _configs = AnalyzerConfigSet.Create(files.Select(file => file.Config).Append(buildProperties).ToList());
        _global = _configs.GlobalConfigOptions;
        Options = new Provider(this);
    }

    /// <summary>Where a setting stands, as <c>key = value</c>; null where no file has it.</summary>
    public Location? Find(string setting)
    {
        foreach (var file in _files)
        {
            foreach (var line in file.Text.Lines)
            {
                var text = line.ToString();
                var written = text.Split('#')[0].Split('=', 2, StringSplitOptions.TrimEntries);
                if (written is not [var key, var value] || !$"{key} = {value}".Equals(setting, StringComparison.OrdinalIgnoreCase))
                    continue;
                var start = text.Length - text.TrimStart().Length;
                var span = new TextSpan(line.Start + start, text.Split('#')[0].TrimEnd().Length - start);
                return Location.Create(file.Path, span, file.Text.Lines.GetLinePositionSpan(span));
            }
        }
        return null;
    }

    public AnalyzerConfigOptionsProvider Options { get; }

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        Of(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var generated)
            ? generated.Equals("true", StringComparison.OrdinalIgnoreCase) ? GeneratedKind.MarkedGenerated
            : generated.Equals("false", StringComparison.OrdinalIgnoreCase) ? GeneratedKind.NotGenerated
            : GeneratedKind.Unknown
            : GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        Of(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        _global.TreeOptions.TryGetValue(diagnosticId, out severity);

    private AnalyzerConfigOptionsResult Of(string path) =>
        path.Length == 0 ? _global : _byPath.GetOrAdd(path, static (p, configs) => configs.GetOptionsForSourcePath(p.Replace('\\', '/')), _configs);

    private sealed class Provider(AnalyzerSettings settings) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(settings._global.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(settings.Of(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(settings.Of(textFile.Path).AnalyzerOptions);
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        private readonly ImmutableDictionary<string, string> _values = values.WithComparers(KeyComparer);

        public override IEnumerable<string> Keys => _values.Keys;

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
