using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR107: rows that belong together are split apart, because their column is not the sampling key.</summary>
public sealed class GroupsSplitApartTests
{
    private const string Rule = "MLR107";

    private const string HitClass = """
        public class Hit
        {
            [LoadColumn(0)] public string Query = "";
            [LoadColumn(1)] public string Market = "";
            [LoadColumn(2)] public float Clicks;
            [LoadColumn(3)] public float Label;
        }
        """;

    private const string Ranker = """ml.Transforms.Conversion.Hash("GroupId", "Query").Append(ml.Transforms.Concatenate("Features", "Clicks")).Append(ml.Ranking.Trainers.FastTree())""";

    /// <summary>Ranks the hits of searches, split with some arguments.</summary>
    private static string Ranking(string split, string pipeline = Ranker) => $$"""
        var ml = new MLContext(seed: 1);
        var hits = ml.Data.LoadFromTextFile<Hit>("hits.csv", ',');
        var split = {{split}};
        var model = ({{pipeline}}).Fit(split.TrainSet);
        Console.WriteLine(ml.Ranking.Evaluate(model.Transform(split.TestSet)).NormalizedDiscountedCumulativeGains);
        {{HitClass}}
        """;

    private static string Visits(string split, string column = "UserId", string trainer = "BinaryClassification.Trainers.LbfgsLogisticRegression()") => $$"""
        var ml = new MLContext(seed: 1);
        var visits = ml.Data.LoadFromTextFile<Visit>("visits.csv", ',');
        var split = {{split}};
        var model = ml.Transforms.Concatenate("Features", "Pages").Append(ml.{{trainer}}).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        public class Visit
        {
            [LoadColumn(0)] public string {{column}} = "";
            [LoadColumn(1)] public float Pages;
            [LoadColumn(2)] public bool Label;
        }
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("ml.Data.TrainTestSplit(hits, 0.2, samplingKeyColumnName: \"Query\")")]
    [InlineData("ml.Data.TrainTestSplit(hits, 0.2, Console.ReadLine())")]
    [InlineData("ml.Data.TrainTestSplit(ml.Data.FilterRowsByColumn(hits, \"Clicks\", 1), 0.2, samplingKeyColumnName: \"Query\")")]
    public Task Ranking_split_by_its_group_or_by_an_unknown_key_is_silent(string split) => Verify.SilentAsync(Rule, Ranking(split));

    [Theory]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"GroupId\", \"Query\").Append(ml.Transforms.Concatenate(\"Features\", \"Clicks\")).Append(ml.Ranking.Trainers.LightGbm())")]
    [InlineData("ml.Transforms.Conversion.Hash(\"Query\").Append(ml.Transforms.Concatenate(\"Features\", \"Clicks\")).Append(ml.Ranking.Trainers.FastTree(rowGroupColumnName: \"Query\"))")]
    [InlineData("ml.Transforms.Conversion.Hash(\"Query\").Append(ml.Transforms.Concatenate(\"Features\", \"Clicks\")).Append(ml.Ranking.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer.Options { RowGroupColumnName = \"Query\" }))")]
    public Task Group_column_that_is_a_form_of_the_key_is_silent(string pipeline) =>
        Verify.SilentAsync(Rule, Ranking("ml.Data.TrainTestSplit(hits, samplingKeyColumnName: \"Query\")", pipeline));

    [Fact]
    public Task Cross_validated_ranking_keeps_its_groups_and_is_silent() => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var hits = ml.Data.LoadFromTextFile<Hit>("hits.csv", ',');
        hits = ml.Transforms.Conversion.Hash("GroupId", "Query").Fit(hits).Transform(hits);
        Console.WriteLine(ml.Ranking.CrossValidate(hits, ml.Transforms.Concatenate("Features", "Clicks").Append(ml.Ranking.Trainers.FastTree())).Count);
        {{HitClass}}
        """);

    [Fact]
    public Task Separate_files_are_silent() => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var model = ({{Ranker}}).Fit(ml.Data.LoadFromTextFile<Hit>("train.csv", ','));
        Console.WriteLine(ml.Ranking.Evaluate(model.Transform(ml.Data.LoadFromTextFile<Hit>("test.csv", ','))));
        {{HitClass}}
        """);

    [Fact]
    public Task Split_whose_other_side_is_not_evaluated_is_silent() => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Hit>("hits.csv", ','));
        var model = ({{Ranker}}).Fit(split.TrainSet);
        Console.WriteLine(ml.Ranking.Evaluate(model.Transform(ml.Data.LoadFromTextFile<Hit>("test.csv", ','))));
        {{HitClass}}
        """);

    [Theory]
    [InlineData("ml.Data.TrainTestSplit(visits, samplingKeyColumnName: \"UserId\")", "UserId")]
    [InlineData("ml.Data.TrainTestSplit(visits)", "CustomerId")]
    [InlineData("ml.Data.TrainTestSplit(visits)", "Url")]
    public Task Known_groups_kept_together_and_other_columns_are_silent(string split, string column) => Verify.SilentAsync(Rule, Visits(split, column));

    [Fact]
    public Task Ratings_of_users_are_split_row_by_row_by_design() => Verify.SilentAsync(Rule, """
        using Microsoft.ML.Trainers;
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Rating>("ratings.csv", ','));
        var model = ml.Transforms.Conversion.MapValueToKey("User", "UserId").Append(ml.Transforms.Conversion.MapValueToKey("Movie", "MovieId"))
            .Append(ml.Recommendation().Trainers.MatrixFactorization("Label", "User", "Movie")).Fit(split.TrainSet);
        Console.WriteLine(ml.Recommendation().Evaluate(model.Transform(split.TestSet)).RSquared);
        public class Rating { [LoadColumn(0)] public int UserId; [LoadColumn(1)] public int MovieId; [LoadColumn(2)] public float Label; }
        """);

    [Fact]
    public Task Column_that_is_not_loaded_is_silent() => Verify.SilentAsync(Rule, InMain("""
        Console.WriteLine(ml.BinaryClassification.CrossValidate(houses, learner).Count);
        """, "public class Session { public string UserId { get; set; } }"));

    [Fact]
    public Task Ranking_with_options_that_are_not_known_is_silent() => Verify.SilentAsync(Rule, Ranking(
        "ml.Data.TrainTestSplit(hits)", "ml.Transforms.Concatenate(\"Features\", \"Clicks\").Append(ml.Ranking.Trainers.FastTree(Settings.Read()))")
        + "\npublic static class Settings { public static Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer.Options Read() => System.Text.Json.JsonSerializer.Deserialize<Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer.Options>(\"{}\"); }");

    // ---- Rankings ----

    [Theory]
    [InlineData("[|ml.Data.TrainTestSplit(hits)|]", Ranker)]
    [InlineData("[|ml.Data.TrainTestSplit(hits, testFraction: 0.2, seed: 3)|]", Ranker)]
    [InlineData("[|ml.Data.TrainTestSplit(hits)|]", "ml.Transforms.Conversion.Hash(\"Query\").Append(ml.Transforms.Concatenate(\"Features\", \"Clicks\")).Append(ml.Ranking.Trainers.LightGbm(rowGroupColumnName: \"Query\"))")]
    [InlineData("[|ml.Data.TrainTestSplit(hits)|]", "ml.Transforms.Conversion.Hash(\"GroupId\", \"Query\").Append(ml.Transforms.Concatenate(\"Features\", \"Clicks\")).Append(ml.Ranking.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer.Options { NumberOfTrees = 9 }))")]
    public Task Ranking_split_row_by_row_is_found(string split, string pipeline) => Verify.RuleAsync(Rule, Ranking(split, pipeline));

    [Fact]
    public async Task Finding_is_sure_and_names_both_ends()
    {
        var finding = await Finding.OnlyAsync(Rule, Ranking("[|ml.Data.TrainTestSplit(hits)|]"));
        finding.Is(Warning, "Major");
        finding.Names("'hits'", "row by row", "'GroupId' holds the groups that FastTree ranks", "line 5");
    }

    [Fact]
    public async Task Ranking_split_by_another_column_is_a_hint()
    {
        var finding = await Finding.OnlyAsync(Rule, Ranking("[|ml.Data.TrainTestSplit(hits, samplingKeyColumnName: \"Market\")|]"));
        finding.Is(Info, "Major");
        finding.Names("by 'Market'");
    }

    [Fact]
    public Task Cross_validation_by_another_group_is_found() => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var hits = ml.Data.LoadFromTextFile<Hit>("hits.csv", ',');
        Console.WriteLine([|ml.Ranking.CrossValidate(hits, ml.Transforms.Conversion.Hash("GroupId", "Query").Append(ml.Transforms.Concatenate("Features", "Clicks")).Append(ml.Ranking.Trainers.FastTree()), rowGroupColumnName: "Market")|].Count);
        {{HitClass}}
        """);

    [Fact]
    public Task Folds_by_hand_are_found() => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var hits = ml.Data.LoadFromTextFile<Hit>("hits.csv", ',');
        foreach (var fold in [|ml.Data.CrossValidationSplit(hits)|])
            Console.WriteLine(ml.Ranking.Evaluate(({{Ranker}}).Fit(fold.TrainSet).Transform(fold.TestSet)));
        {{HitClass}}
        """);

    // ---- Groups by name ----

    [Fact]
    public async Task D07_Users_without_a_sampling_key_are_a_hint()
    {
        var finding = await Finding.OnlyAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var visits = ml.Data.LoadFromTextFile<Visit>("visits.csv", ',');
            var pipeline = ml.Transforms.Concatenate("Features", "Pages").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
            Console.WriteLine([|ml.BinaryClassification.CrossValidate(visits, pipeline)|].Count);
            public class Visit { [LoadColumn(0)] public string UserId = ""; [LoadColumn(1)] public float Pages; [LoadColumn(2)] public bool Label; }
            """);
        finding.Is(Info, "Major");
        finding.Names("'visits'", "'UserId' says which rows belong together");
    }

    [Theory]
    [InlineData("PatientId")]
    [InlineData("user_id")]
    [InlineData("SessionID")]
    public Task Usual_names_are_known(string column) => Verify.RuleAsync(Rule, Visits("[|ml.Data.TrainTestSplit(visits)|]", column));

    [Fact]
    public Task Configured_names_are_groups() => new RuleTest(Rule)
    {
        Sources = { ("Program.cs", Visits("[|ml.Data.TrainTestSplit(visits)|]", "Household")) },
        Options = { ["mlreview_group_columns"] = "house_hold, shop" },
    }.RunAsync();

    // ---- Shapes of code ----

    [Fact]
    public Task Class_with_fields_and_helpers_is_followed() => Verify.RuleAsync(Rule, $$"""
        public sealed class RankingTraining
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _hits;

            public RankingTraining(string path) => _hits = _ml.Data.LoadFromTextFile<Hit>(path);

            public async Task<object> RunAsync()
            {
                Split(out var train, out var test);
                var model = await Task.Run(() => Pipeline().Fit(train));
                return _ml.Ranking.Evaluate(model.Transform(test), rowGroupColumnName: "Query");
            }

            private IEstimator<ITransformer> Pipeline() => _ml.Transforms.Conversion.MapValueToKey("Query").Append(_ml.Transforms.Concatenate("Features", "Clicks"))
                .Append(_ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query"));

            private void Split(out IDataView train, out IDataView test)
            {
                var split = [|_ml.Data.TrainTestSplit(_hits, 0.2)|];
                (train, test) = (split.TrainSet, split.TestSet);
            }
        }
        {{HitClass}}
        """);

    [Fact]
    public Task Local_functions_and_lambdas_are_followed() => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        Func<IDataView, DataOperationsCatalog.TrainTestData> cut = rows => [|ml.Data.TrainTestSplit(rows)|];
        var split = cut(ml.Data.LoadFromTextFile<Hit>("hits.csv", ','));
        Console.WriteLine(Judge(({{Ranker}}).Fit(split.TrainSet)));
        object Judge(ITransformer model) => ml.Ranking.Evaluate(model.Transform(split.TestSet));
        {{HitClass}}
        """);

    [Fact]
    public Task Half_bound_code_is_judged() => Verify.RuleAsync(Rule, "using {|CS0246:Acme|}.Dashboards;\n" + Ranking("[|ml.Data.TrainTestSplit(hits)|]"));
}
