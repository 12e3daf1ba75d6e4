using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR102 on rows in memory, and where training and evaluation stand in different members, classes and files.</summary>
public sealed class TrainedOnEvaluationRowsShapeTests
{
    private const string Rule = "MLR102";

    /// <summary>Two lists, made by <paramref name="parts"/> as <c>train</c> and <c>test</c>, used for training and evaluation.</summary>
    private static string TwoLists(string parts) => OnRows($"""
        {parts}
        var model = learner.Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """);

    // ---- Rows in memory: look-alikes ----

    [Theory]
    [InlineData("var train = houses.Where(house => house.Rooms % 5 != 0); var test = houses.Where(house => house.Rooms % 5 == 0);")]
    [InlineData("var train = houses.Where((_, i) => i % 5 != 0).ToList(); var test = houses.Where((_, i) => i % 5 == 0).ToList();")]
    [InlineData("var test = houses.Where(house => house.City == \"Bern\").ToList(); var train = houses.Except(test).ToList();")]
    public Task E22_Complementary_predicates_are_silent(string parts) => Verify.SilentAsync(Rule, TwoLists(parts));

    [Theory]
    [InlineData("var train = houses.Take(800); var test = houses.Skip(800);")]
    [InlineData("var n = (int)(houses.Count * 0.8); var train = houses.Take(n).ToList(); var test = houses.Skip(n).ToList();")]
    [InlineData("var train = houses.GetRange(0, 800); var test = houses.GetRange(800, houses.Count - 800);")]
    [InlineData("var rows = houses.ToArray(); var train = rows[..800]; var test = rows[800..];")]
    [InlineData("var mixed = houses.OrderBy(_ => Guid.NewGuid()).ToList(); var train = mixed.Take(800); var test = mixed.Skip(800);")]
    [InlineData("var random = new Random(1); var mixed = houses.OrderBy(_ => random.Next()).ToArray(); var train = mixed.Take(800); var test = mixed.Skip(800);")]
    [InlineData("var ordered = houses.OrderBy(house => house.Size); var train = ordered.Take(800); var test = ordered.Skip(800);")]
    public Task Disjoint_ranges_of_one_order_are_silent(string parts) => Verify.SilentAsync(Rule, TwoLists(parts));

    [Theory]
    [InlineData("var train = houses.Where(house => house.Rooms > 2); var test = houses.Where(house => house.City == \"Bern\");")]
    [InlineData("var train = houses.Take(args.Length); var test = houses.TakeLast(200);")]
    public Task Parts_whose_relation_is_not_proven_are_silent(string parts) => Verify.SilentAsync(Rule, TwoLists(parts));

    [Fact]
    public Task Indices_drawn_without_repetition_are_silent() => Verify.SilentAsync(Rule, TwoLists("""
        var random = new Random(1);
        var chosen = Enumerable.Range(0, houses.Count).OrderBy(_ => random.Next()).Take(800).ToHashSet();
        var train = houses.Where((_, i) => chosen.Contains(i)).ToList();
        var test = houses.Where((_, i) => !chosen.Contains(i)).ToList();
        """));

    [Fact]
    public Task Left_out_group_of_a_manual_cross_validation_is_silent() => Verify.SilentAsync(Rule, OnRows("""
        var groups = houses.Select((house, i) => (house, i)).GroupBy(pair => pair.i % 4).Select(group => group.Select(pair => pair.house).ToList()).ToList();
        for (var left = 0; left < groups.Count; left++)
        {
            var model = learner.Fit(ml.Data.LoadFromEnumerable(groups.Where((_, i) => i != left).SelectMany(group => group).ToList()));
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(groups[left]))).F1Score);
        }
        """));

