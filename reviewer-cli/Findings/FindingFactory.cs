using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlReview.Analyzers.Rules;

namespace MlReview.Cli.Findings;

/// <summary>Makes findings of diagnostics. Every text that comes from the code under review is made printable here, once.</summary>
/// <param name="textOf">Reads a file that is not C#; null when it cannot be read.</param>
internal sealed class FindingFactory(Func<string, SourceText?> textOf)
{
    public const string ImpactProperty = "mlreview.impact";

    private const int LongestLine = 400;
    private readonly ConcurrentDictionary<SyntaxTree, string[]> _lineHashes = [];

    /// <returns>Null for a diagnostic that is hidden, or has no place.</returns>
    public Finding? TryCreate(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Hidden)
            return null;
        if (diagnostic.Location.SourceTree is { } tree)
        {
            var hashes = _lineHashes.GetOrAdd(tree, static (_, t) => LineHashes.Of(t), tree.GetText());
            return Create(diagnostic, tree.FilePath, tree.GetText(), hashes, Fingerprint.Of(diagnostic.Id, tree.GetRoot(), diagnostic.Location.SourceSpan));
        }
        // A line of a configuration file.
        return diagnostic.Location.Kind == LocationKind.ExternalFile && textOf(diagnostic.Location.GetLineSpan().Path) is { } text
            ? Create(diagnostic, diagnostic.Location.GetLineSpan().Path, text, LineHashes.Of(text), Fingerprint.Of(diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture), ""))
            : null;
    }

    private static Finding Create(Diagnostic diagnostic, string path, SourceText text, string[] lineHashes, string fingerprint)
    {
        var range = Range(diagnostic.Location);
        return new Finding
        {
            Rule = RuleOf(diagnostic.Descriptor),
            Severity = SeverityOf(diagnostic),
            Level = LevelOf(diagnostic.Severity),
            Path = path,
            Range = range,
            Issue = Printable.Text(diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            Impact = Printable.Text(diagnostic.Properties.GetValueOrDefault(ImpactProperty) ?? ""),
            Fix = Printable.Text(diagnostic.Properties.GetValueOrDefault(FindingProperties.Fix) ?? ""),
            Evidence = EvidenceOf(diagnostic),
            Snippet = SnippetOf(text, range),
            Fingerprint = fingerprint,
            LineHash = lineHashes[range.StartLine - 1],
        };
    }

    /// <summary>Line hashes of a compilation that is done with.</summary>
    public void Forget() => _lineHashes.Clear();

    public static Rule RuleOf(DiagnosticDescriptor descriptor) => new(
        descriptor.Id,
        descriptor.Title.ToString(CultureInfo.InvariantCulture),
        descriptor.Description.ToString(CultureInfo.InvariantCulture),
        descriptor.HelpLinkUri,
        descriptor.Category,
        LevelOf(descriptor.DefaultSeverity));

    private static Severity SeverityOf(Diagnostic diagnostic) =>
        Enum.TryParse<Severity>(diagnostic.Properties.GetValueOrDefault(FindingProperties.Severity), ignoreCase: true, out var severity) ? severity
        : SeverityOf(LevelOf(diagnostic.DefaultSeverity));

    /// <summary>Of a finding that does not say its own.</summary>
    public static Severity SeverityOf(Level ofRule) => ofRule switch
    {
        Level.Error => Severity.Critical,
        Level.Warning => Severity.Major,
        _ => Severity.Minor,
    };

    private static Level LevelOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => Level.Error,
        DiagnosticSeverity.Warning => Level.Warning,
        _ => Level.Note,
    };

    private static ImmutableArray<Evidence> EvidenceOf(Diagnostic diagnostic)
    {
        var captions = (diagnostic.Properties.GetValueOrDefault(FindingProperties.Path) ?? "").Split(FindingProperties.Separator);
        // What only a code fix needs comes last and proves nothing.
        var places = diagnostic.Properties.GetValueOrDefault(FindingProperties.RepairPlaces) is { } names ? names.Split(FindingProperties.Separator).Length : 0;
        return
        [
            .. diagnostic.AdditionalLocations.SkipLast(places).Where(l => l.SourceTree is not null).Select((location, i) =>
            {
                var range = Range(location);
                var line = location.SourceTree!.GetText().Lines[range.StartLine - 1].ToString().Trim();
                return new Evidence(location.SourceTree.FilePath, range, i < captions.Length ? Printable.Text(captions[i].Trim()) : "", Printable.Text(Cut(line)));
            }),
        ];
    }

    private static SourceRange Range(Location location)
    {
        var span = location.GetLineSpan().Span;
        return new SourceRange(span.Start.Line + 1, span.Start.Character + 1, span.End.Line + 1, span.End.Character + 1);
    }

    /// <summary>Raw text: whoever shows it counts columns first and makes it printable then.</summary>
    private static Snippet SnippetOf(SourceText text, SourceRange range)
    {
        var first = Math.Max(0, range.StartLine - 2);
        var last = Math.Min(text.Lines.Count - 1, range.EndLine);
        return new Snippet(first + 1, [.. Enumerable.Range(first, last - first + 1).Select(i => Cut(text.Lines[i].ToString()))]);
    }

    private static string Cut(string line) => line.Length <= LongestLine ? line : line[..LongestLine];
}
