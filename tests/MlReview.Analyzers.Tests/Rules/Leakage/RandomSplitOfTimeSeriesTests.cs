using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR111: rows that follow each other in time are assigned to training and evaluation at random.</summary>
public sealed class RandomSplitOfTimeSeriesTests
{
    private const string Rule = "MLR111";

    private const string Ssa = "ml.Forecasting.ForecastBySsa(\"Forecast\", \"Sold\", windowSize: 7, seriesLength: 30, trainSize: 365, horizon: 7)";

    /// <summary>Fits a step that reads its rows in order on some part of a series of sales.</summary>
    private static string Series(string part, string step = Ssa) => $$"""
        var ml = new MLContext(seed: 1);
        var sales = ml.Data.LoadFromTextFile<Sale>("sales.csv", ',');
        var part = {{part}};
        var model = {{step}}.Fit(part);
        Console.WriteLine(model.Transform(sales).Preview().ColumnView.Length);
        public class Sale { [LoadColumn(0)] public float Sold; [LoadColumn(1)] public float Day; }
        """;

    /// <summary>Predicts from rows that may say when they were seen.</summary>
    private static string Rows(string member, string split = "ml.Data.TrainTestSplit(sales)", string declaredFirst = "") => $$"""
        var ml = new MLContext(seed: 1);
        var sales = ml.Data.LoadFromTextFile<Sale>("sales.csv", ',');
        {{declaredFirst}}
        var split = {{split}};
        var model = ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Sold").RSquared);
        public class Sale { [LoadColumn(0)] public float Sold; [LoadColumn(1)] public float Price; {{member}} }
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("sales")]
    [InlineData("ml.Data.TakeRows(sales, 300)")]
    [InlineData("ml.Data.SkipRows(sales, 100)")]
    [InlineData("ml.Data.FilterRowsByColumn(sales, \"Day\", upperBound: 300)")]
    [InlineData("ml.Data.Cache(ml.Data.FilterRowsByMissingValues(sales, \"Sold\"))")]
    public Task E21_Series_cut_by_range_is_silent(string part) => Verify.SilentAsync(Rule, Series(part));

    [Fact]
    public Task Series_split_by_a_key_of_its_own_is_silent() =>
        Verify.SilentAsync(Rule, Series("ml.Data.TrainTestSplit(sales, samplingKeyColumnName: \"Day\").TrainSet"));

    [Fact]
    public Task Step_that_needs_no_order_is_silent() =>
        Verify.SilentAsync(Rule, Series("ml.Data.TrainTestSplit(sales).TrainSet", "ml.Transforms.NormalizeMinMax(\"Sold\")"));

    [Theory]
    [InlineData("[LoadColumn(2)] public string Shop = \"\";")]
    [InlineData("[LoadColumn(2)] public float Day;")]
    [InlineData("[LoadColumn(2)] public string DateFormat = \"\";")]
    [InlineData("[LoadColumn(2)] public string Lifetime = \"\";")]
    [InlineData("[LoadColumn(2)] public DateTime BirthDate;")]
    [InlineData("public DateTime Date;")]
    [InlineData("public static DateTime Date;")]
    [InlineData("private DateTime _date;")]
    public Task Rows_without_a_loaded_time_column_are_silent(string member) => Verify.SilentAsync(Rule, Rows(member));

    [Theory]
    [InlineData("ml.Data.TrainTestSplit(sales, samplingKeyColumnName: \"Date\")")]
    [InlineData("(TrainSet: ml.Data.TakeRows(sales, 800), TestSet: ml.Data.SkipRows(sales, 800))")]
    [InlineData("(TrainSet: ml.Data.FilterRowsByColumn(sales, \"Price\", upperBound: 9), TestSet: ml.Data.FilterRowsByColumn(sales, \"Price\", lowerBound: 9))")]
    public Task E21_Rows_split_by_range_or_key_are_silent(string split) => Verify.SilentAsync(Rule, Rows("[LoadColumn(2)] public DateTime Date;", split));

    [Fact]
    public Task B06_Latest_date_as_cut_off_is_silent() => Verify.SilentAsync(Rule, """
        public class Sale { public DateTime Date { get; set; } public float Sold { get; set; } public float Price { get; set; } }
        public sealed class Training
        {
            public double Run(List<Sale> sales)
            {
                var ml = new MLContext(seed: 1);
                var cut = sales.Max(sale => sale.Date).AddDays(-30);
                var train = ml.Data.LoadFromEnumerable(sales.Where(sale => sale.Date < cut).ToList());
                var test = ml.Data.LoadFromEnumerable(sales.Where(sale => sale.Date >= cut).ToList());
                var model = ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold")).Fit(train);
                return ml.Regression.Evaluate(model.Transform(test), "Sold").RSquared;
            }
        }
        """);

    [Fact]
    public Task Clusters_of_dated_rows_are_silent() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Sale>("sales.csv", ','));
        var model = ml.Transforms.Concatenate("Features", "Price").Append(ml.Clustering.Trainers.KMeans()).Fit(split.TrainSet);
        Console.WriteLine(ml.Clustering.Evaluate(model.Transform(split.TestSet)).AverageDistance);
        public class Sale { [LoadColumn(0)] public DateTime Date; [LoadColumn(1)] public float Price; }
        """);

    [Fact]
    public Task Split_that_is_not_evaluated_is_no_hint() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Sale>("sales.csv", ','));
        ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold")).Fit(split.TrainSet);
        public class Sale { [LoadColumn(0)] public DateTime Date; [LoadColumn(1)] public float Price; [LoadColumn(2)] public float Sold; }
        """);

    [Fact]
    public Task Rows_of_an_unknown_class_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class Training(MLContext ml)
        {
            public int Run(IDataView rows, IEstimator<ITransformer> forecaster) =>
                ml.Regression.CrossValidate(rows, ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold"))).Count
                    + forecaster.Fit(ml.Data.TrainTestSplit(rows).TrainSet).GetHashCode();
        }
        """);

    // ---- Steps that read one series in order ----

    [Theory]
    [InlineData(Ssa)]
    [InlineData("ml.Transforms.DetectSpikeBySsa(\"Spike\", \"Sold\", 95d, 30, 90, 7)")]
    [InlineData("ml.Transforms.DetectChangePointBySsa(\"Change\", \"Sold\", 95d, 30, 90, 7)")]
    [InlineData("ml.Transforms.DetectIidSpike(\"Spike\", \"Sold\", 95d, 30)")]
    [InlineData("ml.Transforms.DetectAnomalyBySrCnn(\"Anomaly\", \"Sold\")")]
    [InlineData("ml.Transforms.NormalizeMinMax(\"Sold\").Append(ml.Forecasting.ForecastBySsa(\"Forecast\", \"Sold\", 7, 30, 365, 7))")]
    public Task Forecasters_and_series_detectors_are_found(string step) => Verify.RuleAsync(Rule, Series("[|ml.Data.TrainTestSplit(sales, 0.2)|].TrainSet", step));

    [Theory]
    [InlineData("[|ml.Data.ShuffleRows(sales)|]")]
    [InlineData("ml.Data.TakeRows([|ml.Data.ShuffleRows(sales, seed: 3)|], 300)")]
    [InlineData("ml.Data.Cache([|ml.Data.TrainTestSplit(sales)|].TestSet)")]
    public Task Every_random_choice_is_found(string part) => Verify.RuleAsync(Rule, Series(part));

    [Fact]
    public async Task Finding_is_sure_and_says_what_reads_in_order()
    {
        var finding = await Finding.OnlyAsync(Rule, Series("[|ml.Data.TrainTestSplit(sales, 0.2)|].TrainSet"));
        finding.Is(Warning, "Major");
        finding.Names("'ml.Data.TrainTestSplit(sales, 0.2)' chooses rows at random", "ForecastBySsa (line 4) reads them as one series");
    }

    // ---- Rows that say when they were seen ----

    [Theory]
    [InlineData("[LoadColumn(2)] public DateTime SoldOn;", "SoldOn")]
    [InlineData("[LoadColumn(2)] public DateTimeOffset Seen { get; set; }", "Seen")]
    [InlineData("[LoadColumn(2)] public string Date = \"\";", "Date")]
    [InlineData("[LoadColumn(2)] public string time_stamp = \"\";", "time_stamp")]
    public async Task Time_columns_are_a_hint(string member, string name)
    {
        var finding = await Finding.OnlyAsync(Rule, Rows(member, "[|ml.Data.TrainTestSplit(sales)|]"));
        finding.Is(Info, "Major");
        finding.Names($"'{name}' says when each of 'sales' was seen");
    }

    [Fact]
    public Task Folds_are_a_hint() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var sales = ml.Data.LoadFromTextFile("sales.csv", new[] { new TextLoader.Column("Sold", DataKind.Single, 0), new TextLoader.Column("Seen", DataKind.DateTime, 1) });
        Console.WriteLine([|ml.Regression.CrossValidate(sales, ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold")))|].Count);
        """);

    [Theory, MemberData(nameof(Few), MemberType = typeof(CodeShape))]
    public Task Found_wherever_it_stands(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var split = [|ml.Data.TrainTestSplit(houses)|];
        var forecaster = ml.Forecasting.ForecastBySsa("Forecast", "Price", 7, 30, 365, 7).Fit(split.TrainSet);
        Console.WriteLine(forecaster.Transform(split.TestSet).Preview().ColumnView.Length);
        """));

    [Fact]
    public Task Fields_and_helpers_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Forecasting
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView _train;

            public void Load(string path) => (_train, _) = Halves(_ml.Data.LoadFromTextFile<House>(path));

            public ITransformer Train(string path)
            {
                Load(path);
                return Create().Fit(_train);
            }

            private IEstimator<ITransformer> Create() => _ml.Forecasting.ForecastBySsa("Forecast", "Price", 7, 30, 365, 7);

            private (IDataView, IDataView) Halves(IDataView rows)
            {
                var split = [|_ml.Data.TrainTestSplit(rows)|];
                return (split.TrainSet, split.TestSet);
            }
        }
        """);

    [Fact]
    public Task Half_bound_code_is_judged() => Verify.RuleAsync(Rule, HalfBound("""
        ml.Forecasting.ForecastBySsa("Forecast", "Price", 7, 30, 365, 7).Fit([|ml.Data.TrainTestSplit(houses)|].TrainSet);
        """));

    [Fact]
    public Task Known_miss_Dated_rows_shuffled_in_memory() => Verify.SilentAsync(Rule, """
        public class Sale { public DateTime Date { get; set; } public float Sold { get; set; } public float Price { get; set; } }
        public sealed class Training
        {
            public double Run(List<Sale> sales)
            {
                var ml = new MLContext(seed: 1);
                var random = new Random(1);
                var mixed = sales.OrderBy(_ => random.Next()).ToList();
                var model = ml.Transforms.Concatenate("Features", "Price").Append(ml.Regression.Trainers.FastTree("Sold")).Fit(ml.Data.LoadFromEnumerable(mixed.Take(800)));
                return ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(mixed.Skip(800))), "Sold").RSquared;
            }
        }
        """);
}