    // ---- Rows in memory: defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task E23_Lazy_random_order_enumerated_twice_is_found(string shape) => Verify.RuleAsync(Rule, OnRowsInShape(shape, """
        var mixed = houses.OrderBy(_ => Guid.NewGuid());
        var train = ml.Data.LoadFromEnumerable(mixed.Take(800));
        var test = ml.Data.LoadFromEnumerable([|mixed.Skip(800)|]);
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """));

    [Fact]
    public Task Materialised_parts_of_a_lazy_random_order_are_found() => Verify.RuleAsync(Rule, TwoLists("""
        var random = new Random(1);
        var mixed = houses.OrderBy(_ => random.Next());
        var train = mixed.Take(800).ToList();
        var test = [|mixed.Skip(800)|].ToList();
        """));

    [Fact]
    public Task Overlapping_ranges_of_a_list_are_found() => Verify.RuleAsync(Rule, TwoLists("""
        var train = houses.Take(800).ToList();
        var test = [|houses.Skip(600)|].ToList();
        """));

    [Fact]
    public Task Overlapping_ranges_of_an_array_are_found() => Verify.RuleAsync(Rule, TwoLists("""
        var rows = houses.ToArray();
        var train = rows[..800];
        var test = [|rows[600..]|];
        """));

    [Fact]
    public Task All_rows_trained_and_the_tail_evaluated_is_found_at_the_fit() => Verify.RuleAsync(Rule, OnRows("""
        var test = houses.Skip(800).ToList();
        var model = [|learner.Fit(ml.Data.LoadFromEnumerable(houses))|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """));

    [Fact]
    public Task Shuffling_iterator_enumerated_twice_is_found() => Verify.RuleAsync(Rule, OnRows("""
        var mixed = Shuffled(houses);
        var model = learner.Fit(ml.Data.LoadFromEnumerable(mixed.Take(800)));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable([|mixed.Skip(800)|]))).F1Score);
        """, """
        private static IEnumerable<House> Shuffled(List<House> rows) => rows.OrderBy(_ => Random.Shared.Next());
        """));

    // ---- Members, classes and files: look-alikes ----

    [Fact]
    public Task Train_and_test_sides_in_fields_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _train, _test;
            private ITransformer? _model;

            public Trainer()
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);
                (_train, _test) = (split.TrainSet, split.TestSet);
            }

            public void Train() => _model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_train);

            public double Evaluate() => _ml.BinaryClassification.Evaluate(_model!.Transform(_test)).F1Score;
        }
        """);

    [Fact]
    public Task Two_members_that_repeat_the_same_split_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new();
            private ITransformer? _model;

            private DataOperationsCatalog.TrainTestData Split() => _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','), testFraction: 0.2);

            public void Train() => _model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(Split().TrainSet);

            public double Evaluate() => _ml.BinaryClassification.Evaluate(_model!.Transform(Split().TestSet)).F1Score;
        }
        """);

    [Fact]
    public Task Static_helpers_given_the_two_sides_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Report(ml, Train(ml, split.TrainSet), split.TestSet);
        """, """
        private static ITransformer Train(MLContext ml, IDataView all) => ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(all);

        private static void Report(MLContext ml, ITransformer model, IDataView data) => Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(data)).F1Score);
        """));

    [Fact]
    public Task Two_instances_each_with_its_own_rows_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = new Model(ml, split.TrainSet);
        Console.WriteLine(candidate.Score(split.TestSet));
        var shipped = new Model(ml, houses);
        shipped.Save(houses.Schema);
        """, """
        private sealed class Model(MLContext ml, IDataView rows)
        {
            private readonly ITransformer _fitted = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);

            public double Score(IDataView held) => ml.BinaryClassification.Evaluate(_fitted.Transform(held)).F1Score;

            public void Save(DataViewSchema schema) => ml.Model.Save(_fitted, schema, "houses-1.0.zip");
        }
        """));

    // ---- Members, classes and files: defects ----

    [Fact]
    public Task Helper_that_trains_on_all_rows_is_found_there() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = Train(ml, houses);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """, """
        private static ITransformer Train(MLContext ml, IDataView trainingData) => [|ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(trainingData)|];
        """));

    [Fact]
    public Task Tuple_whose_first_part_is_all_rows_is_found() => Verify.RuleAsync(Rule, InMain("""
        var (train, test) = LoadData(ml);
        var model = [|learner.Fit(train)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """, """
        private static (IDataView Train, IDataView Test) LoadData(MLContext ml)
        {
            var all = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var split = ml.Data.TrainTestSplit(all, testFraction: 0.2);
            return (all, split.TestSet);
        }
        """));

    [Fact]
    public Task Out_parameters_are_followed() => Verify.RuleAsync(Rule, InMain("""
        Halve(ml, houses, out var train, out var test);
        var model = [|learner.Fit(train)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """, """
        private static void Halve(MLContext ml, IDataView rows, out IDataView train, out IDataView test)
        {
            train = rows;
            test = ml.Data.TrainTestSplit(rows, testFraction: 0.5).TestSet;
        }
        """));

    [Fact]
    public Task Model_loaded_if_its_file_exists_and_else_trained_on_all_rows_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = File.Exists("houses-1.0.zip") ? ml.Model.Load("houses-1.0.zip", out _) : [|learner.Fit(houses)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Field_that_shadows_nothing_but_is_taken_instead_of_the_local_is_found() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _trainingData;

            public Trainer() => _trainingData = _ml.Data.LoadFromTextFile<House>("houses.csv", ',');

            public double Run()
            {
                var split = _ml.Data.TrainTestSplit(_trainingData, testFraction: 0.2);
                var trainingData = split.TrainSet;
                Console.WriteLine(trainingData.Schema.Count);
                var model = [|_ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_trainingData)|];
                return _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Lambda_that_splits_with_the_seed_it_is_given_is_found() => Verify.RuleAsync(Rule, InMain("""
        Func<int, DataOperationsCatalog.TrainTestData> split = seed => [|ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: seed)|];
        var model = learner.Fit(split(1).TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split(2).TestSet)).F1Score);
        """));

    [Fact]
    public Task Two_branches_one_of_which_takes_all_rows_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        ITransformer model;
        if (args.Contains("--quick")) model = learner.Fit(split.TrainSet);
        else model = [|learner.Fit(houses)|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Trainers_tried_in_a_loop_on_all_rows_are_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var trainers = new IEstimator<ITransformer>[] { ml.BinaryClassification.Trainers.LbfgsLogisticRegression(), ml.BinaryClassification.Trainers.FastTree() };
        foreach (var trainer in trainers)
        {
            var model = [|ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(trainer).Fit(houses)|];
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        }
        """));

    [Fact]
    public async Task Three_files_are_followed_and_the_message_says_where_the_evaluation_is()
    {
        var test = new RuleTest(Rule)
        {
            Sources =
            {
                ("Program.cs", """
                    var ml = new MLContext(seed: 1);
                    var everyHouse = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                    var halves = ml.Data.TrainTestSplit(everyHouse, testFraction: 0.5);
                    var champion = Training.Run(ml, everyHouse);
                    Scoring.Report(ml, champion, halves.TestSet);
                    """),
                ("Training.cs", """
                    public static class Training
                    {
                        public static ITransformer Run(MLContext ml, IDataView taught) =>
                            [|ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(taught)|];
                    }
                    """),
                ("Scoring.cs", """
                    public static class Scoring
                    {
                        public static void Report(MLContext ml, ITransformer scored, IDataView held) =>
                            Console.WriteLine(ml.BinaryClassification.Evaluate(scored.Transform(held)).F1Score);
                    }
                    """),
            },
        };
        var found = Assert.Single(await test.RunAsync());
        found.Is(Warning, "Critical");
        found.Names("taught", "Program.cs:3", "Scoring.cs:4");
    }
}
