using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR103 where nothing splits the rows: a part is held out before the training, and evaluated.</summary>
public sealed class HeldOutRowsFixTests
{
    private const string Rule = "MLR103";

    private const string Load = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        """;

    private const string Split = "\nvar split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);";

    private const string Train = """


        // Trained.
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);

        """;

    [Theory]
    [InlineData("Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);")]
    [InlineData("var scored = model.Transform(houses); // those it knows\nvar metrics = ml.Regression.Evaluate(scored, \"Price\");\nConsole.WriteLine(metrics.RSquared);")]
    [InlineData("var scored = model.Transform(houses);\nConsole.WriteLine(scored.Preview(maxRows: 3));\nConsole.WriteLine(scored.Schema.Count);\nConsole.WriteLine(ml.Regression.Evaluate(scored, \"Price\").RSquared);")]
    [InlineData("Report();\nvoid Report() => Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);")]
    public Task G01_A_part_of_the_rows_is_held_out(string evaluation) => VerifyFix.RuleAsync(
        Rule,
        Load + Train + evaluation,
        Load + Split + Train.Replace("Fit(houses)", "Fit(split.TrainSet)", StringComparison.Ordinal) + evaluation.Replace("Transform(houses)", "Transform(split.TestSet)", StringComparison.Ordinal));

    [Fact]
    public Task All_evaluations_of_a_model_get_the_held_out_rows() => VerifyFix.RuleAsync(Rule, Load + Train + """
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), "Price").MeanAbsoluteError);
        """.Replace("Transform(houses), \"Price\").Mean", "Transform(houses), labelColumnName: \"Price\").Mean", StringComparison.Ordinal), Load + Split + """


        // Trained.
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), labelColumnName: "Price").MeanAbsoluteError);
        """);

    [Fact]
    public Task Models_of_the_same_rows_share_the_split() => VerifyFix.RuleAsync(Rule, Load + """

        var tree = ml.Regression.Trainers.FastTree("Price", "Size").Fit(houses);
        var forest = ml.Regression.Trainers.FastForest("Price", "Size").Fit(houses);
        Console.WriteLine(ml.Regression.Evaluate(tree.Transform(houses), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(forest.Transform(houses), "Price").RSquared);
        """, Load + """

        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var tree = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        var forest = ml.Regression.Trainers.FastForest("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(tree.Transform(split.TestSet), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(forest.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task A_file_that_is_loaded_twice_is_loaded_once() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var train = ml.Data.LoadFromTextFile<House>("houses.csv"); // all of them
        var test = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """, """
        var ml = new MLContext(seed: 1);
        var train = ml.Data.LoadFromTextFile<House>("houses.csv"); // all of them
        var split = ml.Data.TrainTestSplit(train, testFraction: 0.2);
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task Helpers_are_given_their_sides() => VerifyFix.RuleAsync(Rule, """
        internal static class Program
        {
            private static void Main()
            {
                var context = new MLContext(seed: 1);
                IDataView rows = context.Data.LoadFromTextFile<House>("houses.csv");
                rows = context.Data.Cache(rows);

                var model = Train(context, rows);
                Evaluate(context, model, rows);
                context.Model.Save(model, rows.Schema, "model-1.4.0.zip");
            }

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void Evaluate(MLContext ml, ITransformer model, IDataView rows)
            {
                var scored = model.Transform(rows);
                Console.WriteLine(ml.Regression.Evaluate(scored, "Price").RSquared);
            }
        }
        """, """
        internal static class Program
        {
            private static void Main()
            {
                var context = new MLContext(seed: 1);
                IDataView rows = context.Data.LoadFromTextFile<House>("houses.csv");
                rows = context.Data.Cache(rows);

                var split = context.Data.TrainTestSplit(rows, testFraction: 0.2);
                var model = Train(context, split.TrainSet);
                Evaluate(context, model, split.TestSet);
                context.Model.Save(model, rows.Schema, "model-1.4.0.zip");
            }

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);

            private static void Evaluate(MLContext ml, ITransformer model, IDataView rows)
            {
                var scored = model.Transform(rows);
                Console.WriteLine(ml.Regression.Evaluate(scored, "Price").RSquared);
            }
        }
        """);

    [Fact]
    public Task Rows_in_a_field_are_split_where_they_are_set() => VerifyFix.RuleAsync(Rule, """
        internal sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView? _rows; // all of them
            private ITransformer? _model;

            public async Task LoadAsync(string path)
            {
                var lines = await File.ReadAllLinesAsync(path);
                _rows = _ml.Data.LoadFromEnumerable(lines.Skip(1).Select(line => new House { City = line[2..], Size = line.Length }).ToList());
            }

            public void Train() => _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_rows);

            public double Evaluate()
            {
                var scored = _model!.Transform(_rows);
                return _ml.Regression.Evaluate(scored, "Price").RSquared;
            }
        }

        internal static class Program
        {
            private static async Task Main()
            {
                var trainer = new Trainer();
                await trainer.LoadAsync("houses.csv");
                trainer.Train();
                Console.WriteLine(trainer.Evaluate());
            }
        }
        """, """
        internal sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView? _rows; // all of them
            private DataOperationsCatalog.TrainTestData _split;
            private ITransformer? _model;

            public async Task LoadAsync(string path)
            {
                var lines = await File.ReadAllLinesAsync(path);
                _rows = _ml.Data.LoadFromEnumerable(lines.Skip(1).Select(line => new House { City = line[2..], Size = line.Length }).ToList());
                _split = _ml.Data.TrainTestSplit(_rows, testFraction: 0.2);
            }

            public void Train() => _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_split.TrainSet);

            public double Evaluate()
            {
                var scored = _model!.Transform(_split.TestSet);
                return _ml.Regression.Evaluate(scored, "Price").RSquared;
            }
        }

        internal static class Program
        {
            private static async Task Main()
            {
                var trainer = new Trainer();
                await trainer.LoadAsync("houses.csv");
                trainer.Train();
                Console.WriteLine(trainer.Evaluate());
            }
        }
        """);

    [Fact]
    public Task A_seed_is_given_where_other_splits_have_one_and_the_name_is_free() => VerifyFix.RuleAsync(Rule, Load + """

        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("flats.csv"), seed: 7);
        var flats = ml.Regression.Trainers.FastForest("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(flats.Transform(split.TestSet), "Price").RSquared);
        """ + Train + "Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);", Load + """

        var trainTestSplit = ml.Data.TrainTestSplit(houses, testFraction: 0.2, seed: 7);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("flats.csv"), seed: 7);
        var flats = ml.Regression.Trainers.FastForest("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(flats.Transform(split.TestSet), "Price").RSquared);
        """ + Train.Replace("Fit(houses)", "Fit(trainTestSplit.TrainSet)", StringComparison.Ordinal) + "Console.WriteLine(ml.Regression.Evaluate(model.Transform(trainTestSplit.TestSet), \"Price\").RSquared);");

    [Fact]
    public async Task The_title_says_what_it_costs() => Assert.Equal(
        "Hold out a fifth of 'houses': train on 'split.TrainSet', which leaves fewer rows to learn from, and evaluate on 'split.TestSet'",
        await VerifyFix.TitleAsync(Rule, Load + Train + "Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);"));

    [Theory]
    // What is scored is for others, too.
    [InlineData("var scored = model.Transform(houses);\nforeach (var price in ml.Data.CreateEnumerable<HousePrediction>(scored, reuseRowObject: false))\n    Console.WriteLine(price.Price);")]
    [InlineData("var scored = model.Transform(houses);\nusing var file = File.Create(\"scored.tsv\");\nml.Data.SaveAsText(scored, file);")]
    [InlineData("var scored = model.Transform(houses);\nConsole.WriteLine(scored);")]
    [InlineData("var scored = model.Transform(houses);\nConsole.WriteLine(ml.Regression.Trainers.FastForest(\"Rooms\", \"Score\").Fit(scored));")]
    public Task Not_offered_where_more_than_the_evaluation_rests_on_the_scored_rows(string statements) =>
        VerifyFix.NotOfferedAsync(Rule, Load + Train + statements + "\nConsole.WriteLine(ml.Regression.Evaluate(scored, \"Price\").RSquared);");

    [Theory]
    // Rows of one group, or of one day, tell of each other; a split would have to keep them together, or to cut in time.
    [InlineData("public class Row { [LoadColumn(0)] public float Size; [LoadColumn(1)] public float Price; [LoadColumn(2)] public string UserId = \"\"; }", "Regression.Trainers.FastTree(\"Price\", \"Size\")", "Regression.Evaluate(scored, \"Price\").RSquared")]
    [InlineData("public class Row { [LoadColumn(0)] public float Size; [LoadColumn(1)] public float Price; [LoadColumn(2)] public DateTime Date; }", "Regression.Trainers.FastTree(\"Price\", \"Size\")", "Regression.Evaluate(scored, \"Price\").RSquared")]
    [InlineData("public class Row { [LoadColumn(0)] public float Features; [LoadColumn(1)] public float Label; [LoadColumn(2)] public uint Page; }", "Ranking.Trainers.FastTree(rowGroupColumnName: \"Page\")", "Ranking.Evaluate(scored, rowGroupColumnName: \"Page\").NormalizedDiscountedCumulativeGains[0]")]
    public Task Not_offered_where_a_random_split_would_be_wrong(string row, string trainer, string metric) => VerifyFix.NotOfferedAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
        var model = ml.{{trainer}}.Fit(rows);
        var scored = model.Transform(rows);
        Console.WriteLine(ml.{{metric}});

        {{row}}
        """);

    [Theory]
    // What was learned from all rows before would have seen those that are held out.
    [InlineData("var rows = ml.Transforms.NormalizeMinMax(\"Features\", \"Size\").Fit(houses).Transform(houses);")]
    // These are chosen already.
    [InlineData("var rows = ml.Data.TakeRows(houses, 800);")]
    public Task Not_offered_for_rows_that_were_prepared_or_chosen(string statement) => VerifyFix.NotOfferedAsync(Rule, Load + "\n" + statement + """

        var model = ml.Regression.Trainers.FastTree("Price", "Features").Fit(rows);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(rows), "Price").RSquared);
        """);

    [Fact]
    public Task Not_offered_in_a_loop() => VerifyFix.NotOfferedAsync(Rule, Load + """

        foreach (var leaves in new[] { 10, 20 })
        {
            var model = ml.Regression.Trainers.FastTree("Price", "Size", numberOfLeaves: leaves).Fit(houses);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), "Price").RSquared);
        }
        """);

    [Theory]
    [InlineData("public void Load(bool all) { if (all) _rows = _ml.Data.LoadFromTextFile<House>(\"houses.csv\"); else _rows = _ml.Data.LoadFromTextFile<House>(\"houses.csv\"); }")]
    [InlineData("public void Load() => _rows = _ml.Data.LoadFromTextFile<House>(\"houses.csv\");")]
    public Task Not_offered_for_a_field_that_is_set_in_several_ways(string load) => VerifyFix.NotOfferedAsync(Rule, $$"""
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IDataView? _rows;
            private ITransformer? _model;

            {{load}}

            public void Train() => _model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(_rows);

            public double Evaluate() => _ml.Regression.Evaluate(_model!.Transform(_rows), "Price").RSquared;
        }
        """);
}
