using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Reports;

public sealed class SarifReportTests
{
    /// <summary>Names a file with the official schema (its terms do not allow a copy here); then that one decides as well.</summary>
    private const string OfficialSchema = "MLREVIEW_SARIF_SCHEMA";

    internal static readonly Rule Rule = new("MLR101", "Learned before split", "A transform learned from rows that are held out later.", "https://example.org/MLR101", "Leakage", Level.Warning);

    internal static Finding Finding(string path = "/repo/src/a b/Träin.cs", Severity severity = Severity.Critical, Level level = Level.Warning, params Evidence[] evidence) => new()
    {
        Rule = Rule,
        Severity = severity,
        Level = level,
        Path = path,
        Range = new SourceRange(3, 5, 3, 20),
        Issue = "'prepared' was fitted on all of 'data'",
        Impact = "The score is too good.",
        Fix = "Split first.",
        Evidence = [.. evidence],
        Snippet = new Snippet(2, ["var a = 1;", "    Fit(data, all);", "}"]),
        Fingerprint = "0123456789abcdef",
        LineHash = "c129715d7a2bc9a3:1",
    };

    internal static readonly FindingRepair Repair = new("Fit on 'split.TrainSet'", [new Replacement("/repo/src/Train.cs", new SourceRange(3, 9, 3, 13), "split.TrainSet"), new Replacement("/repo/src/Train.cs", new SourceRange(1, 1, 1, 1), "var split = Split(data);\n")]);

    internal static ReviewResult Result(params Finding[] findings) => new(
        "/repo",
        [.. findings],
        [Rule, Rule with { Id = "MLR303", Title = "Seed from the clock", HelpUri = "", Description = "" }],
        new Coverage([new ProjectCoverage("src/A.csproj", ProjectStatus.Analyzed, "", 2, 1)], 2, 1, 3, 1, ["Foo"], [new Notice(NoticeKind.Failed, "x/\u001bB.csproj", "is not valid XML")]));

    private static string Write(params Finding[] findings)
    {
        var output = new StringWriter();
        new SarifReport().Write(Result(findings), output);
        return output.ToString();
    }

    private static JsonElement Run(params Finding[] findings) => JsonDocument.Parse(Write(findings)).RootElement.GetProperty("runs")[0];

    private static Finding WithPath() => Finding(evidence:
        [new("/repo/src/Data.cs", new SourceRange(1, 1, 1, 9), "loaded here", "var data = …"), new("/repo/src/Data.cs", new SourceRange(2, 1, 2, 9), "", "Split(data)")]);

