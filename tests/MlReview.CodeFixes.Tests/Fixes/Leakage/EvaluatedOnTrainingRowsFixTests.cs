using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR103: evaluates on the test side of the split that the model was trained on; rows that nothing splits are in <see cref="HeldOutRowsFixTests"/>.</summary>
public sealed class EvaluatedOnTrainingRowsFixTests
{
    private const string Rule = "MLR103";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);

        """;

    private const string Train = """
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);

        """;

    [Theory]
    [InlineData("Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TrainSet), \"Price\").RSquared);", "split.TrainSet", "split.TestSet")]
    [InlineData("Console.WriteLine(ml.Regression.Evaluate(model.Transform(houses), \"Price\").RSquared);", "houses", "split.TestSet")]
    [InlineData("var scored = model.Transform(split.TrainSet); // on what it has not seen\nvar metrics = ml.Regression.Evaluate(scored, \"Price\");\nConsole.WriteLine(metrics.RSquared);", "split.TrainSet", "split.TestSet")]
    [InlineData("var (train, test) = (split.TrainSet, split.TestSet);\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(train), \"Price\").RSquared + test.Schema.Count);", "Transform(train)", "Transform(split.TestSet)")]
    [InlineData("var train = split.TrainSet;\nvar test = split.TestSet;\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(train), \"Price\").RSquared + test.Schema.Count);", "Transform(train)", "Transform(test)")]
    [InlineData("var train = split.TrainSet;\nConsole.WriteLine(train.Schema.Count);\nConsole.WriteLine($\"{ml.Regression.Evaluate(model.Transform(train), \"Price\").RSquared:F2}\");", "Transform(train)", "Transform(split.TestSet)")]
    public Task The_other_side_is_evaluated(string evaluation, string before, string after) =>
        VerifyFix.RuleAsync(Rule, Start + Train + evaluation, Start + Train + evaluation.Replace(before, after, StringComparison.Ordinal));

    [Fact]
    public Task Both_sides_were_prepared_alike() => VerifyFix.RuleAsync(Rule, Start.Replace("houses, test", "ml.Transforms.CopyColumns(\"Area\", \"Size\").Fit(houses).Transform(houses), test", StringComparison.Ordinal) + """
        var model = ml.Regression.Trainers.FastTree("Price", "Area").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TrainSet), "Price").RSquared);
        """, Start.Replace("houses, test", "ml.Transforms.CopyColumns(\"Area\", \"Size\").Fit(houses).Transform(houses), test", StringComparison.Ordinal) + """
        var model = ml.Regression.Trainers.FastTree("Price", "Area").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task Evaluated_by_a_helper_in_a_class() => VerifyFix.RuleAsync(Rule, """
        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);

            public void Run()
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv"));
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
                Report(model, split.TrainSet);
            }

            private void Report(ITransformer model, IDataView rows)
            {
                var scored = model.Transform(rows);
                Console.WriteLine(_ml.Regression.Evaluate(scored, "Price").RSquared);
            }
        }
        """, """
        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);

            public void Run()
            {
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv"));
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
                Report(model, split.TestSet);
            }

            private void Report(ITransformer model, IDataView rows)
            {
                var scored = model.Transform(rows);
                Console.WriteLine(_ml.Regression.Evaluate(scored, "Price").RSquared);
            }
        }
        """);

    [Fact]
    public async Task The_title_names_both_rows() => Assert.Equal(
        "Evaluate on 'split.TestSet' instead of 'split.TrainSet'",
        await VerifyFix.TitleAsync(Rule, Start + Train + "Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TrainSet), \"Price\").RSquared);"));

    [Theory]
    // The model takes prepared rows, and the split's are not.
    [InlineData("var scale = ml.Transforms.NormalizeMinMax(\"Area\", \"Size\").Fit(split.TrainSet); var prepared = scale.Transform(split.TrainSet);\nvar model = ml.Regression.Trainers.FastTree(\"Price\", \"Area\").Fit(prepared);\nvar scored = model.Transform(prepared);")]
    // A second model is trained on what the first one says of these rows.
    [InlineData("var model = ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(split.TrainSet);\nvar scored = model.Transform(split.TrainSet);\nConsole.WriteLine(ml.Regression.Trainers.FastTree(\"Rooms\", \"Score\").Fit(scored));")]
    public Task Not_offered_where_the_other_side_is_not_the_same_kind_of_rows(string statements) =>
        VerifyFix.NotOfferedAsync(Rule, Start + statements + "\nConsole.WriteLine(ml.Regression.Evaluate(scored, \"Price\").RSquared);");
}
