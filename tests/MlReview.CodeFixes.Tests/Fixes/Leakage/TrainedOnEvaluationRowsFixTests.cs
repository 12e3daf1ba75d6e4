using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR102: trains on the split's training side, or evaluates on the other side of the split that is trained on.</summary>
public sealed class TrainedOnEvaluationRowsFixTests
{
    private const string Rule = "MLR102";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var trainer = ml.Regression.Trainers.FastTree("Price", "Size");

        """;

    [Theory]
    [InlineData("var split = ml.Data.TrainTestSplit(houses);", "split.TestSet", "split.TrainSet")]
    [InlineData("var split = ml.Data.TrainTestSplit(houses);\nvar test = split.TestSet;", "test", "split.TrainSet")]
    [InlineData("var split = ml.Data.TrainTestSplit(houses);\nIDataView train = split.TrainSet, test = split.TestSet;\nConsole.WriteLine(train.Schema.Count);", "test", "train")]
    public Task All_rows_become_the_training_side(string split, string test, string train) => VerifyFix.RuleAsync(
        Rule,
        Start + split + $$"""

            var model = trainer.Fit(/* all? */ houses);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform({{test}}), "Price").RSquared);
            """,
        Start + split + $$"""

            var model = trainer.Fit(/* all? */ {{train}});
            Console.WriteLine(ml.Regression.Evaluate(model.Transform({{test}}), "Price").RSquared);
            """);

    [Fact]
    public Task Of_two_splits_of_the_same_rows_one_is_left() => VerifyFix.RuleAsync(
        Rule,
        Start + """
            var first = ml.Data.TrainTestSplit(houses, seed: 1);
            var second = ml.Data.TrainTestSplit(houses, seed: 2);
            var model = trainer.Fit(first.TrainSet);
            var scored = model.Transform(second.TestSet);
            Console.WriteLine(ml.Regression.Evaluate(scored, "Price").RSquared);
            """,
        Start + """
            var first = ml.Data.TrainTestSplit(houses, seed: 1);
            var model = trainer.Fit(first.TrainSet);
            var scored = model.Transform(first.TestSet);
            Console.WriteLine(ml.Regression.Evaluate(scored, "Price").RSquared);
            """);

    [Fact]
    public Task Trained_by_a_helper() => VerifyFix.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var split = Split(ml, houses);
                var model = Train(ml, houses);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
            }

            private static DataOperationsCatalog.TrainTestData Split(MLContext ml, IDataView rows) => ml.Data.TrainTestSplit(rows, testFraction: 0.2);

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
        }
        """, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var split = Split(ml, houses);
                var model = Train(ml, split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
            }

            private static DataOperationsCatalog.TrainTestData Split(MLContext ml, IDataView rows) => ml.Data.TrainTestSplit(rows, testFraction: 0.2);

            private static ITransformer Train(MLContext ml, IDataView rows) => ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
        }
        """);

    [Fact]
    public async Task The_title_names_both_rows() => Assert.Equal(
        "Train on 'split.TrainSet' instead of 'houses'",
        await VerifyFix.TitleAsync(Rule, Start + """
            var split = ml.Data.TrainTestSplit(houses);
            Console.WriteLine(ml.Regression.Evaluate(trainer.Fit(houses).Transform(split.TestSet), "Price").RSquared);
            """));

    [Theory]
    // The split comes too late, or nobody keeps it.
    [InlineData("var model = trainer.Fit(houses);\nvar split = ml.Data.TrainTestSplit(houses);\nvar test = split.TestSet;")]
    [InlineData("var test = ml.Data.TrainTestSplit(houses).TestSet;\nvar model = trainer.Fit(houses);")]
    // Other columns went into the split.
    [InlineData("var split = ml.Data.TrainTestSplit(ml.Transforms.CopyColumns(\"Area\", \"Size\").Fit(houses).Transform(houses));\nvar test = split.TestSet;\nvar model = trainer.Fit(houses);")]
    // The variable is not always this split.
    [InlineData("var split = ml.Data.TrainTestSplit(houses);\nvar test = split.TestSet;\nsplit = ml.Data.TrainTestSplit(houses, seed: 2);\nvar model = trainer.Fit(houses);\nConsole.WriteLine(split);")]
    // Rows that were cut by hand have no other side.
    [InlineData("var test = ml.Data.TakeRows(houses, 100);\nvar model = trainer.Fit(ml.Data.SkipRows(houses, 50));")]
    public Task Not_offered_where_no_side_can_be_named(string statements) => VerifyFix.NotOfferedAsync(
        Rule, Start + statements + "\nConsole.WriteLine(ml.Regression.Evaluate(model.Transform(test), \"Price\").RSquared);");

    [Theory]
    [InlineData("houses, testFraction: 0.3, seed: 7", "houses, testFraction: 0.3, seed: 7", "houses, testFraction: 0.3", "houses, testFraction: 0.3, seed: 7")]
    [InlineData("houses, 0.3, seed: 7", "houses, 0.3, seed: 7", "houses, 0.3, null, 8 /* new */", "houses, 0.3, null, 7 /* new */")]
    [InlineData("houses", "houses, seed: 9", "houses, seed: 9", "houses, seed: 9")]
    public Task Two_splits_become_one(string train, string trainAfter, string test, string testAfter)
    {
        static string Program(string first, string second) => $$"""
            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            Console.WriteLine(Judge(Train()));

            ITransformer Train()
            {
                var split = ml.Data.TrainTestSplit({{first}});
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
            }

            double Judge(ITransformer model)
            {
                var split = ml.Data.TrainTestSplit({{second}});
                return ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
            """;
        return VerifyFix.RuleAsync(Rule, Program(train, test), Program(trainAfter, testAfter));
    }
}