    [Fact]
    public void It_is_valid()
    {
        var sarif = Write(WithPath() with { Repair = Repair }, Finding(severity: Severity.Info, level: Level.Note), Finding(level: Level.Error));
        Assert.Empty(JsonSchema.Validate(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "sarif-used.schema.json")), sarif));
        if (Environment.GetEnvironmentVariable(OfficialSchema) is { Length: > 0 } official)
            Assert.Empty(JsonSchema.Validate(File.ReadAllText(official), sarif));
    }

    [Fact]
    public void The_validator_finds_what_is_wrong()
    {
        var schema = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reports", "sarif-used.schema.json"));
        Assert.NotEmpty(JsonSchema.Validate(schema, Write(Finding()).Replace("\"warning\"", "\"info\"", StringComparison.Ordinal)));
        Assert.NotEmpty(JsonSchema.Validate(schema, Write(Finding()).Replace("\"startLine\": 3", "\"startLine\": 0", StringComparison.Ordinal)));
        Assert.NotEmpty(JsonSchema.Validate(schema, Write(Finding()).Replace("\"message\"", "\"massage\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Level.Error, "error")]
    [InlineData(Level.Warning, "warning")]
    [InlineData(Level.Note, "note")]
    internal void The_level_is_the_analyzers_and_the_severity_is_the_findings(Level level, string expected)
    {
        var result = Run(Finding(severity: Severity.Minor, level: level)).GetProperty("results")[0];
        Assert.Equal(expected, result.GetProperty("level").GetString());
        Assert.Equal("Minor", result.GetProperty("properties").GetProperty("severity").GetString());
    }

    [Fact]
    public void Paths_are_relative_and_encoded()
    {
        var place = Run(Finding()).GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("src/a%20b/Tr%C3%A4in.cs", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(20, place.GetProperty("region").GetProperty("endColumn").GetInt32());
    }

    [Fact]
    public void The_path_of_the_flow_is_there_twice()
    {
        var result = Run(WithPath()).GetProperty("results")[0];
        var related = result.GetProperty("relatedLocations");
        Assert.Equal(["loaded here", "Split(data)"], related.EnumerateArray().Select(l => l.GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal(2, result.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations").GetArrayLength());
        Assert.False(Run(Finding()).GetProperty("results")[0].TryGetProperty("codeFlows", out _));
    }

    [Fact]
    public void Rules_carry_what_code_scanning_shows()
    {
        var rules = Run(Finding()).GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(["MLR101", "MLR303"], rules.EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.Equal("LearnedBeforeSplit", rules[0].GetProperty("name").GetString());
        Assert.Equal("https://example.org/MLR101", rules[0].GetProperty("helpUri").GetString());
        Assert.Contains("held out later", rules[0].GetProperty("help").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Seed from the clock", rules[1].GetProperty("fullDescription").GetProperty("text").GetString());
    }

    [Fact]
    public void A_repair_is_a_fix_with_exact_replacements()
    {
        var result = Run(Finding() with { Repair = Repair }).GetProperty("results")[0];
        var fix = Assert.Single(result.GetProperty("fixes").EnumerateArray());
        Assert.Equal("Fit on 'split.TrainSet'", fix.GetProperty("description").GetProperty("text").GetString());
        var file = Assert.Single(fix.GetProperty("artifactChanges").EnumerateArray());
        Assert.Equal("src/Train.cs", file.GetProperty("artifactLocation").GetProperty("uri").GetString());
        var replacements = file.GetProperty("replacements");
        Assert.Equal("split.TrainSet", replacements[0].GetProperty("insertedContent").GetProperty("text").GetString());
        Assert.Equal(13, replacements[0].GetProperty("deletedRegion").GetProperty("endColumn").GetInt32());
        Assert.False(Run(Finding()).GetProperty("results")[0].TryGetProperty("fixes", out _));
    }

    [Fact]
    public void The_help_of_a_rule_is_its_page()
    {
        var help = Run(Finding()).GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("help");
        Assert.StartsWith("# MLR101", help.GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_stays_within_the_limits_of_code_scanning_and_says_what_it_leaves_out()
    {
        var steps = Enumerable.Range(1, 300).Select(i => new Evidence("/repo/src/Data.cs", new SourceRange(i, 1, i, 9), "step", "")).ToArray();
        var findings = Enumerable.Range(0, 25_010).Select(i => Finding(severity: i < 25_005 ? Severity.Minor : Severity.Critical)).Append(Finding(evidence: steps)).ToArray();
        var run = Run(findings);
        var results = run.GetProperty("results");
        Assert.Equal(25_000, results.GetArrayLength());
        Assert.All(results.EnumerateArray().Take(6), result => Assert.Equal("Critical", result.GetProperty("properties").GetProperty("severity").GetString()));
        Assert.Equal(100, results.EnumerateArray().Max(result => result.TryGetProperty("relatedLocations", out var places) ? places.GetArrayLength() : 0));
        var said = run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray().Last().GetProperty("message").GetProperty("text").GetString();
        Assert.Equal("11 findings are left out, the least severe; code scanning takes 25000 results and 10 MB compressed.", said);
    }

    [Fact]
    public void A_report_that_is_too_large_compressed_leaves_out_the_least_severe()
    {
        var random = new Random(1);
        string Noise() => string.Concat(Enumerable.Range(0, 400).Select(_ => (char)random.Next('0', 'z')));
        var findings = Enumerable.Range(0, 10_000).Select(i => Finding(severity: i == 9_999 ? Severity.Critical : Severity.Minor) with { Issue = Noise(), Fix = Noise(), Impact = Noise() }).ToArray();

        var sarif = Write(findings);

        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(sarif));
        Assert.InRange(zipped.Length, 1_000_000, 10_485_760);
        var run = JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results");
        Assert.InRange(results.GetArrayLength(), 500, 9_999);
        Assert.Equal("Critical", results[0].GetProperty("properties").GetProperty("severity").GetString());
        Assert.Contains($"{10_000 - results.GetArrayLength()} findings are left out", sarif, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_reviewed_is_a_notification()
    {
        var invocation = Run().GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("x/\\u001BB.csproj is not valid XML.", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void The_output_is_plain_ascii()
    {
        var sarif = Write(WithPath(), Finding("/repo/\u009b\u202e数.cs"));
        Assert.All(sarif, c => Assert.True(c is '\n' or (>= ' ' and < '\u007f'), $"U+{(int)c:X4}"));
    }
}
