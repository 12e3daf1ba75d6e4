using System.Text.Json;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports;
using MlReview.Cli.Reports.Pictures;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Merging;

/// <summary>What a report says comes back when it is read.</summary>
public sealed class JsonReportReaderTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_picture_comes_back_with_its_marks()
    {
        var samples = await Review.OfProductAsync(Path.Combine(Repository(), "samples", "churn", "defective"));
        var marked = GuiltMarks.On(samples.Pictures, samples.Findings);
        Assert.NotEmpty(marked);
        foreach (var picture in marked)
        {
            var written = Written(json => PictureJson.Write(picture, samples.Relative, json));
            var read = new PipelineReader(place => new(Path.Combine(samples.BasePath, place["file"].Raw), Range(place))).Picture(new ReportNode(JsonDocument.Parse(written).RootElement, ""));
            Assert.True(read.IsGuilty);
            Assert.Equal(written, Written(json => PictureJson.Write(GuiltMarks.On([read], samples.Findings)[0], samples.Relative, json)));
        }
    }

    [Fact]
    public void Parts_of_the_review_of_a_change_count_together()
    {
        var change = new ChangeSummary("main", "0123", "HEAD", "4567", 3, 2, [new AddedSuppression("/repo/a.cs", 4, ["MLR101"])]) { LeftOut = 2, Repaired = 1 };
        var first = SarifReportTests.Result() with { Shard = new Shard(1, 2), Change = change, Baseline = new BaselineSummary(".mlreview/baseline.json", 3, []) };
        var second = first with { Shard = new Shard(2, 2), Change = change with { LeftOut = 5 }, Baseline = new BaselineSummary(".mlreview/baseline.json", 4, []) };
        var files = new[] { first, second, first }.Select((part, i) => Write($"part{i}", ReportText.Json(part))).ToList();
        var merged = ReportMerge.TryRead(files, "/repo", out var error);
        Assert.Equal("", error);
        Assert.Equal((7, 2, 3, 2), (merged!.Change!.LeftOut, merged.Change.Repaired, merged.Change.Files, merged.Change.OtherProjects));
        Assert.Equal(4, Assert.Single(merged.Change.Suppressions).Line);
        Assert.Equal(7, merged.Baseline!.Hidden);
    }

    private static string Written(Action<Utf8JsonWriter> content)
    {
        var output = new StringWriter();
        JsonText.Write(output, content);
        return output.ToString();
    }

    private static SourceRange Range(ReportNode place) => new(place["line"].Number, place["column"].Number, place["endLine"].Number, place["endColumn"].Number);

    private string Write(string name, string content)
    {
        _tree.With(name, content);
        return _tree[name];
    }

    private static string Repository()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "MlReview.sln")))
            at = Path.GetDirectoryName(at)!;
        return at;
    }
}
