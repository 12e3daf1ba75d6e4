using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR501: accuracy is all that is read of a binary model's metrics. Where it gates (is compared or asserted) that is a Warning, where
/// it is only read a hint. On 95 % negatives a model that always says no has an accuracy of 0.95.
/// </summary>
public sealed class AccuracyOnlyTests
{
    private const string Rule = "MLR501";

    private const string Evaluate = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression())
            .Fit(split.TrainSet);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("AreaUnderRocCurve")]
    [InlineData("AreaUnderPrecisionRecallCurve")]
    [InlineData("F1Score")]
    [InlineData("PositiveRecall")]
    [InlineData("NegativePrecision")]
    [InlineData("LogLoss")]
    [InlineData("ConfusionMatrix")]
    public Task N02_Silent_when_another_metric_is_read_too(string other) => Verify.SilentAsync(Rule, Evaluate + $$"""
        Console.WriteLine($"Accuracy: {metrics.Accuracy:P2}");
        Console.WriteLine($"Other: {metrics.{{other}}}");
        """);

    [Fact]
    public Task N02_Silent_when_both_gate() => Verify.SilentAsync(Rule, Evaluate + """
        if (metrics.Accuracy < 0.9 || metrics.F1Score < 0.7)
        {
            throw new InvalidOperationException("not good enough");
        }

        ml.Model.Save(model, houses.Schema, "churn-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_accuracy_is_not_read() => Verify.SilentAsync(Rule, Evaluate + """
        Console.WriteLine(metrics.AreaUnderRocCurve);
        """);

    [Fact]
    public Task N02_Silent_when_a_helper_prints_the_rest() => Verify.SilentAsync(Rule, Evaluate + """
        Console.WriteLine(metrics.Accuracy);
        Print(metrics);

        static void Print(BinaryClassificationMetrics values) => Console.WriteLine($"{values.F1Score} {values.AreaUnderRocCurve}");
        """);

    [Fact]
    public Task N02_Silent_when_an_object_initializer_takes_several() => Verify.SilentAsync(Rule, """
        public record Report(double Accuracy, double Auc);

        public class Judge
        {
            public Report Evaluate(MLContext ml, ITransformer model, IDataView rows)
            {
                var metrics = ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(rows));
                return new Report(metrics.Accuracy, metrics.AreaUnderRocCurve);
            }
        }
        """);

    [Fact]
    public Task N02_Silent_when_a_pattern_reads_several() => Verify.SilentAsync(Rule, Evaluate + """
        if (metrics is { Accuracy: > 0.9, F1Score: > 0.7 })
        {
            ml.Model.Save(model, houses.Schema, "churn-1.4.0.zip");
        }
        """);

    [Fact]
    public Task N03_Silent_on_multiclass_models() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Transforms.Conversion.MapValueToKey("Label", "City")
            .Append(ml.Transforms.Concatenate("Features", "Size", "Rooms"))
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(rows);
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(ml.Data.LoadFromTextFile<House>("test.csv")));
        if (metrics.MicroAccuracy > 0.9)
        {
            ml.Model.Save(model, rows.Schema, "city-1.4.0.zip");
        }
        """);

    [Fact]
    public Task Silent_on_a_property_of_the_same_name() => Verify.SilentAsync(Rule, Evaluate + """
        Console.WriteLine(metrics.F1Score);
        var survey = new Survey { Accuracy = 0.9 };
        if (survey.Accuracy > 0.8)
        {
            Console.WriteLine("good");
        }

        public class Survey { public double Accuracy { get; set; } }
        """);

    [Fact]
    public Task Silent_when_accuracy_selects_in_a_loop_because_MLR108_says_so() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"), testFraction: 0.2);
        ITransformer? best = null;
        var bestAccuracy = 0d;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
            var metrics = ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet));
            if (metrics.Accuracy > bestAccuracy)
            {
                bestAccuracy = metrics.Accuracy;
                best = candidate;
            }
        }

        ml.Model.Save(best, split.TrainSet.Schema, "churn-1.4.0.zip");
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public void Run(ILog log, IDataView scored) { var m = Ml.BinaryClassification.Evaluate(scored); Console.WriteLine(m.Accuracy); log.Write(m); }")]
    [InlineData("public BinaryClassificationMetrics Run(IDataView scored) { var m = Ml.BinaryClassification.Evaluate(scored); Console.WriteLine(m.Accuracy); return m; }")]
    [InlineData("public BinaryClassificationMetrics? Last { get; private set; } public void Run(IDataView scored) { Last = Ml.BinaryClassification.Evaluate(scored); Console.WriteLine(Last.Accuracy); }")]
    [InlineData("public void Run(IDataView scored) { var m = Ml.BinaryClassification.Evaluate(scored); Console.WriteLine(m.Accuracy + System.Text.Json.JsonSerializer.Serialize(m)); }")]
    [InlineData("public bool Run(BinaryClassificationMetrics m) => m.Accuracy > 0.9;")]
    [InlineData("public bool Run(dynamic m) => m.Accuracy > 0.9;")]
    [InlineData("public void Run(IDataView scored, Action<object> sink) { var m = Ml.BinaryClassification.Evaluate(scored); Console.WriteLine(m.Accuracy); sink(m); }")]
    public Task Silent_when_somebody_out_of_reach_may_read_the_rest(string members) => Verify.SilentAsync(Rule, $$"""
        public interface ILog { void Write(object value); }

        public class T
        {
            private static readonly MLContext Ml = new(seed: 1);
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_a_type_that_is_not_restored_gets_the_metrics() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Evaluate + "Console.WriteLine(metrics.Accuracy);\nAcme.Tracking.Log(metrics);") },
    }.RunAsync();

    // ---- Defects: accuracy alone gates ----

    [Theory]
    [InlineData("if ([|metrics.Accuracy|] > 0.9) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    [InlineData("if (0.9 <= [|metrics.Accuracy|]) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    [InlineData("if ([|metrics.Accuracy|] < 0.9) throw new InvalidOperationException(\"not good enough\");")]
    [InlineData("var good = [|metrics.Accuracy|] >= 0.9; Environment.ExitCode = good ? 0 : 1;")]
    [InlineData("Environment.ExitCode = [|metrics.Accuracy|] >= 0.9 ? 0 : 1;")]
    [InlineData("System.Diagnostics.Debug.Assert([|metrics.Accuracy|] > 0.9);")]
    [InlineData("var accuracy = [|metrics.Accuracy|]; if (accuracy > 0.9) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    [InlineData("switch ([|metrics.Accuracy|]) { case > 0.9: ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); break; }")]
    [InlineData("if ([|metrics.Accuracy|].CompareTo(0.9) > 0) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    public async Task Accuracy_alone_decides(string gate)
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + gate);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task Accuracy_alone_is_asserted_by_a_test()
    {
        var test = new RuleTest(Rule) { References = { MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location) } };
        test.Sources.Add(("Tests.cs", Evaluate + """
            Xunit.Assert.True([|metrics.Accuracy|] > 0.9);
            """));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await test.RunAsync()).Severity);
    }

    [Fact]
    public async Task Accuracy_is_printed_and_then_decides()
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + """
            Console.WriteLine($"Accuracy: {metrics.Accuracy:P2}");
            if ([|metrics.Accuracy|] < 0.9)
            {
                return;
            }

            ml.Model.Save(model, houses.Schema, "churn-1.4.0.zip");
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Theory]
    [InlineData("if (Math.Round([|metrics.Accuracy|], 2) > 0.9) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    [InlineData("if ([|metrics.Accuracy|] * 100 > 90) { ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\"); }")]
    public async Task What_is_computed_from_accuracy_decides(string gate)
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + gate);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task Gate_on_the_mean_of_the_folds()
    {
        var found = await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var folds = ml.BinaryClassification.CrossValidate(houses, ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size"));
            Environment.ExitCode = folds.Average(fold => [|fold.Metrics.Accuracy|]) > 0.9 ? 0 : 1;
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    // ---- Defects: accuracy alone is read ----

    [Theory]
    [InlineData("Console.WriteLine($\"Accuracy: {[|metrics.Accuracy|]:P2}\");")]
    [InlineData("Console.WriteLine([|metrics.Accuracy|]);")]
    [InlineData("File.WriteAllText(\"accuracy.txt\", [|metrics.Accuracy|].ToString(\"R\"));")]
    public async Task N01_Accuracy_alone_is_read(string use)
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + use);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task N01_Without_a_calibrated_model()
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + """
            Console.WriteLine(metrics.F1Score);
            var svm = ml.BinaryClassification.Trainers.LinearSvm(featureColumnName: "Size").Fit(split.TrainSet);
            Console.WriteLine([|ml.BinaryClassification.EvaluateNonCalibrated(svm.Transform(split.TestSet)).Accuracy|]);
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task N01_The_mean_accuracy_of_the_folds()
    {
        var found = await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var folds = ml.BinaryClassification.CrossValidate(houses, ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size"));
            Console.WriteLine(folds.Average(fold => [|fold.Metrics.Accuracy|]));
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public Task N02_Silent_when_the_folds_give_another_metric_too() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var folds = ml.BinaryClassification.CrossValidate(houses, ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size"));
        Console.WriteLine(folds.Average(fold => fold.Metrics.Accuracy));
        Console.WriteLine(folds.Average(fold => fold.Metrics.AreaUnderRocCurve));
        """);

    // ---- The same defects in the shapes of real code ----

    [Fact]
    public async Task In_a_helper_whose_caller_decides()
    {
        var found = await Verify.RuleAsync(Rule, """
            public class Trainer
            {
                private readonly MLContext _ml = new(seed: 1);

                public void Run(IDataView train, IDataView test)
                {
                    var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(train);
                    if (Score(model, test) > 0.9)
                    {
                        _ml.Model.Save(model, train.Schema, "churn-1.4.0.zip");
                    }
                }

                private double Score(ITransformer model, IDataView rows) =>
                    [|_ml.BinaryClassification.Evaluate(model.Transform(rows)).Accuracy|];
            }
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task In_a_helper_that_gets_the_metrics()
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + """
            Environment.ExitCode = Gate.IsGood(metrics) ? 0 : 1;

            internal static class Gate
            {
                public static bool IsGood(CalibratedBinaryClassificationMetrics values) => [|values.Accuracy|] > 0.9;
            }
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task In_a_private_field()
    {
        var found = await Verify.RuleAsync(Rule, """
            public class Trainer
            {
                private readonly MLContext _ml = new(seed: 1);
                private BinaryClassificationMetrics? _metrics;

                public void Run(IDataView scored)
                {
                    _metrics = _ml.BinaryClassification.EvaluateNonCalibrated(scored);
                    Report();
                }

                private void Report() => Console.WriteLine([|_metrics!.Accuracy|]);
            }
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task In_a_local_function_and_a_lambda()
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + """
            Func<bool> good = () => [|metrics.Accuracy|] > 0.9;
            Ship();

            void Ship()
            {
                if (good())
                {
                    ml.Model.Save(model, houses.Schema, "churn-1.4.0.zip");
                }
            }
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task In_a_tuple_from_async_code()
    {
        var found = await Verify.RuleAsync(Rule, """
            public class Trainer
            {
                private readonly MLContext _ml = new(seed: 1);

                public async Task RunAsync()
                {
                    var (model, metrics) = await TrainAsync();
                    if ([|metrics.Accuracy|] > 0.9)
                    {
                        _ml.Model.Save(model, null, "churn-1.4.0.zip");
                    }
                }

                private async Task<(ITransformer Model, CalibratedBinaryClassificationMetrics Metrics)> TrainAsync()
                {
                    var lines = await File.ReadAllLinesAsync("houses.csv");
                    var rows = _ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                    var split = _ml.Data.TrainTestSplit(rows);
                    var model = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                    return (model, _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)));
                }
            }
            """);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task In_a_loop_that_selects_nothing()
    {
        var found = await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            foreach (var city in new[] { "Bonn", "Graz" })
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>($"{city}.csv"));
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
                Console.WriteLine($"{city}: {[|metrics.Accuracy|]}");
            }
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task On_one_branch_where_the_other_reads_nothing()
    {
        var found = await Verify.RuleAsync(Rule, Evaluate + """
            if (args.Length > 0)
            {
                Console.WriteLine([|metrics.Accuracy|]);
            }
            else
            {
                Console.WriteLine("done");
            }
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", "using Serilog;\n\n" + Evaluate + """
                Log.Information("evaluated");
                if ([|metrics.Accuracy|] > 0.9)
                {
                    ml.Model.Save(model, houses.Schema, "churn-1.4.0.zip");
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_metrics_and_the_evaluation()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv"));
            var churnModel = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
            var churnMetrics = ml.BinaryClassification.Evaluate(churnModel.Transform(split.TestSet));
            if ([|churnMetrics.Accuracy|] > 0.9)
            {
                ml.Model.Save(churnModel, split.TrainSet.Schema, "churn-1.4.0.zip");
            }
            """));

        Assert.Contains("churnM", finding.Text()); // the model or its metrics, by the user's name
        Assert.Contains("Accuracy", finding.Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(finding.Path(), step => step.StartsWith("ml.BinaryClassification.Evaluate(", StringComparison.Ordinal));
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public Task Metrics_that_travel_in_a_result_object() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var result = Training.Run(ml, houses);
        if ([|result.Metrics.Accuracy|] > 0.9)
        {
            ml.Model.Save(result.Model, houses.Schema, "churn-1.4.0.zip");
        }

        internal sealed record Result(ITransformer Model, BinaryClassificationMetrics Metrics);

        internal static class Training
        {
            public static Result Run(MLContext ml, IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                return new Result(model, ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)));
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(result);")]
    [InlineData("var results = new List<Result> { result }; Console.WriteLine(results.Max(each => each.Metrics.F1Score));")]
    [InlineData("var results = new List<Result>(); results.Add(result); Console.WriteLine(results[0].Metrics.F1Score);")]
    [InlineData("Console.WriteLine(new { result, Best = true });")]
    public Task Silent_when_somebody_else_gets_the_result_object(string use) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var result = Training.Run(ml, houses);
        if (result.Metrics.Accuracy > 0.9)
            Console.WriteLine("good");
        {{use}}

        internal sealed record Result(ITransformer Model, BinaryClassificationMetrics Metrics);

        internal static class Training
        {
            public static Result Run(MLContext ml, IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                return new Result(model, ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)));
            }
        }
        """);

    [Fact]
    public Task Silent_when_another_assembly_may_read_the_result_object() => Verify.SilentAsync(Rule, """
        public sealed record Result(ITransformer Model, BinaryClassificationMetrics Metrics);

        public class Training
        {
            public Result Run(MLContext ml, IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                var result = new Result(model, ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)));
                if (result.Metrics.Accuracy > 0.9)
                    Console.WriteLine("good");
                return result;
            }
        }
        """);
}
