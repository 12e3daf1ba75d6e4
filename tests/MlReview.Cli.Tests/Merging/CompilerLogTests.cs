using MlReview.Cli.Findings;
using MlReview.Cli.Merging;

namespace MlReview.Cli.Tests.Merging;

/// <summary>What the compiler wrote with <c>ErrorLog=FILE,version=2.1</c> is a review of the build.</summary>
public sealed class CompilerLogTests : IDisposable
{
    private const string Results = """
        {
          "ruleId": "MLR101", "ruleIndex": 1, "level": "warning", "message": { "text": "learned \u001b[2J from all" },
          "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///repo/src/a%20b/Train.cs" }, "region": { "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 20 } } }],
          "relatedLocations": [
            { "physicalLocation": { "artifactLocation": { "uri": "file:///repo/src/Data.cs" }, "region": { "startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 9 } } },
            { "physicalLocation": { "artifactLocation": { "uri": "file:///repo/src/Data.cs" }, "region": { "startLine": 8, "startColumn": 1, "endLine": 8, "endColumn": 9 } } }
          ],
          "properties": { "warningLevel": 1, "customProperties": { "mlreview.fix": "Split first.", "mlreview.path": "rows are loaded", "mlreview.repair.places": "split", "mlreview.severity": "Critical" } }
        },
        { "ruleId": "CS0219", "ruleIndex": 0, "level": "warning", "message": { "text": "assigned" }, "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///repo/x.cs" }, "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2 } } }] },
        { "ruleId": "MLR303", "ruleIndex": 2, "level": "note", "message": { "text": "by the clock" }, "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///repo/y.cs" }, "region": { "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2 } } }] },
        { "ruleId": "MLR303", "ruleIndex": 2, "level": "note", "message": { "text": "suppressed" }, "suppressions": [{ "kind": "inSource" }], "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "file:///repo/y.cs" }, "region": { "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2 } } }] },
        { "ruleId": "MLR002", "ruleIndex": 3, "level": "warning", "message": { "text": "nowhere" } }
        """;

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Our_findings_are_those_of_the_build()
    {
        if (OperatingSystem.IsWindows())
            return;
        var result = Read(Log(Results));
        Assert.Equal([("MLR101", Severity.Critical), ("MLR303", Severity.Minor)], result.Findings.Select(f => (f.Rule.Id, f.Severity)));
        var finding = result.Findings[0];
        Assert.Equal(("/repo/src/a b/Train.cs", new SourceRange(3, 5, 3, 20), "learned \\u001B[2J from all", "Split first."), (finding.Path, finding.Range, finding.Issue, finding.Fix));
        Assert.Equal(new Evidence("/repo/src/Data.cs", new SourceRange(7, 1, 7, 9), "rows are loaded", ""), Assert.Single(finding.Evidence));
        Assert.Equal(("Learned before split", "https://example.org/MLR101", Level.Warning), (finding.Rule.Title, finding.Rule.HelpUri, finding.Rule.DefaultLevel));
        Assert.Equal(Level.Note, result.Findings[1].Rule.DefaultLevel);
    }

    [Fact]
    public void Logs_of_one_program_for_two_frameworks_say_everything_once()
    {
        var result = Read(Log(Results), Log(Results));
        Assert.Equal(2, result.Findings.Length);
        Assert.Equal(["log0.sarif", "log1.sarif"], result.Coverage.Projects.Select(p => p.Path));
    }

    [Fact]
    public void It_can_be_written_and_read_again()
    {
        var sarif = ReportText.Sarif(Read(Log(Results)));
        Assert.DoesNotContain("primaryLocationLineHash", sarif, StringComparison.Ordinal);
        Assert.Equal(sarif, ReportText.Sarif(Read(sarif)));
    }

    [Theory]
    [InlineData("""{ "version": "1.0.0", "runs": [{ "tool": { "name": "Microsoft (R) Visual C# Compiler" } }] }""", "is SARIF 1.0, which the compiler writes unless it is told ErrorLog=FILE,version=2.1")]
    [InlineData("""{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "Microsoft (R) Visual C# Compiler" } } }] }""", "has no runs[0].results")]
    [InlineData("""{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "Microsoft (R) Visual C# Compiler" } }, "results": [{ "ruleId": "MLR101", "locations": [1] }] }] }""", "does not describe the rule of runs[0].results[0]")]
    public void A_log_that_is_not_understood_is_one_sentence(string log, string reason)
    {
        _tree.With("log.sarif", log);
        Assert.Null(ReportMerge.TryRead([_tree["log.sarif"]], _tree.Root, out var error));
        Assert.StartsWith($"The file '{_tree["log.sarif"]}' {reason}; ", error, StringComparison.Ordinal);
    }

    private ReviewResult Read(params string[] logs)
    {
        var files = logs.Select((log, i) => (Name: $"log{i}.sarif", log)).ToList();
        foreach (var (name, log) in files)
            _tree.With(name, log);
        var result = ReportMerge.TryRead([.. files.Select(f => _tree[f.Name])], _tree.Root, out var error);
        Assert.True(result is not null, error);
        return result;
    }

    private static string Log(string results) => $$"""
        {
          "$schema": "http://json.schemastore.org/sarif-2.1.0", "version": "2.1.0",
          "runs": [{
            "results": [{{results}}],
            "tool": { "driver": { "name": "Microsoft (R) Visual C# Compiler", "version": "5.0.0", "rules": [
              { "id": "CS0219", "shortDescription": { "text": "Assigned" } },
              { "id": "MLR101", "shortDescription": { "text": "Learned before split" }, "fullDescription": { "text": "Why." }, "helpUri": "https://example.org/MLR101", "properties": { "category": "Leakage" } },
              { "id": "MLR303", "shortDescription": { "text": "Seed from the clock" }, "defaultConfiguration": { "level": "note" } },
              { "id": "MLR002", "shortDescription": { "text": "Configuration" } }
            ] } },
            "columnKind": "utf16CodeUnits"
          }]
        }
        """;
}
