using MlReview.Testing;
using Xunit;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR101, and the rules that judge rows, on the data frames of Microsoft.Data.Analysis.</summary>
public sealed class FitBeforeSplitOnFramesTests
{
    private const string Rule = "MLR101";

    private const string Split = """
        var split = ml.Data.TrainTestSplit(frame, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """;

    private const string TrainEvaluate = """
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("Console.WriteLine(frame[\"Size\"].Mean());")]
    [InlineData("Console.WriteLine(frame.Description());")]
    [InlineData("var shown = frame.Clone(); shown[\"Size\"] = shown[\"Size\"] - shown[\"Size\"].Mean(); Console.WriteLine(shown.Head(5));")]
    [InlineData("var scaled = frame[\"Size\"] - frame[\"Size\"].Mean(); Console.WriteLine(scaled[0]);")]
    [InlineData("var sizes = frame[\"Size\"].Clone(); sizes.Subtract(sizes.Mean(), inPlace: true); Console.WriteLine(sizes[0]);")]
    public Task P2_Statistic_that_never_reaches_the_rows_is_silent(string statement) => Verify.SilentAsync(Rule, OnFrame(statement + Split));

    [Theory]
    [InlineData("frame[\"Size\"] = frame[\"Size\"] / 255f;")]
    [InlineData("frame[\"Size\"].FillNulls(0f, inPlace: true);")]
    [InlineData("frame[\"Size\"] = frame[\"Size\"] + frame[\"Rooms\"];")]
    [InlineData("frame[\"Share\"] = frame[\"Size\"] / frame.Rows.Count;")]
    [InlineData("frame = frame.DropNulls().OrderBy(\"Size\");")]
    [InlineData("frame[\"Size\"] = frame[\"Size\"].Clamp(0f, 500f);")]
    public Task P3_What_depends_on_the_row_alone_is_silent(string statement) => Verify.SilentAsync(Rule, OnFrame(statement + Split));

    [Fact]
    public Task B02_Mean_of_the_first_rows_that_fills_both_parts_is_silent() => Verify.SilentAsync(Rule, OnFrame($"""
        var ordered = frame.OrderBy("Year");
        var train = ordered.Filter(ordered["Year"].ElementwiseLessThan(2020));
        var test = ml.Data.LoadFromTextFile<House>("later.csv", ',', hasHeader: true);
        var mean = train["Size"].Mean();
        train["Size"].FillNulls((float)mean, inPlace: true);
        {TrainEvaluate}
        """));

    [Fact]
    public Task Mean_of_the_head_written_to_the_head_is_silent() => Verify.SilentAsync(Rule, OnFrame($"""
        var train = frame.Head(800);
        IDataView rest = ml.Data.SkipRows(frame, 800);
        var test = rest;
        train["Size"] = train["Size"] - train["Size"].Mean();
        {TrainEvaluate}
        """));

    [Fact]
    public Task Frame_that_is_scaled_after_the_parts_were_copied_out_of_it_is_silent() => Verify.SilentAsync(Rule, OnFrame($"""
        var train = frame.Filter(frame["Year"].ElementwiseLessThan(2020));
        var test = ml.Data.LoadFromTextFile<House>("houses.csv", ',', hasHeader: true);
        frame["Size"] = frame["Size"] - frame["Size"].Mean();
        Console.WriteLine(frame.Head(5));
        {TrainEvaluate}
        """));

    [Fact]
    public Task Another_load_of_the_same_file_that_is_only_shown_is_silent() => Verify.SilentAsync(Rule, OnFrame($"""
        var shown = DataFrame.LoadCsv("houses.csv");
        shown["Size"] = shown["Size"] - shown["Size"].Mean();
        Console.WriteLine(shown);
        {Split}
        """));

    [Fact]
    public Task Mean_of_some_rows_is_silent() => Verify.SilentAsync(Rule, OnFrame($"""
        var most = frame["Size"].Max(Enumerable.Range(0, 800).Select(i => (long)i));
        frame["Size"] = frame["Size"] / (float)most;
        {Split}
        """));

    // ---- Defects ----

    [Theory]
    [InlineData("frame[\"Size\"] = frame[\"Size\"] - [|frame[\"Size\"].Mean()|];")]
    [InlineData("frame[\"Size\"] -= [|frame[\"Size\"].Mean()|];")]
    [InlineData("frame[\"Size\"] = frame[\"Size\"] / (float)[|frame[\"Size\"].Max()|];")]
    [InlineData("frame[\"Size\"] = frame[\"Size\"].FillNulls((float)[|frame[\"Size\"].Median()|]);")]
    [InlineData("frame[\"Size\"].FillNulls((float)[|frame[\"Size\"].Mean()|], inPlace: true);")]
    [InlineData("frame[\"Size\"].Subtract([|frame[\"Size\"].Mean()|], inPlace: true);")]
    [InlineData("frame.Columns[\"Size\"] = frame.Columns[\"Size\"] - [|frame.Columns[\"Size\"].Mean()|];")]
    [InlineData("var size = frame.Columns.GetSingleColumn(\"Size\"); var mean = [|size.Mean()|]; size.Apply(x => x - (float)mean, inPlace: true);")]
    [InlineData("var size = (SingleDataFrameColumn)frame[\"Size\"]; var mean = (float)[|size.Mean()|]; size.ApplyElementwise((x, i) => x - mean);")]
    [InlineData("var mean = [|frame[\"Size\"].Mean()|]; foreach (var row in frame.Rows) row[\"Size\"] = (float)row[\"Size\"] - (float)mean;")]
    [InlineData("var mean = [|frame[\"Size\"].Mean()|]; for (long i = 0; i < frame.Rows.Count; i++) frame[\"Size\"][i] = (float)frame[\"Size\"][i] - (float)mean;")]
    [InlineData("var mean = [|frame[\"Size\"].Mean()|]; for (var i = 0; i < frame.Rows.Count; i++) frame[i, 0] = (float)frame[i, 0] - (float)mean;")]
    [InlineData("var about = [|frame.Description()|]; frame[\"Size\"] = frame[\"Size\"] - (float)about.Rows[3][\"Size\"];")]
    [InlineData("var values = frame.Columns.GetSingleColumn(\"Size\").Select(x => x ?? 0f).ToArray(); var mean = [|values.Average()|]; frame[\"Size\"] = new SingleDataFrameColumn(\"Size\", values.Select(x => x - mean));")]
    [InlineData("frame = frame.Merge<string>([|frame.GroupBy(\"City\").Mean(\"Label\")|], \"City\", \"City\");")]
    [InlineData("frame = frame.FillNulls([|frame[\"Size\"].Mean()|]);")]
    [InlineData("frame = new DataFrame(frame[\"Size\"] - [|frame[\"Size\"].Mean()|], frame[\"Rooms\"], frame[\"Label\"]);")]
    public Task Statistic_of_a_whole_frame(string statement) => Verify.RuleAsync(Rule, OnFrame(statement + Split));

    [Theory, MemberData(nameof(Few), MemberType = typeof(CodeShape))]
    public Task Mean_of_a_whole_data_frame(string shape) => Verify.RuleAsync(Rule, "using Microsoft.Data.Analysis;\n" + InShape(shape, """
        var frame = DataFrame.LoadCsv("houses.csv");
        frame["Size"] = frame["Size"] - [|frame["Size"].Mean()|];
        var split = ml.Data.TrainTestSplit(frame, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Mean_of_a_frame_that_was_made_of_a_view() => Verify.RuleAsync(Rule, "using Microsoft.Data.Analysis;\n" + InMain($"""
        var frame = houses.ToDataFrame(-1);
        frame["Size"] = frame["Size"] - [|frame["Size"].Mean()|];
        {Split}
        """));

    [Fact]
    public Task Scaled_by_a_helper() => Verify.RuleAsync(Rule, OnFrame("Centre(frame, \"Size\");" + Split, """
        private static void Centre(DataFrame rows, string column)
        {
            var mean = [|rows[column].Mean()|];
            rows[column] = rows[column] - mean;
        }
        """));

    [Fact]
    public Task Mean_of_the_whole_frame_written_into_both_parts() => Verify.RuleAsync(Rule, OnFrame("""
        var mean = [|frame["Size"].Mean()|];
        var train = ml.Data.TakeRows(frame, 800).ToDataFrame(-1);
        var test = ml.Data.SkipRows(frame, 800).ToDataFrame(-1);
        train["Size"] = train["Size"] - mean;
        test["Size"] = test["Size"] - mean;
        """ + TrainEvaluate));

    [Fact]
    public Task Frame_in_a_field_of_a_class() => Verify.RuleAsync(Rule, """
        using Microsoft.Data.Analysis;

        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly DataFrame _frame = DataFrame.LoadCsv("houses.csv");

            public void Run()
            {
                Centre();
                var split = _ml.Data.TrainTestSplit(_frame, testFraction: 0.2);
                var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                Console.WriteLine(_ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }

            private void Centre() => _frame["Size"] = _frame["Size"] - [|_frame["Size"].Mean()|];
        }
        """);

    [Theory]
    [InlineData("frame[\"Size\"] = frame[\"Size\"] - frame.Columns[0].Mean();")]
    [InlineData("var centred = frame[\"Size\"] - frame[\"Size\"].Mean(); centred.SetName(\"Centred\"); frame.Columns.Add(centred);")]
    [InlineData("var sum = 0f; for (long i = 0; i < frame.Rows.Count; i++) sum += (float)frame[\"Size\"][i]; frame[\"Size\"] = frame[\"Size\"] - sum / frame.Rows.Count;")]
    public Task Known_miss_Columns_by_position_added_columns_and_sums_by_index(string statement) => Verify.SilentAsync(Rule, OnFrame(statement + Split));

    // ---- Rows of frames and the other rules ----

    [Fact]
    public Task MLR302_Sample_cannot_be_seeded() => Verify.RuleAsync("MLR302", OnFrame("frame = [|frame.Sample(800)|];" + Split));

    [Fact]
    public Task MLR302_Sample_that_is_only_shown_is_silent() => Verify.SilentAsync("MLR302", OnFrame("Console.WriteLine(frame.Sample(5));" + Split));

    [Fact]
    public Task MLR102_Two_samples_share_rows() => Verify.RuleAsync("MLR102", OnFrame($"""
        var train = frame.Sample(800);
        var test = [|frame.Sample(200)|];
        {TrainEvaluate}
        """));

    [Fact]
    public Task MLR102_Trained_on_the_whole_frame() => Verify.RuleAsync("MLR102", OnFrame($"""
        var train = frame;
        var test = frame.Tail(200);
        var model = [|learner.Fit(train)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """));

    [Fact]
    public Task MLR102_Complementary_filters_are_silent() => Verify.SilentAsync("MLR102", OnFrame($"""
        var train = frame[frame["Year"].ElementwiseLessThan(2020)];
        var test = frame[frame["Year"].ElementwiseGreaterThanOrEqual(2020)];
        {TrainEvaluate}
        """));

    [Fact]
    public Task MLR102_Disjoint_indices_are_silent() => Verify.SilentAsync("MLR102", OnFrame($"""
        var order = Enumerable.Range(0, 1000).OrderBy(i => i % 7).ToList();
        var train = frame.Filter(new Int32DataFrameColumn("order", order.Take(800)));
        var test = frame.Filter(new Int32DataFrameColumn("order", order.Skip(800)));
        {TrainEvaluate}
        """));

    [Fact]
    public Task MLR103_Evaluated_on_the_frame_it_was_trained_on() => Verify.RuleAsync("MLR103", OnFrame("""
        var model = learner.Fit(frame);
        Console.WriteLine([|ml.BinaryClassification.Evaluate(model.Transform(frame))|].F1Score);
        """));

    private static string OnFrame(string statements, string members = "") =>
        "using Microsoft.Data.Analysis;\n" + InMain("var frame = DataFrame.LoadCsv(\"houses.csv\");\n" + statements, members);
}
