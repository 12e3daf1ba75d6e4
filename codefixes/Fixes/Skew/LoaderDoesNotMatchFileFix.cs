using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes.Fixes.Skew;

/// <summary>MLR210: reads the file with the separator of its extension, or as most loads read such files.</summary>
internal sealed class LoaderDoesNotMatchFileFix : RuleFix
{
    public override string RuleId => "MLR210";

    public override IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("format") is not { } at || finding.Text("file") is not { } file)
            yield break;
        var settings = Settings(finding, at is BaseObjectCreationExpressionSyntax).ToArray();
        if (settings.Length > 0 && Setting.Given(finding, at, settings) is { } edits)
            yield return new Repair($"Read '{file}' with {string.Join(", ", settings.Select(setting => $"{setting.Name}: {setting.Value}"))}", "format", edits.ToArray());
    }

    private static IEnumerable<(string Name, string Value)> Settings(FindingToRepair finding, bool areOptions)
    {
        if (finding.Text("separators") is { } separators)
        {
            var written = separators.Select(separator => SymbolDisplay.FormatLiteral(separator, quote: true)).ToList();
            if (areOptions)
                yield return ("Separators", $"new[] {{ {string.Join(", ", written)} }}");
            else
                yield return ("separatorChar", written.Count == 1 ? written[0] : "");
        }

        if (finding.Text("mark") is { Length: 1 } mark)
            yield return ("DecimalMarker", SymbolDisplay.FormatLiteral(mark[0], quote: true));
        if (finding.Text("header") is { } header)
            yield return (areOptions ? "HasHeader" : "hasHeader", header);
        if (finding.Text("quoting") is { } quoting)
            yield return (areOptions ? "AllowQuoting" : "allowQuoting", quoting);
    }
}
