using MlReview.Cli.Cache;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Merging;

/// <summary>What several machines found, put together, is what one would have found.</summary>
public sealed class ReportMergeTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task The_parts_of_a_review_make_the_whole_however_many_there_are(string format)
    {
        var samples = Path.Combine(Repository(), "samples");
        var whole = await ReviewAsync(samples, null);
        Assert.True(whole.Findings.Length > 20);
        var random = new Random(1);
        foreach (var count in new[] { 1, 2, 3, random.Next(4, 12), random.Next(12, 40) })
        {
            var files = new List<string>();
            for (var i = 1; i <= count; i++)
                files.Add(Write($"{format}-{i}-{count}", Text(await ReviewAsync(samples, new Shard(i, count)), format)));
            Assert.Equal(Text(whole, format), Text(Merge(samples, [.. files.OrderBy(_ => random.Next())]), format));
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Parts_that_overlap_say_everything_once(string format)
    {
        WithProjects();
        var whole = await Review.OfAsync(_tree["root"]);
        var half = await Review.OfAsync(_tree["root"], new ReviewSettings(Shard: new Shard(1, 2)));
        Assert.InRange(half.Coverage.Projects.Length, 1, 2);
        Assert.Equal(Text(whole, format), Text(Merge(_tree["root"], Write("half", Text(half, format)), Write("whole", Text(whole, format)), Write("again", Text(half, format))), format));
    }

    [Fact]
    public async Task Json_and_sarif_may_be_mixed()
    {
        WithProjects();
        var whole = await Review.OfAsync(_tree["root"]);
        var parts = new List<string>();
        for (var i = 1; i <= 3; i++)
            parts.Add(Write($"part{i}", Text(await Review.OfAsync(_tree["root"], new ReviewSettings(Shard: new Shard(i, 3))), i == 2 ? "sarif" : "json")));
        Assert.Equal(ReportText.Sarif(whole), ReportText.Sarif(Merge(_tree["root"], [.. parts])));
    }

    [Fact]
    public async Task A_part_that_is_missing_makes_the_review_incomplete()
    {
        WithProjects();
        var parts = new List<string>();
        foreach (var i in new[] { 1, 3 })
            parts.Add(Write($"part{i}", ReportText.Json(await Review.OfAsync(_tree["root"], new ReviewSettings(Shard: new Shard(i, 3))))));
        var merged = Merge(_tree["root"], [.. parts]);
        Assert.Contains(new Notice(NoticeKind.Failed, "part 2/3", "of the review is missing"), merged.Coverage.Notices);
        Assert.True(merged.Coverage.IsIncomplete);
    }

    [Fact]
    public void Texts_of_a_report_cannot_act_on_a_terminal()
    {
        var finding = SarifReportTests.Finding() with { Issue = "x\u001b[31m", Fingerprint = "\u202e" };
        var merged = Merge("/repo", Write("report", ReportText.Json(SarifReportTests.Result(finding))));
        Assert.Equal(("x\\u001B[31m", "\\u202E"), (merged.Findings[0].Issue, merged.Findings[0].Fingerprint));
    }

    [Theory]
    [InlineData("", "is not valid JSON (line 1)")]
    [InlineData("{\n\"a\": }", "is not valid JSON (line 2)")]
    [InlineData("[]", "is not a report of mlreview")]
    [InlineData("{}", "is not a report of mlreview")]
    [InlineData("""{ "version": "2.1.0", "runs": [] }""", "is not a report of mlreview")]
    [InlineData("""{ "runs": [{ "tool": { "driver": { "name": "other" } } }] }""", "is not a report of mlreview")]
    [InlineData("""{ "runs": [{ "tool": { "driver": { "name": "mlreview", "rules": [] } } }] }""", "has no runs[0].results")]
    [InlineData("""{ "tool": { "name": "mlreview" } }""", "has no schemaVersion")]
    [InlineData("""{ "schemaVersion": "2.0", "tool": { "name": "mlreview" } }""", "has schema version '2.0', and this mlreview reads 1.x")]
    [InlineData("""{ "schemaVersion": "1.0", "tool": { "name": "mlreview" }, "rules": {} }""", "has no list at rules")]
    [InlineData("""{ "schemaVersion": "1.0", "tool": { "name": "mlreview" }, "rules": [{ "id": 1 }] }""", "has no text at rules[0].id")]
    public void A_file_that_is_no_report_is_one_sentence(string content, string reason)
    {
        var file = Write("bad", content);
        Assert.Null(ReportMerge.TryRead([file], "/repo", out var error));
        Assert.Equal($"The file '{file}' {reason}; give reports that 'mlreview review' wrote with --format json or --format sarif.", error);
    }

    [Fact]
    public async Task The_command_joins_and_decides_as_a_review_does()
    {
        WithProjects();
        var part = Write("part", ReportText.Json(await Review.OfAsync(_tree["root"])));
        var run = await Tool.RunAsync("merge", part, part, "--format", "sarif=" + _tree["all.sarif"], "--format", "terminal");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a/Program.cs", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"TST001\"", File.ReadAllText(_tree["all.sarif"]), StringComparison.Ordinal);
        Assert.Equal(0, (await Tool.RunAsync("merge", part, "--fail-on", "never")).ExitCode);
        Assert.Equal((2, "mlreview: The file 'gone.json' does not exist; give reports that 'mlreview review' wrote with --format json or --format sarif."), await FailureAsync("merge", "gone.json"));
        Assert.Equal(2, (await Tool.RunAsync("merge")).ExitCode);
    }

    private static async Task<(int, string)> FailureAsync(params string[] arguments)
    {
        var run = await Tool.RunAsync(arguments);
        return (run.ExitCode, run.Error.Trim());
    }

    private void WithProjects()
    {
        foreach (var name in new[] { "a", "b", "c" })
            _tree.With($"root/{name}/App.csproj", Review.Project).With($"root/{name}/Program.cs", Review.Program + "\nclass Unknown : Missing;");
        _tree.With("root/bad/Bad.csproj", "<Project>").With("root/other/Other.fsproj", "<Project />");
    }

    /// <summary>With the product's rules; each project is analysed once, whatever the number of parts.</summary>
    private Task<ReviewResult> ReviewAsync(string path, Shard? shard) => Review.OfProductAsync(path, new ReviewSettings(Cache: new ResultCache(_tree["cache"]), Shard: shard));

    private static string Text(ReviewResult result, string format) => format == "json" ? ReportText.Json(result) : ReportText.Sarif(result);

    private string Write(string name, string content)
    {
        _tree.With(name, content);
        return _tree[name];
    }

    private static ReviewResult Merge(string basePath, params string[] files)
    {
        var merged = ReportMerge.TryRead(files, basePath, out var error);
        Assert.True(merged is not null, error);
        return merged;
    }

    private static string Repository()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "MlReview.sln")))
            at = Path.GetDirectoryName(at)!;
        return at;
    }
}
