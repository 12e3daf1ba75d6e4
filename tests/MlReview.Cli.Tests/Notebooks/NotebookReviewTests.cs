using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Notebooks;

/// <summary>The product's own rules on notebooks.</summary>
public sealed class NotebookReviewTests : IDisposable
{
    private const string Load = "#r \"nuget: Microsoft.ML, 4.0.0\"\nusing Microsoft.ML;\nusing Microsoft.ML.Data;";
    private const string Row = "public class Row\n{\n    public float Size { get; set; }\n    public bool Label { get; set; }\n}";
    private const string Data = "var ml = new MLContext(seed: 1);\nvar data = ml.Data.LoadFromTextFile<Row>(\"größe \\\"1\\\".csv\", separatorChar: ',', hasHeader: true);";
    private const string Train = "#!time\nvar pipeline = ml.Transforms.Concatenate(\"Features\", \"Size\").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());\nvar model = pipeline.Fit(data);";
    private const string Score = "var metrics = ml.BinaryClassification.Evaluate(model.Transform(data));\nmetrics";

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    private async Task<ReviewResult> ReviewAsync(string notebook, string name = "note.ipynb") => await Review.OfProductAsync(_tree.With(name, notebook).Root);

    private static string Ids(ReviewResult result) => string.Join(' ', result.Findings.Select(f => f.Rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Cells_are_one_program_and_findings_say_cell_and_line()
    {
        var text = NotebookText.Of(".net-csharp", NotebookText.Markdown("# Model"), NotebookText.Code(Load), NotebookText.Code(Row), NotebookText.Code(Data), NotebookText.Code(Train), NotebookText.Code(Score));
        var result = await ReviewAsync(text);
        var finding = Assert.Single(result.Findings);
        Assert.Equal("MLR103", finding.Rule.Id);
        Assert.Equal((6, 7, 1), (finding.Cell!.Number, finding.Cell.ExecutionCount, finding.Cell.Range.StartLine));
        Assert.Contains("ml.BinaryClassification.Evaluate(model.Transform(data))", finding.Snippet.Lines[finding.Shown.StartLine - finding.Snippet.FirstLine], StringComparison.Ordinal);
        Assert.Contains("cell 5:3", finding.Issue + string.Concat(finding.Evidence.Select(e => e.Cell is null ? "" : $"cell {e.Cell.Number}:{e.Cell.Range.StartLine}")), StringComparison.Ordinal);
        Assert.DoesNotContain("line ", finding.Issue, StringComparison.Ordinal);
        Assert.Equal(0, result.Coverage.UnboundNames);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_range_is_that_of_the_notebook_file(bool isMinified)
    {
        string[] cells = [Load, Row, Data, Train, Score];
        var text = isMinified ? NotebookText.Minified(cells) : NotebookText.Of(cells);
        var finding = Assert.Single((await ReviewAsync(text)).Findings);
        var line = text.Split('\n')[finding.Range.StartLine - 1];
        Assert.Equal(finding.Range.StartLine, finding.Range.EndLine);
        Assert.Equal("ml.BinaryClassification.Evaluate(model.Transform(data))", line[(finding.Range.StartColumn - 1)..(finding.Range.EndColumn - 1)]);
        foreach (var step in finding.Evidence)
            Assert.Contains(step.Line.Split('"')[0], text.Split('\n')[step.Range.StartLine - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escapes_and_other_alphabets_before_a_finding_do_not_move_it()
    {
        var text = NotebookText.Of(Load, Row, Data.Replace("var data", "/* \"größe\" 数据 😀 */ ml.Data.FilterRowsByMissingValues(null, \"Size\"); var data", StringComparison.Ordinal));
        var finding = Assert.Single((await ReviewAsync(text)).Findings, f => f.Rule.Id == "MLR502");
        var line = text.Split('\n')[finding.Range.StartLine - 1];
        Assert.StartsWith("ml.Data.FilterRowsByMissingValues(null, ", line[(finding.Range.StartColumn - 1)..], StringComparison.Ordinal);
        Assert.EndsWith(")", line[..(finding.Range.EndColumn - 1)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dib_file_is_a_notebook()
    {
        var text = $"#!meta\n\n{{\"kernelInfo\":{{\"defaultKernelName\":\"csharp\"}}}}\n\n#!markdown\n\n# Model\n\n#!csharp\n\n{Load}\n{Row}\n\n#!fsharp\n\nlet x = 1\n\n#!csharp\n\n{Data}\n{Train}\n\n#!csharp\n\n{Score}\n";
        var finding = Assert.Single((await ReviewAsync(text, "note.dib")).Findings);
        Assert.Equal((5, 1), (finding.Cell!.Number, finding.Cell.Range.StartLine));
        Assert.Equal("var metrics = " + text.Split('\n')[finding.Range.StartLine - 1][(finding.Range.StartColumn - 1)..(finding.Range.EndColumn - 1)] + ";", text.Split('\n')[finding.Range.StartLine - 1]);
    }

    [Fact]
    public async Task A_later_cell_that_declares_a_name_anew_hides_the_earlier()
    {
        const string Split = "var split = ml.Data.TrainTestSplit(data, seed: 1);\nvar model = pipeline.Fit(split.TrainSet);";
        // The model of the first training would be judged on its own rows; the second is not.
        Assert.Equal("", Ids(await ReviewAsync(NotebookText.Of(Load, Row, Data, Train, Split, "ml.BinaryClassification.Evaluate(model.Transform(split.TestSet))"))));
        Assert.Equal("MLR103", Ids(await ReviewAsync(NotebookText.Of(Load, Row, Data, Train, Split, "var model = pipeline.Fit(data);\nml.BinaryClassification.Evaluate(model.Transform(data))"))));
    }

    [Fact]
    public async Task What_a_cell_ends_with_is_shown_and_not_dropped()
    {
        Assert.Equal("", Ids(await ReviewAsync(NotebookText.Of(Load, Row, Data, "ml.Data.FilterRowsByMissingValues(data, \"Size\")"))));
        Assert.Equal("MLR502", Ids(await ReviewAsync(NotebookText.Of(Load, Row, Data, "ml.Data.FilterRowsByMissingValues(data, \"Size\");"))));
        // Also where there is nothing to show.
        Assert.Contains("MLR401", Ids(await ReviewAsync(NotebookText.Of(Load, Row, Data, Train.Replace("(data)", "(ml.Data.TrainTestSplit(data, seed: 1).TrainSet)", StringComparison.Ordinal), "ml.Model.Save(model, data.Schema, \"model.zip\")"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_types_and_extension_methods_of_cells_are_seen_by_later_ones()
    {
        var result = await ReviewAsync(NotebookText.Of(
            Load, Data, Row,
            "public static IDataView Rows(MLContext context)\n{\n    return context.Data.LoadFromTextFile<Row>(\"rows.csv\");\n}",
            "public static ITransformer Trained(this IDataView rows, MLContext context) => context.Clustering.Trainers.KMeans(\"Size\").Fit(rows);",
            "private static readonly string place = \"Size\";\nvar model = Rows(ml).Trained(new MLContext());\nplace.Display();"));
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("MLR301", 0), (finding.Rule.Id, result.Coverage.UnboundNames));
    }

    [Fact]
    public async Task Cells_of_other_languages_are_left_out()
    {
        var mixed = NotebookText.Of(".net-fsharp", NotebookText.Code("let x = 1"), NotebookText.InLanguage("csharp", Load), NotebookText.InLanguage("csharp", Row),
            NotebookText.Code("#!csharp\n" + Data + "\n#!fsharp\nlet y = data"), NotebookText.InLanguage("csharp", Train), NotebookText.InLanguage("sql", "select * from data"), NotebookText.InLanguage("C#", Score));
        Assert.Equal("MLR103", Ids(await ReviewAsync(mixed)));

        _tree.With("note.ipynb", NotebookText.Of("python3", NotebookText.Code("import pandas as pd\n#!csharp is no magic here")));
        var result = await Review.OfProductAsync(_tree.Root);
        Assert.Equal(new Notice(NoticeKind.Skipped, "note.ipynb", "is a notebook without C#"), Assert.Single(result.Coverage.Notices));
        Assert.False(result.Coverage.IsIncomplete);
    }

    [Fact]
    public async Task A_cell_that_does_not_parse_is_left_out_alone_and_said()
    {
        var result = await ReviewAsync(NotebookText.Of(Load, Row, Data, "var half = (", Train, Score));
        Assert.Equal("MLR103", Ids(result));
        Assert.Equal("has a cell that is not C#, and was reviewed without it (cell 4:1)", Assert.Single(result.Coverage.Notices).Reason);
    }

    [Theory]
    [InlineData("", "is not a notebook, for it is not valid JSON (line 1)")]
    [InlineData("{\n\"cells\": [\n", "is not a notebook, for it is not valid JSON (line 3)")]
    [InlineData("[]", "is not a notebook, for it has no cells")]
    [InlineData("{ \"nbformat\": 3, \"worksheets\": [] }", "has notebook format 3, and format 4 is read")]
    [InlineData("{ \"cells\": 7 }", "is not a notebook, for it has no cells")]
    public async Task What_is_no_notebook_is_said(string text, string reason) =>
        Assert.Equal(new Notice(NoticeKind.Failed, "note.ipynb", reason), Assert.Single((await ReviewAsync(text)).Coverage.Notices));

    [Theory]
    [InlineData("{ \"cells\": [ 1, [], {}, { \"cell_type\": \"code\" }, { \"cell_type\": \"code\", \"source\": [1, {}, \"x\"], \"execution_count\": \"a\", \"metadata\": [] } ], \"metadata\": { \"kernelspec\": { \"name\": \".net-csharp\" } } }")]
    [InlineData("{ \"cells\": [ { \"cell_type\": \"code\", \"source\": \"\\ud800 \\u0000 using\" } ], \"metadata\": { \"kernelspec\": { \"name\": \".net-csharp\" } } }")]
    public async Task Odd_notebooks_do_no_harm(string text) => Assert.Empty((await ReviewAsync(text)).Findings);

    [Fact]
    public async Task A_notebook_with_large_outputs_is_read_and_a_huge_one_is_said()
    {
        static string WithOutput(int size) => NotebookText.Of(Load, Row, Data, Train, Score).Replace("model.Fit(data)", new string('A', size), StringComparison.Ordinal);
        Assert.Equal("MLR103", Ids(await ReviewAsync(WithOutput(1 << 20))));
        Assert.Equal("is larger than 32 MiB", Assert.Single((await ReviewAsync(WithOutput(8 << 20))).Coverage.Notices).Reason);
    }

    [Fact]
    public async Task Reports_name_cell_and_line_and_sarif_the_line_of_the_file()
    {
        var text = NotebookText.Of(Load, Row, Data, Train, Score);
        _tree.With("notes/note.ipynb", text);
        var run = await Tool.RunAsync("review", _tree["notes/note.ipynb"], "--format", "terminal", "--format", "json=" + _tree["out.json"], "--format", "sarif=" + _tree["out.sarif"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cell 5:1", run.Output, StringComparison.Ordinal);
        Assert.Contains("> 1 │ var metrics = ml.BinaryClassification.Evaluate(model.Transform(data));", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("line ", run.Output, StringComparison.Ordinal);
        var line = Array.FindIndex(text.Split('\n'), l => l.Contains("Evaluate", StringComparison.Ordinal)) + 1;
        var finding = JsonDocument.Parse(File.ReadAllText(_tree["out.json"])).RootElement.GetProperty("findings")[0];
        Assert.Equal((line, 5, 7, 1), (finding.GetProperty("line").GetInt32(), finding.GetProperty("cell").GetProperty("number").GetInt32(), finding.GetProperty("cell").GetProperty("executionCount").GetInt32(), finding.GetProperty("cell").GetProperty("line").GetInt32()));
        var place = JsonDocument.Parse(File.ReadAllText(_tree["out.sarif"])).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("note.ipynb", line), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("region").GetProperty("startLine").GetInt32()));
    }

    [Fact]
    public async Task Findings_meet_the_picture_of_the_pipeline()
    {
        var result = await ReviewAsync(NotebookText.Of(Load, Row, Data, Train, Score));
        var guilty = GuiltMarks.On(result.Pictures, result.Findings).SelectMany(p => p.Nodes).Where(n => n.Findings.Contains(result.Findings[0].Fingerprint));
        Assert.Equal(result.Findings[0].Range.StartLine, Assert.Single(guilty).Place.Range.StartLine);
    }

    [Fact]
    public async Task Cells_written_elsewhere_change_no_fingerprint()
    {
        var before = Assert.Single((await ReviewAsync(NotebookText.Of(Load, Row, Data, Train, Score))).Findings).Fingerprint;
        var after = await ReviewAsync(NotebookText.Of(".net-csharp", NotebookText.Markdown("# New"), NotebookText.Code(Load + "\nusing System.IO;"), NotebookText.Code(Data), NotebookText.Code("var data2 = 1;\ndata2"), NotebookText.Code(Row), NotebookText.Code("// again\n" + Train), NotebookText.Code("\n\n" + Score)), "renamed.ipynb");
        Assert.Contains(before, after.Findings.Where(f => f.Path.EndsWith("renamed.ipynb", StringComparison.Ordinal)).Select(f => f.Fingerprint));
    }

    [Fact]
    public async Task A_notebook_beside_a_project_is_reviewed_and_never_repaired()
    {
        var text = NotebookText.Of(Load, "var unseeded = new MLContext();\nvar model = unseeded.Clustering.Trainers.KMeans(\"Size\").Fit(unseeded.Data.LoadFromTextFile<Row>(\"rows.csv\"));", Row);
        _tree.With("App.csproj", Review.Project).With("Program.cs", "System.Console.WriteLine(1);").With("docs/note.ipynb", text);
        Assert.Equal("MLR301", Ids(await Review.OfProductAsync(_tree.Root)));
        Assert.Equal(0, (await Tool.RunAsync("fix", _tree.Root, "--yes")).ExitCode);
        Assert.Equal(text, await File.ReadAllTextAsync(_tree["docs/note.ipynb"]));
    }
}
