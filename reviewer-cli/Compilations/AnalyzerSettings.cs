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
    private readonly AnalyzerConfigSet _configs;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);
    private readonly AnalyzerConfigOptionsResult _global;
    private readonly ImmutableDictionary<string, string> _buildProperties;

    public AnalyzerSettings(IReadOnlyList<AnalyzerConfig> configs, ImmutableDictionary<string, string> buildProperties)
    {
        _configs = AnalyzerConfigSet.Create(configs.ToList());
        _global = _configs.GlobalConfigOptions;
        _buildProperties = buildProperties;
        Options = new Provider(this);
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
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(settings._global.AnalyzerOptions.SetItems(settings._buildProperties));

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
