using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Configuration;

/// <summary>Role files teach the rules a team's own helpers, those of other assemblies and those of the project itself.</summary>
public sealed class TeamRolesTests
{
    public static TheoryData<bool> Homes => [false, true];

    [Fact]
    public async Task Without_a_role_file_the_helpers_are_unknown_and_nothing_is_said() => await new RuleTest("MLR101", "MLR103")
    {
        Sources = { ("Program.cs", Leak.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)) },
        References = { AcmeLibrary.Reference },
    }.RunAsync();

    [Theory, MemberData(nameof(Homes))]
    public async Task A_transform_learned_before_the_split(bool isInSource) => await Found("MLR101", Leak, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task A_transform_learned_on_the_training_side_is_right(bool isInSource) => await Silent("""
        var (train, test) = Acme.Splitter.Split(Acme.Loader.LoadTraining());
        var scaler = Acme.Training.Scale(train);
        var model = Acme.Training.Train(Acme.Training.Apply(scaler, train));
        Acme.Judge.Score(model, Acme.Training.Apply(scaler, test));
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task A_model_evaluated_on_its_training_rows(bool isInSource) => await Found("MLR103", """
        var rows = Acme.Loader.LoadTraining();
        var model = Acme.Training.Train(rows);
        System.Console.WriteLine([|Acme.Judge.Score(model, rows)|]);
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task One_constant_path_is_one_set_of_rows(bool isInSource) => await Found("MLR103", """
        var model = Acme.Training.Train(Acme.Loader.Read("houses.csv"));
        [|Acme.Judge.Score(model, await Acme.Loader.ReadAsync("houses.csv"))|];
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task Two_loads_without_a_path_are_unknown_to_each_other(bool isInSource) => await Silent("""
        var model = Acme.Training.Train(Acme.Loader.LoadTraining());
        Acme.Judge.Score(model, Acme.Loader.LoadTraining());
        """, isInSource);

    [Theory]
    [InlineData("var (train, test) = Acme.Splitter.Split(rows);")]
    [InlineData("var (test, train) = Acme.Splitter.Reversed(rows);")]
    [InlineData("var (train, test) = await Acme.Splitter.SplitAsync(rows);")]
    [InlineData("var parts = Acme.Splitter.Split(rows); var (train, test) = (parts.Train, parts.HeldOut);")]
    [InlineData("var parts = Acme.Splitter.Cut(rows, 0.2); var (train, test) = (parts.Learning, parts.HeldOut);")]
    [InlineData("Acme.Splitter.Halve(rows, out var train, out var test);")]
    [InlineData("var parts = Acme.Splitter.Standard(rows, seed: 1); var (train, test) = (parts.TrainSet, parts.TestSet);")]
    public async Task Every_shape_of_a_split_has_a_side_to_train_on_and_one_held_out(string split)
    {
        foreach (var isInSource in new[] { false, true })
        {
            var program = "var rows = Acme.Loader.LoadTraining();\n" + split + "\n";
            await Found("MLR103", program + "var model = Acme.Training.Train(test);\n[|Acme.Judge.Score(model, test)|];\nAcme.Training.Train(train);", isInSource);
            await Silent(program + "var model = Acme.Training.Train(train);\nAcme.Judge.Score(model, test);", isInSource);
        }
    }

    [Theory, MemberData(nameof(Homes))]
    public async Task Two_calls_of_a_split_are_neither_the_same_split_nor_different_ones(bool isInSource) => await Silent("""
        var rows = Acme.Loader.LoadTraining();
        var (train, _) = Acme.Splitter.Split(rows);
        var (_, test) = Acme.Splitter.Split(rows);
        Acme.Judge.Score(Acme.Training.Train(train), test);
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task Two_splits_with_seeds_that_differ_overlap(bool isInSource) => await Found("MLR102", """
        var rows = Acme.Loader.LoadTraining();
        var first = Acme.Splitter.Standard(rows, 1);
        var second = [|Acme.Splitter.Standard(rows, 2)|];
        Acme.Judge.Score(Acme.Training.Train(first.TrainSet), second.TestSet);
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task A_pipeline_of_MLNET_fitted_and_saved_by_helpers(bool isInSource) => await Found("MLR401", """
        var ml = new MLContext(seed: 1);
        var (train, test) = Acme.Splitter.Split(Acme.Loader.LoadTraining());
        var model = Acme.Training.Fit(ml.Transforms.NormalizeMinMax("Size").Append(ml.Regression.Trainers.Sdca("Price", "Size")), train);
        Acme.Judge.Score(model, test);
        Acme.Training.Save(model, [|"models/houses.zip"|]);
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task A_model_cross_validated_by_a_helper_was_evaluated(bool isInSource) => await Silent("""
        var ml = new MLContext(seed: 1);
        var rows = Acme.Loader.LoadTraining();
        var pipeline = ml.Transforms.NormalizeMinMax("Size").Append(ml.Regression.Trainers.Sdca("Price", "Size"));
        Acme.Judge.Folds(pipeline, rows);
        Acme.Training.Save(Acme.Training.Fit(pipeline, rows), "models/houses-1.2.zip");
        """, isInSource, "MLR403");

    [Theory, MemberData(nameof(Homes))]
    public async Task A_helper_that_saves_counts_as_a_save(bool isInSource) => await Found("MLR403", """
        var model = Acme.Training.Train(Acme.Loader.LoadTraining());
        [|Acme.Training.Save(model, "models/houses-1.2.zip")|];
        """, isInSource);

    [Theory, MemberData(nameof(Homes))]
    public async Task Filtered_rows_are_some_of_the_rows(bool isInSource) => await Found("MLR103", """
        using Acme;

        var rows = new Store().Houses.Clean();
        var model = new Store().Retrain(rows);
        [|Judge.Score(model, rows)|];
        """, isInSource);

    [Theory]
    [InlineData("Acme.ITrainer<int> trainer = new Acme.ForestTrainer(); var model = trainer.Train(5, rows);")]
    [InlineData("var model = new Acme.ForestTrainer().Train(5, rows);")]
    [InlineData("var model = Acme.ForestTrainer.Tuned.Train(rows);")]
    [InlineData("var model = new Own().Train(5, rows);", "public class Own : Acme.ForestTrainer { public override ITransformer Train(int trees, IDataView seen) => null!; }")]
    public async Task A_role_of_an_interface_or_base_member_holds_for_those_that_implement_it(string training, string declarations = "")
    {
        foreach (var isInSource in new[] { false, true })
            await Found("MLR103", $"var rows = Acme.Loader.LoadTraining();\n{training}\n[|Acme.Judge.Score(model, rows)|];\n{declarations}", isInSource);
    }

    [Fact]
    public async Task The_line_replaces_following_the_body_whose_own_defects_are_still_found() => await Found("MLR301", """
        var rows = Acme.Loader.LoadTraining();
        Own.Train(rows);

        public static class Own
        {
            public static ITransformer Train(IDataView data)
            {
                var ml = [|new MLContext()|];
                return ml.Clustering.Trainers.KMeans("Size").Fit(data);
            }
        }
        """, isInSource: false, "Own.Train = trains");

    [Fact]
    public async Task A_member_said_to_be_unknown_is_not_followed()
    {
        const string Program = """
            var ml = new MLContext(seed: 1);
            var rows = Acme.Loader.LoadTraining();
            var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(rows);
            Acme.Judge.Score(model, Own.Other(rows));

            public static class Own
            {
                public static IDataView Other(IDataView data) => data;
            }
            """;
        await Found("MLR103", Program.Replace("Acme.Judge.Score(model, Own.Other(rows))", "[|Acme.Judge.Score(model, Own.Other(rows))|]", StringComparison.Ordinal), isInSource: false);
        await Silent(Program, isInSource: false, "MLR103", "Own.Other = unknown");
    }

    [Fact]
    public async Task Files_that_name_nothing_but_helpers_take_part()
    {
        var test = Test("MLR103", "System.Console.WriteLine(Own.Quality());", isInSource: false);
        test.Sources.Add(("Own.cs", """
            internal static class Own
            {
                public static double Quality()
                {
                    var rows = Acme.Loader.LoadTraining();
                    return [|Acme.Judge.Score(Acme.Training.Train(rows), rows)|];
                }
            }
            """));
        await test.RunAsync();
    }

    [Fact]
    public async Task Messages_name_the_arguments_whatever_their_position()
    {
        var finding = Assert.Single(await Found("MLR103", """
            var houses = Acme.Loader.LoadTraining();
            var model = Acme.Training.Train(houses);
            [|Acme.Judge.Score(model, houses)|];
            """, isInSource: false));
        Assert.Contains("'houses'", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_in_which_another_package_is_missing_is_still_analysed()
    {
        var test = Test("MLR103", """
            using Plotting;

            var rows = Acme.Loader.LoadTraining();
            var model = Acme.Training.Train(rows);
            new Chart().Show([|Acme.Judge.Score(model, rows)|]);
            """, isInSource: false);
        test.AllowCompilerErrors = true;
        await test.RunAsync();
    }

    private const string Leak = """
        var rows = Acme.Loader.LoadTraining();
        var scaler = [|Acme.Training.Scale(rows)|];
        var (train, test) = Acme.Splitter.Split(Acme.Training.Apply(scaler, rows));
        var model = Acme.Training.Train(train);
        Acme.Judge.Score(model, test);
        """;

    private static Task<ImmutableArray<Diagnostic>> Found(string rule, string program, bool isInSource, string moreRoles = "") =>
        Test(rule, program, isInSource, moreRoles).RunAsync();

    private static async Task Silent(string program, bool isInSource, string rule = "", string moreRoles = "")
    {
        foreach (var id in rule.Length > 0 ? [rule] : new[] { "MLR101", "MLR102", "MLR103", "MLR106" })
            await Test(id, program, isInSource, moreRoles).RunAsync();
    }

    /// <param name="rule">The rule that is asked about.</param>
    /// <param name="program">The program.</param>
    /// <param name="isInSource">Whether the helpers are part of the program or an assembly.</param>
    /// <param name="moreRoles">Lines besides those of <see cref="AcmeLibrary"/>.</param>
    private static RuleTest Test(string rule, string program, bool isInSource, string moreRoles = "")
    {
        var test = new RuleTest(rule, "MLR002") { Sources = { ("Program.cs", program) }, AdditionalFiles = { ("acme.mlreview.txt", AcmeLibrary.Roles + "\n" + moreRoles) } };
        if (isInSource)
            test.Sources.Add(("Acme.cs", AcmeLibrary.Source));
        else
            test.References.Add(AcmeLibrary.Reference);
        return test;
    }
}
