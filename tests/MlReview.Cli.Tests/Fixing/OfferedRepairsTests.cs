using System.Text;
using System.Text.Json;

namespace MlReview.Cli.Tests.Fixing;

public sealed class OfferedRepairsTests
{
    private const string Program = """
        using Microsoft.ML;

        var ml = new MLContext();
        var data = ml.Data.LoadFromTextFile<Row>("rows.csv");
        var split = ml.Data.TrainTestSplit(data);
        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca()).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet)).RSquared);

        class Row
        {
            [Microsoft.ML.Data.LoadColumn(0)] public float Size { get; set; }
            [Microsoft.ML.Data.LoadColumn(1)] public float Label { get; set; }
        }
        """;

    [Fact]
    public async Task The_fixes_of_a_report_applied_as_text_leave_a_program_without_the_finding()
    {
        using var tree = new TemporaryTree().With("App/App.csproj", Review.Project).With("App/Program.cs", Program);
        var run = await Tool.RunAsync("review", tree.Root, "--format", "json=" + tree["report.json"], "--no-cache");
        Assert.True(run.ExitCode is 0 or 1, run.Error);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(tree["report.json"]));
        var finding = report.RootElement.GetProperty("findings").EnumerateArray().Single(each => each.GetProperty("rule").GetString() == "MLR301");

        var text = new StringBuilder(Program);
        foreach (var replacement in finding.GetProperty("repair").GetProperty("replacements").EnumerateArray().OrderByDescending(each => (each.GetProperty("line").GetInt32(), each.GetProperty("column").GetInt32())))
        {
            var (start, end) = (Offset(Program, replacement, "line", "column"), Offset(Program, replacement, "endLine", "endColumn"));
            text.Remove(start, end - start).Insert(start, replacement.GetProperty("text").GetString());
        }

        tree.With("App/Program.cs", text.ToString());
        Assert.DoesNotContain((await Review.OfProductAsync(tree.Root)).Findings, each => each.Rule.Id == "MLR301");
    }

    [Fact]
    public async Task Who_shows_no_repairs_gets_none() =>
        Assert.All((await Review.OfProductAsync(Path.Combine(SamplesReview.Root, "samples", "churn"))).Findings, finding => Assert.Null(finding.Repair));

    private static int Offset(string text, JsonElement place, string line, string column)
    {
        var start = 0;
        for (var i = 1; i < place.GetProperty(line).GetInt32(); i++)
            start = text.IndexOf('\n', start) + 1;
        return start + place.GetProperty(column).GetInt32() - 1;
    }
}
