using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR504: the model of the best fold is kept by its own fold's score and goes into use. A hint, at the selection. Means, ensembles and a
/// model that other rows judge are right.
/// </summary>
public sealed class BestFoldShippedTests
{
    private const string Rule = "MLR504";

    private const string Folds = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var trainer = ml.Regression.Trainers.Ols(labelColumnName: "Price", featureColumnName: "Size");
        var folds = ml.Regression.CrossValidate(split.TrainSet, trainer, numberOfFolds: 5, labelColumnName: "Price");

        """;

    private const string Save = "ml.Model.Save(model, houses.Schema, \"houses-1.0.zip\");";

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("Console.WriteLine(folds.Average(fold => fold.Metrics.RSquared));\nvar model = trainer.Fit(houses);\n" + Save)]
    [InlineData("Console.WriteLine(folds.Max(fold => fold.Metrics.RSquared));\nvar model = trainer.Fit(houses);\n" + Save)]
    [InlineData("foreach (var fold in folds.OrderBy(fold => fold.Metrics.RSquared)) Console.WriteLine(fold.Metrics.RSquared);")]
    [InlineData("Console.WriteLine(folds.OrderByDescending(fold => fold.Metrics.RSquared).First().Metrics.RSquared);")]
    [InlineData("foreach (var fold in folds.OrderByDescending(fold => fold.Metrics.RSquared).Take(3)) ml.Model.Save(fold.Model, houses.Schema, $\"houses-1.{fold.Fold}.zip\");")]
    [InlineData("foreach (var fold in folds) ml.Model.Save(fold.Model, houses.Schema, $\"houses-1.{fold.Fold}.zip\");")]
    [InlineData("var model = folds[0].Model;\n" + Save)]
    [InlineData("var model = folds.OrderBy(fold => fold.Fold).First().Model;\n" + Save)]
    [InlineData("if (folds.Min(fold => fold.Metrics.RSquared) < 0.5) throw new InvalidOperationException(); var model = trainer.Fit(houses);\n" + Save)]
    public Task Means_all_models_or_any_model_are_silent(string use) => Verify.SilentAsync(Rule, Folds + use);

    [Theory]
    [InlineData("var model = folds.OrderByDescending(fold => fold.Metrics.RSquared).First().Model;")]
    [InlineData("var model = folds.OrderByDescending(fold => fold.Metrics.RSquared).Select(fold => fold.Model).ToArray()[0];")]
    [InlineData("var best = double.MinValue; ITransformer? model = null; foreach (var fold in folds) if (fold.Metrics.RSquared > best) { best = fold.Metrics.RSquared; model = fold.Model; }")]
    public Task A_model_that_other_rows_judge_is_silent(string pick) => Verify.SilentAsync(Rule, Folds + $"""
        {pick}
        Console.WriteLine(ml.Regression.Evaluate(model!.Transform(split.TestSet), labelColumnName: "Price").RSquared);
        {Save}
        """);

    [Fact]
    public Task Models_chosen_by_the_mean_of_their_folds_are_silent() => Verify.SilentAsync(Rule, Folds + """
        var other = ml.Regression.CrossValidate(split.TrainSet, ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Size"), labelColumnName: "Price");
        IEstimator<ITransformer> better = trainer;
        if (other.Average(fold => fold.Metrics.RSquared) > folds.Average(fold => fold.Metrics.RSquared))
            better = ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Size");
        ml.Model.Save(better.Fit(houses), houses.Schema, "houses-1.0.zip");
        """);

    // ---- Unknown is silence ----

    [Fact]
    public Task Folds_from_out_of_reach_are_silent() => Verify.SilentAsync(Rule, """
        public class Shipping
        {
            public void Ship(MLContext ml, IReadOnlyList<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> folds, DataViewSchema schema) =>
                ml.Model.Save(folds.OrderByDescending(fold => fold.Metrics.RSquared).First().Model, schema, "houses-1.0.zip");
        }
        """);

    // ---- Defects ----

    [Theory]
    [InlineData("var model = [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model;\n" + Save)]
    [InlineData("var best = [|folds.OrderBy(fold => fold.Metrics.RootMeanSquaredError)|].First(); Console.WriteLine(best.Metrics.RSquared); var model = best.Model;\n" + Save)]
    [InlineData("var model = [|folds.MaxBy(fold => fold.Metrics.RSquared)|]!.Model;\n" + Save)]
    [InlineData("ITransformer[] models = [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].Select(fold => fold.Model).ToArray(); ITransformer model = models[0];\n" + Save)]
    [InlineData("var model = (from fold in folds orderby [|fold.Metrics.RSquared descending|] select fold.Model).First();\n" + Save)]
    [InlineData("var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>([|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model); Console.WriteLine(engine.Predict(new House()).Price);")]
    [InlineData("var model = [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model; var prices = model.Transform(ml.Data.LoadFromTextFile<House>(\"new.csv\")); Console.WriteLine(prices.GetRowCount());")]
    [InlineData("var best = double.MinValue; ITransformer? model = null; foreach (var fold in folds) if ([|fold.Metrics.RSquared > best|]) { best = fold.Metrics.RSquared; model = fold.Model; }\n" + Save)]
    [InlineData("var best = folds[0]; foreach (var fold in folds) if ([|fold.Metrics.RSquared > best.Metrics.RSquared|]) best = fold; var model = best.Model;\n" + Save)]
    public async Task The_best_folds_model_goes_into_use(string use)
    {
        var found = await Verify.RuleAsync(Rule, Folds + use);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public Task The_best_of_folds_cut_by_hand() => new RuleTest(Rule, "MLR108")
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var best = double.MinValue;
                ITransformer? bestModel = null;
                foreach (var fold in ml.Data.CrossValidationSplit(houses, numberOfFolds: 5))
                {
                    var model = ml.Regression.Trainers.Ols(labelColumnName: "Price", featureColumnName: "Size").Fit(fold.TrainSet);
                    var score = ml.Regression.Evaluate(model.Transform(fold.TestSet), labelColumnName: "Price").RSquared;
                    if ([|score > best|])
                    {
                        best = score;
                        bestModel = model;
                    }
                }

                ml.Model.Save(bestModel, houses.Schema, "houses-1.0.zip");
                """),
        },
    }.RunAsync();

    [Fact]
    public Task In_a_method_that_returns_the_best_folds_model() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task<ITransformer> TrainAsync(IDataView houses)
            {
                await Task.Yield();
                var folds = Folds(houses);
                return [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model;
            }

            private IReadOnlyList<TrainCatalogBase.CrossValidationResult<RegressionMetrics>> Folds(IDataView rows) =>
                _ml.Regression.CrossValidate(rows, _ml.Regression.Trainers.Ols(labelColumnName: "Price", featureColumnName: "Size"), labelColumnName: "Price");
        }
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", "using Serilog;\n\n" + Folds + """
                Log.Information("cross-validated");
                var model = [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model;

                """ + Save),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_folds_and_the_use()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Folds + "var model = [|folds.OrderByDescending(fold => fold.Metrics.RSquared)|].First().Model;\n" + Save));
        Assert.Contains("'folds'", finding.Text());
        Assert.Contains("saved", finding.Text());
        Assert.Equal("Major", finding.Verdict());
        Assert.Equal(2, finding.Path().Count());
    }
}
