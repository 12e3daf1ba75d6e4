using System.Globalization;
using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR101 where fit, split, training and evaluation stand in different members, classes and files.</summary>
public sealed class FitBeforeSplitShapeTests
{
    private const string Rule = "MLR101";

    private const string SplitTrainEvaluate = """
        var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """;

    // ---- Look-alikes that must stay silent ----

    [Fact]
    public Task Static_helper_that_gets_only_train_rows_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = Learn(ml, split.TrainSet);
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """, """
        private static ITransformer Learn(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax("Size").Fit(rows);
        """));

    [Fact]
    public Task I06_Split_in_the_constructor_and_preparation_on_train_rows_only_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _train;
            private readonly IDataView _test;

            public Trainer(string path)
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>(path, ','), testFraction: 0.2);
                _train = split.TrainSet;
                _test = split.TestSet;
            }

            private ITransformer Prep() => _ml.Transforms.NormalizeMinMax("Size").Fit(_train);

            public double Run()
            {
                var prep = Prep();
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(prep.Transform(_train));
                return _ml.BinaryClassification.Evaluate(model.Transform(prep.Transform(_test))).F1Score;
            }
        }
        """);

    [Fact]
    public Task One_estimator_shared_by_an_honest_run_and_a_shipping_run_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var candidate = Train(ml, split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(candidate.Transform(split.TestSet)).F1Score);
        ml.Model.Save(Train(ml, houses), houses.Schema, "houses-1.0.zip");
        """, """
        private static ITransformer Train(MLContext ml, IDataView rows)
        {
            var scaler = ml.Transforms.NormalizeMinMax("Size").Fit(rows);
            var classifier = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(scaler.Transform(rows));
            return scaler.Append(classifier);
        }
        """));

    [Fact]
    public Task Local_that_shadows_the_field_with_all_rows_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView rows;

            public Trainer() => rows = _ml.Data.LoadFromTextFile<House>("houses.csv", ',');

            public double Run()
            {
                var split = _ml.Data.TrainTestSplit(this.rows, testFraction: 0.2);
                var rows = split.TrainSet;
                var scaler = _ml.Transforms.NormalizeMinMax("Size").Fit(rows);
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(scaler.Transform(rows));
                return _ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score;
            }
        }
        """);

    [Fact]
    public Task Property_with_a_public_setter_is_unknown_and_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            public ITransformer? Scaler { get; set; }

            public void Learn(IDataView houses) => Scaler = _ml.Transforms.NormalizeMinMax("Size").Fit(houses);

            public double Run(IDataView houses)
            {
                var split = _ml.Data.TrainTestSplit(Scaler!.Transform(houses), testFraction: 0.2);
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Property_written_and_read_on_one_path_is_found_whoever_may_set_it() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            public ITransformer? Scaler { get; set; }

            public void Learn(IDataView houses) => Scaler = [|_ml.Transforms.NormalizeMinMax("Size").Fit(houses)|];

            public double Run(IDataView houses)
            {
                Learn(houses);
                var split = _ml.Data.TrainTestSplit(Scaler!.Transform(houses), testFraction: 0.2);
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Field_that_is_sometimes_clean_is_silent() => Verify.SilentAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView _rows;

            public Trainer() => _rows = _ml.Data.LoadFromTextFile<House>("houses.csv", ',');

            public void Scale() => _rows = _ml.Transforms.NormalizeMinMax("Size").Fit(_rows).Transform(_rows);

            public double Run()
            {
                var split = _ml.Data.TrainTestSplit(_rows, testFraction: 0.2);
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Helper_that_calls_itself_is_unknown_and_silent() => Verify.SilentAsync(Rule, InMain($"""
        var prepared = Prepare(ml, houses, 3);
        {SplitTrainEvaluate}
        """, """
        private static IDataView Prepare(MLContext ml, IDataView rows, int depth) => depth == 0
            ? ml.Transforms.NormalizeMinMax("Size").Fit(rows).Transform(rows)
            : Prepare(ml, rows, depth - 1);
        """));

    // ---- Defects ----

    [Fact]
    public Task Static_helper_that_fits_and_transforms_all_rows_is_found() => Verify.RuleAsync(Rule, InMain($"""
        var prepared = Prepare(ml, houses);
        {SplitTrainEvaluate}
        """, """
        private static IDataView Prepare(MLContext ml, IDataView rows) => [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);
        """));

    [Fact]
    public Task Helper_that_only_builds_the_estimator_is_found_at_the_fit() => Verify.RuleAsync(Rule, InMain($"""
        var prepared = [|Preparation(ml).Fit(houses)|].Transform(houses);
        {SplitTrainEvaluate}
        """, """
        private static IEstimator<ITransformer> Preparation(MLContext ml) => ml.Transforms.NormalizeMinMax("Size").Append(ml.Transforms.CopyColumns("Area", "Size"));
        """));

    [Fact]
    public Task Estimator_accumulated_in_a_loop_is_found() => Verify.RuleAsync(Rule, InMain($$"""
        IEstimator<ITransformer> preparation = ml.Transforms.CopyColumns("Area", "Size");
        foreach (var column in new[] { "Size", "Rooms" })
            preparation = preparation.Append(ml.Transforms.NormalizeMeanVariance(column));
        var prepared = [|preparation.Fit(houses)|].Transform(houses);
        {{SplitTrainEvaluate}}
        """));

    [Fact]
    public Task Discarded_Append_adds_no_learned_step_and_is_silent() => Verify.SilentAsync(Rule, InMain($"""
        IEstimator<ITransformer> preparation = ml.Transforms.CopyColumns("Area", "Size");
        preparation.Append(ml.Transforms.NormalizeMeanVariance("Size"));
        var prepared = preparation.Fit(houses).Transform(houses);
        {SplitTrainEvaluate}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task I07_Func_in_a_variable_applied_to_all_rows_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, $"""
        Func<IDataView, IDataView> prep = rows => [|scale.Fit(rows)|].Transform(rows);
        var prepared = prep(houses);
        {SplitTrainEvaluate}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task I07_Same_Func_applied_to_train_rows_only_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        Func<IDataView, ITransformer> learn = rows => scale.Fit(rows);
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var scaler = learn(split.TrainSet);
        var model = learner.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(scaler.Transform(split.TestSet))).F1Score);
        """));

    [Fact]
    public Task Local_function_that_captures_all_rows_is_found() => Verify.RuleAsync(Rule, InMain($"""
        IDataView Prepared() => [|scale.Fit(houses)|].Transform(houses);
        var prepared = Prepared();
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task Trainer_factory_in_a_Func_is_found() => Verify.RuleAsync(Rule, InMain("""
        Func<MLContext, IEstimator<ITransformer>> factory = context => context.BinaryClassification.Trainers.LbfgsLogisticRegression();
        var prepared = [|scale.Fit(houses)|].Transform(houses);
        var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(factory(ml)).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Fields_filled_in_the_constructor_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _scaled;

            public Trainer(string path)
            {
                var houses = _ml.Data.LoadFromTextFile<House>(path, ',');
                _scaled = [|_ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
            }

            public double Run()
            {
                var split = _ml.Data.TrainTestSplit(_scaled, testFraction: 0.2);
                var model = _ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return _ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Property_with_a_private_setter_is_followed() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private MLContext Ml { get; } = new MLContext(seed: null);
            public IDataView Prepared { get; private set; }

            public Trainer()
            {
                var houses = Ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                Prepared = [|Ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
            }

            public double Run()
            {
                var split = Ml.Data.TrainTestSplit(Prepared, testFraction: 0.2);
                var model = Ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return Ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Out_parameter_and_tuple_are_followed() => Verify.RuleAsync(Rule, InMain("""
        Prepare(ml, houses, out var prepared);
        var (train, test) = Halve(ml, prepared);
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """, """
        private static void Prepare(MLContext ml, IDataView rows, out IDataView prepared) =>
            prepared = [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);

        private static (IDataView Train, IDataView Test) Halve(MLContext ml, IDataView rows)
        {
            var split = ml.Data.TrainTestSplit(rows, testFraction: 0.5);
            return (split.TrainSet, split.TestSet);
        }
        """));

    [Fact]
    public Task Awaited_helper_is_followed() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static async Task Main()
            {
                var ml = new MLContext(seed: 1);
                var prepared = await PrepareAsync(ml);
                var split = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
                var model = await Task.Run(() => ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet));
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }

            private static async Task<IDataView> PrepareAsync(MLContext ml)
            {
                await File.ReadAllTextAsync("houses.csv");
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                return [|ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
            }
        }
        """);

    [Fact]
    public Task Record_that_carries_the_prepared_rows_is_followed() => Verify.RuleAsync(Rule, InMain("""
        var work = new Work([|scale.Fit(houses)|].Transform(houses), learner);
        var split = ml.Data.TrainTestSplit(work.Rows, testFraction: 0.2);
        var model = work.Learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """, "private sealed record Work(IDataView Rows, IEstimator<ITransformer> Learner);"));

    [Fact]
    public Task Instance_helper_with_a_known_type_is_followed() => Verify.RuleAsync(Rule, InMain($"""
        var prepared = new Preparation(ml).Apply(houses);
        {SplitTrainEvaluate}
        """, """
        private sealed class Preparation(MLContext ml)
        {
            public IDataView Apply(IDataView rows) => [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);
        }
        """));

    [Fact]
    public Task Base_class_that_splits_and_derived_class_that_prepares_is_found() => Verify.RuleAsync(Rule, """
        public abstract class TrainerBase
        {
            protected readonly MLContext Ml = new(seed: 1);
            protected abstract IDataView Prepare(IDataView rows);

            public double Run(IDataView houses)
            {
                var split = Ml.Data.TrainTestSplit(Prepare(houses), testFraction: 0.2);
                var model = Ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return Ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        public sealed class ScalingTrainer : TrainerBase
        {
            protected override IDataView Prepare(IDataView rows) => [|Ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);
        }
        public static class Program
        {
            public static void Main() => Console.WriteLine(new ScalingTrainer().Run(new MLContext(1).Data.LoadFromTextFile<House>("houses.csv", ',')));
        }
        """);

    [Fact]
    public Task Rows_from_a_parameter_that_nobody_fills_still_show_the_leak() => Verify.RuleAsync(Rule, """
        public sealed class Trainer(MLContext ml)
        {
            public double Run(IDataView houses)
            {
                var scaled = [|ml.Transforms.NormalizeMinMax("Size").Fit(houses)|].Transform(houses);
                var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
                var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public async Task Three_files_are_followed_and_the_message_says_where_the_other_end_is()
    {
        var test = new RuleTest(Rule)
        {
            Sources =
            {
                ("Program.cs", """
                    public static class Program
                    {
                        public static void Main()
                        {
                            var ml = new MLContext(seed: 1);
                            var everyHouse = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                            var tamed = Preparation.Tame(ml, everyHouse);
                            Experiment.Run(ml, tamed);
                        }
                    }
                    """),
                ("Preparation.cs", """
                    public static class Preparation
                    {
                        public static IDataView Tame(MLContext ml, IDataView wild) => [|ml.Transforms.NormalizeMinMax("Size").Fit(wild)|].Transform(wild);
                    }
                    """),
                ("Experiment.cs", """
                    public static class Experiment
                    {
                        public static void Run(MLContext ml, IDataView rows)
                        {
                            var halves = ml.Data.TrainTestSplit(rows, testFraction: 0.5);
                            var champion = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                                .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(halves.TrainSet);
                            Console.WriteLine(ml.BinaryClassification.Evaluate(champion.Transform(halves.TestSet)).F1Score);
                        }
                    }
                    """),
            },
        };
        var found = Assert.Single(await test.RunAsync());
        found.Is(Warning, "Minor");
        found.Names("wild", "NormalizeMinMax", "halves", "Experiment.cs:5");
        Assert.Contains(found.AdditionalLocations, location => location.SourceTree?.FilePath.EndsWith("Experiment.cs", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Helper_with_a_guilty_and_an_innocent_caller_is_one_finding()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var prepared = Prepare(ml, houses, houses);
            var early = ml.Data.TrainTestSplit(prepared, testFraction: 0.2);
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(early.TrainSet).Transform(early.TestSet)).F1Score);
            var clean = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
            var model = learner.Fit(Prepare(ml, clean.TrainSet, clean.TrainSet));
            Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(Prepare(ml, clean.TrainSet, clean.TestSet))).F1Score);
            """, """
            private static IDataView Prepare(MLContext ml, IDataView learnFrom, IDataView rows) =>
                [|ml.Transforms.NormalizeMinMax("Size").Fit(learnFrom)|].Transform(rows);
            """));
        Assert.Contains("NormalizeMinMax", found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_guilty_callers_are_one_finding_with_both_paths()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            First(ml, houses);
            Second(ml, houses);
            """, """
            private static IDataView Prepare(MLContext ml, IDataView rows) => [|ml.Transforms.NormalizeMinMax("Size").Fit(rows)|].Transform(rows);

            private static void First(MLContext ml, IDataView rows) => Score(ml, ml.Data.TrainTestSplit(Prepare(ml, rows), testFraction: 0.1));

            private static void Second(MLContext ml, IDataView rows) => Score(ml, ml.Data.TrainTestSplit(Prepare(ml, rows), testFraction: 0.3));

            private static void Score(MLContext ml, DataOperationsCatalog.TrainTestData split)
            {
                var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }
            """));
        var lines = found.AdditionalLocations.Select(location => location.SourceTree!.GetText().Lines[location.GetLineSpan().StartLinePosition.Line].ToString());
        Assert.Contains(lines, line => line.Contains("0.1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("0.3", StringComparison.Ordinal));
    }
}
