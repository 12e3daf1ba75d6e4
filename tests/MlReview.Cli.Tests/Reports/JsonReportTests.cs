using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Tests.Reports;

[Collection(SamplesCollection.Name)]
public sealed class JsonReportTests(SamplesReview samples)
{
    private static readonly string s_schema = File.ReadAllText(Path.Combine(SamplesReview.Root, "docs", "mlreview-report.schema.json"));

    private static string Write(ReviewResult result)
    {
        var output = new StringWriter();
        new JsonReport().Write(result, output);
        return output.ToString();
    }

    [Fact]
    public void The_report_on_the_samples_is_what_the_published_schema_says() => Assert.Empty(JsonSchema.Validate(s_schema, Write(samples.Result)));

    [Fact]
    public void So_is_one_with_everything_that_may_be_missing()
    {
        var finding = SarifReportTests.Finding() with { Repair = SarifReportTests.Repair };
        Assert.Empty(JsonSchema.Validate(s_schema, Write(SarifReportTests.Result(finding))));
        Assert.Empty(JsonSchema.Validate(s_schema, Write(SarifReportTests.Result())));
    }

    [Theory]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"bad\"")]
    [InlineData("\"severity\": \"critical\"", "\"severity\": \"Critical\"")]
    [InlineData("\"fingerprint\"", "\"fingerPrint\"")]
    [InlineData("\"line\": 3", "\"line\": 0")]
    public void The_schema_finds_what_is_wrong(string right, string wrong) =>
        Assert.NotEmpty(JsonSchema.Validate(s_schema, Write(SarifReportTests.Result(SarifReportTests.Finding())).Replace(right, wrong, StringComparison.Ordinal)));

    [Fact]
    public void Findings_and_pipelines_name_each_other()
    {
        using var report = JsonDocument.Parse(Write(samples.Result));
        var fingerprints = report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString()).ToHashSet();
        var named = report.RootElement.GetProperty("pipelines").EnumerateArray().SelectMany(pipeline => pipeline.GetProperty("nodes").EnumerateArray())
            .Where(node => node.TryGetProperty("findings", out _)).SelectMany(node => node.GetProperty("findings").EnumerateArray().Select(name => name.GetString())).ToList();
        Assert.NotEmpty(named);
        Assert.Subset(fingerprints, named.ToHashSet());
    }
}
