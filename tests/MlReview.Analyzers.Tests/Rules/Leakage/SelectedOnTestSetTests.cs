using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>
/// MLR108: the test side decides something (which model is kept, its threshold, its calibration, when training ends), and then judges it.
/// Reported at the evaluation whose result decides, or at the argument. Choosing on other rows, a gate, and looking are right.
/// </summary>
public sealed class SelectedOnTestSetTests
{
    private const string Rule = "MLR108";

    private const string Split = "var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);\n";

    private const string Grid = """
        var best = 0d;
        ITransformer? bestModel = null;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: l2)).Fit(FIT);
            var score = EVALUATE(ml.BinaryClassification.Evaluate(candidate.Transform(JUDGE))).F1Score;
            if (score > best)
            {
                best = score;
                bestModel = candidate;
            }
        }

        """;

    private const string TwoModels = Split + """
        var linear = learner.Fit(split.TrainSet);
        var trees = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.BinaryClassification.Trainers.FastTree()).Fit(split.TrainSet);

        """;

    // ---- Look-alikes that are right ----

    [Theory, MemberData(nameof(Names), MemberType = typeof(CodeShape))]
    public Task E13_Chosen_on_a_validation_split_and_tested_once_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, Split + """
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);

        """ + GridOn("inner.TrainSet", "inner.TestSet", marked: false) + """
        Console.WriteLine(ml.BinaryClassification.Evaluate(bestModel!.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task E13_Trained_anew_with_what_was_chosen_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var best = 0d;
        var bestL2 = 0f;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var score = ml.BinaryClassification.Evaluate(Train(ml, inner.TrainSet, l2).Transform(inner.TestSet)).F1Score;
            if (score > best)
                (best, bestL2) = (score, l2);
        }

        var model = Train(ml, split.TrainSet, bestL2);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """, """
        private static ITransformer Train(MLContext ml, IDataView rows, float l2) => ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: l2)).Fit(rows);
        """));

    [Fact]
    public Task Chosen_on_validation_rows_and_tested_on_another_file_is_silent() => Verify.SilentAsync(Rule, InMain(Split + GridOn("split.TrainSet", "split.TestSet", marked: false) + """
        var test = ml.Data.LoadFromTextFile<House>("test.csv", ',');
        Console.WriteLine(ml.BinaryClassification.Evaluate(bestModel!.Transform(test)).F1Score);
        """));

    [Fact]
    public Task The_test_score_of_each_candidate_beside_the_validation_score_that_decides_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var (best, reported) = (0d, 0d);
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(inner.TrainSet);
            var validation = ml.BinaryClassification.Evaluate(candidate.Transform(inner.TestSet)).F1Score;
            var test = ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score;
            if (validation > best)
            {
                best = validation;
                reported = test;
            }
        }

        Console.WriteLine(reported);
        """));

    [Fact]
    public Task D05_Scores_of_hand_made_folds_are_silent() => Verify.SilentAsync(Rule, InMain("""
        foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
        {
            var model = learner.Fit(fold.TrainSet);
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(fold.TestSet)).F1Score);
        }
        """));

    [Fact]
    public Task G19_Repeated_hold_out_that_is_averaged_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var scores = new List<double>();
        foreach (var seed in Enumerable.Range(0, 10))
        {
            var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: seed);
            var model = learner.Fit(split.TrainSet);
            scores.Add(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        }

        var mean = scores.Average();
        Console.WriteLine($"{mean} ± {Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)))}");
        """));

    [Fact]
    public Task Chosen_by_the_mean_of_the_folds_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var best = 0d;
        var bestL2 = 0f;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var folds = ml.BinaryClassification.CrossValidate(split.TrainSet, ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2));
            var score = folds.Average(fold => fold.Metrics.F1Score);
            if (score > best)
            {
                best = score;
                bestL2 = l2;
            }
        }

        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: bestL2).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory]
    [InlineData("if (metrics.F1Score < 0.8) throw new InvalidOperationException();")]
    [InlineData("if (metrics.F1Score < 0.8) return;")]
    [InlineData("if (metrics.F1Score > metrics.Accuracy) Console.WriteLine(metrics.F1Score);")]
    [InlineData("var good = metrics.F1Score > 0.8 ? model : null; Console.WriteLine(good);")]
    [InlineData("var score = metrics.F1Score > 0.5 ? metrics.F1Score : metrics.Accuracy; Console.WriteLine(score);")]
    public Task A_gate_is_silent(string gate) => Verify.SilentAsync(Rule, InMain($"""
        {Split}
        var model = learner.Fit(split.TrainSet);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        {gate}
        ml.Model.Save(model, houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task A_gate_against_a_baseline_that_is_never_kept_is_silent() => Verify.SilentAsync(Rule, InMain(TwoModels + """
        var baseline = ml.BinaryClassification.Evaluate(linear.Transform(split.TestSet));
        var metrics = ml.BinaryClassification.Evaluate(trees.Transform(split.TestSet));
        if (metrics.F1Score <= baseline.F1Score)
            throw new InvalidOperationException("no better than a line");
        ml.Model.Save(trees, houses.Schema, "houses-1.0.zip");
        """));

    [Theory]
    [InlineData("if (b.F1Score > a.F1Score) Console.WriteLine(\"the trees are better\");")]
    [InlineData("Console.WriteLine(b.F1Score > a.F1Score ? \"trees\" : \"line\");")]
    [InlineData("Console.WriteLine(b.F1Score - a.F1Score);")]
    [InlineData("foreach (var row in new[] { (Name: \"line\", Score: a.F1Score), (Name: \"trees\", Score: b.F1Score) }.OrderByDescending(row => row.Score)) Console.WriteLine(row);")]
    public Task A_comparison_that_keeps_nothing_is_silent(string comparison) => Verify.SilentAsync(Rule, InMain($"""
        {TwoModels}
        var a = ml.BinaryClassification.Evaluate(linear.Transform(split.TestSet));
        var b = ml.BinaryClassification.Evaluate(trees.Transform(split.TestSet));
        {comparison}
        """));

    [Fact]
    public Task A_new_model_that_has_to_beat_the_deployed_one_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var deployed = ml.Model.Load("houses-1.0.zip", out _);
        var model = learner.Fit(split.TrainSet);
        var old = ml.BinaryClassification.Evaluate(deployed.Transform(split.TestSet));
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        var champion = metrics.F1Score > old.F1Score ? model : deployed;
        ml.Model.Save(champion, houses.Schema, "houses-1.1.zip");
        """));

    [Fact]
    public Task Overfitting_that_is_looked_for_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var model = learner.Fit(split.TrainSet);
        var train = ml.BinaryClassification.Evaluate(model.Transform(split.TrainSet));
        var test = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        var honest = train.F1Score < test.F1Score ? train.F1Score : test.F1Score;
        Console.WriteLine(honest);
        """));

    [Theory]
    [InlineData("Directory.GetFiles(\"towns\")")]
    [InlineData("new[] { \"bonn.csv\", \"graz.csv\" }")]
    public Task The_best_of_several_towns_each_with_its_own_rows_is_silent(string towns) => Verify.SilentAsync(Rule, InMain($$"""
        var (best, town) = (0d, "");
        foreach (var name in {{towns}})
        {
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>(name, ','), testFraction: 0.2);
            var model = learner.Fit(split.TrainSet);
            var score = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            if (score > best)
                (best, town) = (score, name);
        }

        Console.WriteLine(town + best);
        """));

    [Theory]
    [InlineData("0.35f")]
    [InlineData("float.Parse(args[0])")]
    [InlineData("Best(ml.Data.CreateEnumerable<Scored>(model.Transform(inner.TestSet), reuseRowObject: false).ToList())")]
    public Task G14_A_threshold_that_the_test_rows_do_not_decide_is_silent(string threshold) => Verify.SilentAsync(Rule, InMain($"""
        {Split}
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(inner.TrainSet);
        var adjusted = ml.BinaryClassification.ChangeModelThreshold(model, {threshold});
        Console.WriteLine(ml.BinaryClassification.Evaluate(adjusted.Transform(split.TestSet)).F1Score);
        """, Thresholds));

    [Fact]
    public Task Calibrated_on_validation_rows_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: "Size").Fit(inner.TrainSet);
        var calibrator = ml.BinaryClassification.Calibrators.Platt().Fit(model.Transform(inner.TestSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(calibrator.Transform(model.Transform(split.TestSet))).F1Score);
        """));

    [Theory]
    [InlineData("FastTree()", "split.TestSet")]
    [InlineData("FastForest()", "split.TestSet")]
    [InlineData("LightGbm()", "split.TestSet")]
    [InlineData("LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { EarlyStoppingRound = 0 })", "split.TestSet")]
    [InlineData("LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { EarlyStoppingRound = 20 })", "inner.TestSet")]
    [InlineData("LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { EarlyStoppingRound = args.Length })", "split.TestSet")]
    [InlineData("Gam()", "inner.TestSet")]
    [InlineData("Gam(new Microsoft.ML.Trainers.FastTree.GamBinaryTrainer.Options { EnablePruning = false })", "split.TestSet")]
    public Task G17_Validation_rows_that_decide_nothing_or_are_no_test_rows_are_silent(string trainer, string validation) => Verify.SilentAsync(Rule, InMain($"""
        {Split}
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = ml.BinaryClassification.Trainers.{trainer}.Fit(inner.TrainSet, {validation});
        Console.WriteLine(ml.BinaryClassification.EvaluateNonCalibrated(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task The_score_on_the_validation_rows_beside_that_on_the_test_rows_is_silent() => Verify.SilentAsync(Rule, InMain(Split + """
        var inner = ml.Data.TrainTestSplit(split.TrainSet, testFraction: 0.25);
        var model = ml.BinaryClassification.Trainers.Gam().Fit(inner.TrainSet, inner.TestSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(inner.TestSet)).F1Score);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(split.TrainSet, fold: 5).SetTrainingTimeInSeconds(60).Run().Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(ml.Data.TrainTestSplit(split.TrainSet)).SetTrainingTimeInSeconds(60).Run().Model")]
    [InlineData("ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet).BestRun.Model")]
    public Task G10_G11_A_search_that_is_judged_on_training_rows_is_silent(string search) => Verify.SilentAsync(Rule, "using Microsoft.ML.AutoML;\n" + InMain($"""
        {Split}
        Console.WriteLine(ml.BinaryClassification.Evaluate({search}.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task The_validation_scores_of_a_search_are_called_so_and_silent() => Verify.SilentAsync(Rule, "using Microsoft.ML.AutoML;\n" + InMain(Split + """
        var result = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet, split.TestSet);
        Console.WriteLine(result.BestRun.ValidationMetrics.F1Score);
        """));

    // ---- Unknown is silence ----

    [Fact]
    public Task Rows_from_out_of_reach_are_silent() => Verify.SilentAsync(Rule, $$"""
        public class Search
        {
            public (ITransformer?, double) Run(MLContext ml, IDataView train, IDataView validation)
            {
                {{GridOn("train", "validation", marked: false)}}
                return (bestModel, best);
            }
        }
        """);

    [Fact]
    public Task A_choice_that_is_returned_without_its_score_is_silent() => Verify.SilentAsync(Rule, $$"""
        public class Search
        {
            public ITransformer? Run(MLContext ml)
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);
                {{GridOn("split.TrainSet", "split.TestSet", marked: false)}}
                return bestModel;
            }
        }
        """);

    [Fact]
    public Task A_better_model_that_an_unknown_function_picks_is_silent() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", InMain(TwoModels + """
                var a = ml.BinaryClassification.Evaluate(linear.Transform(split.TestSet));
                var b = ml.BinaryClassification.Evaluate(trees.Transform(split.TestSet));
                var better = Acme.Picker.Better(a.F1Score, b.F1Score) ? linear : trees;
                Console.WriteLine(better);
                """)),
        },
    }.RunAsync();

    // ---- Defects: the best of several ----

    [Theory, MemberData(nameof(Names), MemberType = typeof(CodeShape))]
    public Task G06_The_best_of_a_grid_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, Split + GridOn("split.TrainSet", "split.TestSet") + """
        Console.WriteLine(best);
        ml.Model.Save(bestModel, houses.Schema, "houses-1.0.zip");
        """));

    [Theory]
    [InlineData("if (score <= best) continue; best = score; bestModel = candidate;")]
    [InlineData("if (bestModel is null || score > best) { best = score; bestModel = candidate; }")]
    [InlineData("var isBetter = score > best; if (isBetter) { best = score; bestModel = candidate; }")]
    [InlineData("if (score.CompareTo(best) > 0) (best, bestModel) = (score, candidate);")]
    [InlineData("bestModel = score > best ? candidate : bestModel; best = score > best ? score : best;")]
    [InlineData("if (best < score) { best = score; bestL2 = l2; }")]
    [InlineData("if (Math.Round(score, 3) > best) { best = Math.Round(score, 3); bestModel = candidate; }")]
    [InlineData("Keep(candidate, score); void Keep(ITransformer model, double value) { if (value > best) { best = value; bestModel = model; } }")]
    [InlineData("if (Better(score, best)) { best = score; bestModel = candidate; } static bool Better(double a, double b) => a > b;")]
    public Task The_best_is_kept_in_many_ways(string keep) => Verify.RuleAsync(Rule, InMain($$"""
        {{Split}}
        var best = double.MinValue;
        var bestL2 = 0f;
        ITransformer? bestModel = null;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
            var score = [|ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet))|].F1Score;
            {{keep}}
        }

        Console.WriteLine($"{best} {bestL2} {bestModel}");
        """));

    [Fact]
    public Task The_best_of_a_list_of_trainers_is_found() => Verify.RuleAsync(Rule, InMain(Split + """
        var trainers = new (string Name, IEstimator<ITransformer> Trainer)[]
        {
            ("line", ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size")),
            ("trees", ml.BinaryClassification.Trainers.FastTree(featureColumnName: "Size")),
        };
        CalibratedBinaryClassificationMetrics? best = null;
        foreach (var (name, trainer) in trainers)
        {
            var metrics = [|ml.BinaryClassification.Evaluate(trainer.Fit(split.TrainSet).Transform(split.TestSet))|];
            if (best == null || metrics.AreaUnderRocCurve > best.AreaUnderRocCurve)
                best = metrics;
        }

        Console.WriteLine(best!.AreaUnderRocCurve);
        """));

    [Fact]
    public Task The_best_seed_is_found() => Verify.RuleAsync(Rule, """
        var (best, bestSeed) = (0d, 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var ml = new MLContext(seed);
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);
            var model = ml.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
            var score = [|ml.BinaryClassification.Evaluate(model.Transform(split.TestSet))|].F1Score;
            if (score > best)
                (best, bestSeed) = (score, seed);
        }

        Console.WriteLine($"{bestSeed}: {best}");
        """);

    [Theory]
    [InlineData("var better = a.F1Score > b.F1Score ? linear : (ITransformer)trees; ml.Model.Save(better, houses.Schema, \"houses-1.0.zip\");")]
    [InlineData("ITransformer better = linear; if (b.F1Score > a.F1Score) better = trees; ml.Model.Save(better, houses.Schema, \"houses-1.0.zip\");")]
    [InlineData("if (b.F1Score > a.F1Score) ml.Model.Save(trees, houses.Schema, \"trees-1.0.zip\"); else ml.Model.Save(linear, houses.Schema, \"line-1.0.zip\");")]
    [InlineData("ml.Model.Save(Pick(), houses.Schema, \"houses-1.0.zip\"); ITransformer Pick() { if (a.F1Score > b.F1Score) return linear; return trees; }")]
    [InlineData("var best = new[] { (Model: (ITransformer)linear, Score: a.F1Score), (Model: (ITransformer)trees, Score: b.F1Score) }.MaxBy(each => each.Score); ml.Model.Save(best.Model, houses.Schema, \"houses-1.0.zip\"); Console.WriteLine(best.Score);")]
    public Task The_better_of_two_is_found_at_the_second_evaluation(string keep) => Verify.RuleAsync(Rule, InMain($$"""
        {{TwoModels}}
        var a = ml.BinaryClassification.Evaluate(linear.Transform(split.TestSet));
        var b = [|ml.BinaryClassification.Evaluate(trees.Transform(split.TestSet))|];
        {{keep}}
        """));

    [Theory]
    [InlineData("List<(ITransformer Model, double Score)>", "(candidate, score)", "results.OrderByDescending(result => result.Score).First()")]
    [InlineData("List<(ITransformer Model, double Score)>", "(candidate, score)", "results.MaxBy(result => result.Score)")]
    [InlineData("List<(ITransformer Model, double Score)>", "(candidate, score)", "results.OrderBy(result => result.Score).Last()")]
    [InlineData("List<(ITransformer Model, double Score)>", "(candidate, score)", "results.OrderByDescending(result => result.Score).ToList()[0]")]
    [InlineData("List<Result>", "new Result(candidate, score)", "results.OrderByDescending(result => result.Score).First()")]
    [InlineData("List<Result>", "new Result(candidate, score)", "results.MinBy(result => 1 - result.Score)!")]
    public Task The_best_of_a_list_of_results_is_found(string list, string result, string pick) => Verify.RuleAsync(Rule, InMain($$"""
        {{Split}}
        var results = new {{list}}();
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
            var score = [|ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet))|].F1Score;
            results.Add({{result}});
        }

        var best = {{pick}};
        ml.Model.Save(best.Model, houses.Schema, "houses-1.0.zip");
        """, "private sealed record Result(ITransformer Model, double Score);"));

    [Fact]
    public Task The_best_of_a_dictionary_of_scores_is_found() => Verify.RuleAsync(Rule, InMain(Split + """
        var scores = new Dictionary<string, double>();
        foreach (var name in new[] { "Size", "Rooms" })
        {
            var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: name).Fit(split.TrainSet);
            scores[name] = [|ml.BinaryClassification.Evaluate(model.Transform(split.TestSet))|].F1Score;
        }

        Console.WriteLine(scores.OrderByDescending(score => score.Value).First());
        """));

    [Fact]
    public Task The_best_of_a_projection_is_found() => Verify.RuleAsync(Rule, InMain(Split + """
        var best = new[] { 0.01f, 0.1f, 1f }
            .Select(l2 =>
            {
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
                return (Model: model, Score: [|ml.BinaryClassification.Evaluate(model.Transform(split.TestSet))|].F1Score);
            })
            .MaxBy(result => result.Score);
        ml.Model.Save(best.Model, houses.Schema, "houses-1.0.zip");
        """));

    [Fact]
    public Task The_best_of_files_that_are_told_apart_is_found() => Verify.RuleAsync(Rule, InMain("""
        var test = ml.Data.LoadFromTextFile<House>("test.csv", ',');

        """ + GridOn("houses", "test") + """
        Console.WriteLine(best);
        """));

    // ---- The same in the shapes of real code ----

    [Fact]
    public Task In_fields_of_a_class_that_tries_one_after_the_other() => Verify.RuleAsync(Rule, """
        public class Search
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _train;
            private readonly IDataView _test;
            private double _best = double.MinValue;
            private ITransformer? _bestModel;

            public Search()
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);
                _train = split.TrainSet;
                _test = split.TestSet;
            }

            public void Try(IEstimator<ITransformer> trainer)
            {
                var model = trainer.Fit(_train);
                var score = [|_ml.BinaryClassification.Evaluate(model.Transform(_test))|].F1Score;
                if (score > _best)
                {
                    _best = score;
                    _bestModel = model;
                }
            }

            public void Save() => _ml.Model.Save(_bestModel, _train.Schema, "houses-1.0.zip");

            public void Print() => Console.WriteLine(_best);
        }
        """);

    [Fact]
    public Task In_a_helper_that_scores() => Verify.RuleAsync(Rule, InMain(TwoModels + """
        var a = Score(ml, linear, split.TestSet);
        var b = Score(ml, trees, split.TestSet);
        ml.Model.Save(a > b ? linear : (ITransformer)trees, houses.Schema, "houses-1.0.zip");
        """, """
        private static double Score(MLContext ml, ITransformer model, IDataView rows) => [|ml.BinaryClassification.Evaluate(model.Transform(rows))|].F1Score;
        """));

    [Fact]
    public Task In_async_code_that_returns_a_tuple() => Verify.RuleAsync(Rule, """
        public class Search
        {
            public async Task RunAsync(MLContext ml)
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);
                (ITransformer? Model, double Score) best = (null, 0);
                foreach (var trees in new[] { 20, 100 })
                {
                    var (model, score) = await TryAsync(ml, split, trees);
                    if (score > best.Score)
                        best = (model, score);
                }

                ml.Model.Save(best.Model, split.TrainSet.Schema, "houses-1.0.zip");
            }

            private static async Task<(ITransformer, double)> TryAsync(MLContext ml, DataOperationsCatalog.TrainTestData split, int trees)
            {
                await Task.Yield();
                var model = ml.BinaryClassification.Trainers.FastTree(featureColumnName: "Size", numberOfTrees: trees).Fit(split.TrainSet);
                return (model, [|ml.BinaryClassification.Evaluate(model.Transform(split.TestSet))|].F1Score);
            }
        }
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => Verify.RuleAsync(Rule, HalfBound(Split + GridOn("split.TrainSet", "split.TestSet") + """
        Console.WriteLine(best);
        """));

    // ---- Defects: threshold, calibration, validation ----

    [Theory]
    [InlineData("Best(ml.Data.CreateEnumerable<Scored>(model.Transform(split.TestSet), reuseRowObject: false).ToList())")]
    [InlineData("ml.Data.CreateEnumerable<Scored>(model.Transform(split.TestSet), reuseRowObject: false).Average(row => row.Score)")]
    public Task G12_A_threshold_from_the_test_scores_is_found_at_the_argument(string threshold) => Verify.RuleAsync(Rule, InMain($"""
        {Split}
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
        var adjusted = ml.BinaryClassification.ChangeModelThreshold(model, [|{threshold}|]);
        Console.WriteLine(ml.BinaryClassification.Evaluate(adjusted.Transform(split.TestSet)).F1Score);
        """, Thresholds));

    [Fact]
    public Task G12_The_best_of_several_thresholds_is_found() => Verify.RuleAsync(Rule, InMain(Split + """
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
        var best = 0d;
        for (var threshold = 0.05f; threshold < 1; threshold += 0.05f)
        {
            var adjusted = ml.BinaryClassification.ChangeModelThreshold(model, threshold);
            var score = [|ml.BinaryClassification.Evaluate(adjusted.Transform(split.TestSet))|].F1Score;
            if (score > best)
                best = score;
        }

        Console.WriteLine(best);
        """));

    [Fact]
    public Task G15_A_calibrator_fitted_on_the_test_scores_is_found() => new RuleTest(Rule, "MLR101", "MLR102", "MLR103", "MLR106")
    {
        Sources =
        {
            ("Program.cs", InMain(Split + """
                var model = ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: "Size").Fit(split.TrainSet);
                var scored = model.Transform(split.TestSet);
                var calibrator = ml.BinaryClassification.Calibrators.Platt().Fit([|scored|]);
                Console.WriteLine(ml.BinaryClassification.Evaluate(calibrator.Transform(scored)).F1Score);
                """)),
        },
    }.RunAsync();

    [Theory]
    [InlineData("LightGbm(new Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer.Options { EarlyStoppingRound = 20 })")]
    [InlineData("FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer.Options { EarlyStoppingRule = new Microsoft.ML.Trainers.FastTree.TolerantEarlyStoppingRule() })")]
    [InlineData("FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer.Options { EnablePruning = true })")]
    [InlineData("Gam()")]
    public Task G16_Training_that_the_test_rows_end_is_found_at_the_argument(string trainer) => Verify.RuleAsync(Rule, InMain($"""
        {Split}
        var model = ml.BinaryClassification.Trainers.{trainer}.Fit(split.TrainSet, [|split.TestSet|]);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task G16_Images_whose_training_the_test_rows_end_are_found() => Verify.RuleAsync(Rule, InMain(Split + """
        var model = ml.MulticlassClassification.Trainers.ImageClassification(labelColumnName: "City", validationSet: [|split.TestSet|]).Fit(split.TrainSet);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet)).MacroAccuracy);
        """));

    [Theory]
    [InlineData("ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet, [|split.TestSet|]).BestRun.Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset(split.TrainSet, [|split.TestSet|]).SetTrainingTimeInSeconds(60).Run().Model")]
    [InlineData("ml.Auto().CreateExperiment().SetDataset([|split|]).SetTrainingTimeInSeconds(60).Run().Model")]
    public Task A_search_that_the_test_rows_judge_is_found_at_the_argument(string search) => Verify.RuleAsync(Rule, "using Microsoft.ML.AutoML;\n" + InMain($"""
        {Split}
        var model = {search};
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    // ---- What the user reads, and precedence ----

    [Fact]
    public async Task Names_the_model_the_rows_and_the_decision()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("var halves = ml.Data.TrainTestSplit(houses, testFraction: 0.2);\n" + GridOn("halves.TrainSet", "halves.TestSet") + "Console.WriteLine(best);"));
        found.Is(DiagnosticSeverity.Warning, "Critical");
        found.Names("candidate", "halves");
    }

    [Fact]
    public Task Accuracy_that_selects_is_one_finding() => new RuleTest(Rule, "MLR501")
    {
        Sources =
        {
            ("Program.cs", InMain(Split + """
                var results = new List<(ITransformer Model, double Score)>();
                foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
                {
                    var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
                    results.Add((candidate, [|ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet))|].Accuracy));
                }

                ml.Model.Save(results.OrderByDescending(result => result.Score).First().Model, houses.Schema, "houses-1.0.zip");
                """)),
        },
    }.RunAsync();

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_The_greater_of_two_numbers_without_a_branch() => Verify.SilentAsync(Rule, InMain(Split + """
        var best = 0d;
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
            best = Math.Max(best, ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        }

        Console.WriteLine(best);
        """));

    [Fact]
    public Task Known_miss_A_list_that_is_sorted_in_place() => Verify.SilentAsync(Rule, InMain(Split + """
        var results = new List<(ITransformer Model, double Score)>();
        foreach (var l2 in new[] { 0.01f, 0.1f, 1f })
        {
            var candidate = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size", l2Regularization: l2).Fit(split.TrainSet);
            results.Add((candidate, ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score));
        }

        results.Sort((a, b) => b.Score.CompareTo(a.Score));
        ml.Model.Save(results[0].Model, houses.Schema, "houses-1.0.zip");
        """));

    private const string Thresholds = """
        private sealed class Scored
        {
            public bool Label { get; set; }

            public float Score { get; set; }
        }

        private static float Best(List<Scored> rows)
        {
            var best = 0f;
            var bestScore = 0d;
            foreach (var row in rows)
            {
                var score = rows.Count(other => other.Score > row.Score == other.Label) / (double)rows.Count;
                if (score > bestScore)
                {
                    bestScore = score;
                    best = row.Score;
                }
            }

            return best;
        }
        """;

    private static string GridOn(string training, string judged, bool marked = true) => Grid.Replace("FIT", training).Replace("JUDGE", judged)
        .Replace("EVALUATE(ml.BinaryClassification.Evaluate(candidate.Transform(" + judged + ")))", marked
            ? $"[|ml.BinaryClassification.Evaluate(candidate.Transform({judged}))|]"
            : $"ml.BinaryClassification.Evaluate(candidate.Transform({judged}))");
}
