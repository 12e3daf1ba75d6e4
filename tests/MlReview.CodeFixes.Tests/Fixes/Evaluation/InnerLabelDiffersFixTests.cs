using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Evaluation;

/// <summary>MLR507: the trainer that names the wrong label gets that of the other.</summary>
public sealed class InnerLabelDiffersFixTests
{
    private const string Rule = "MLR507";

    private const string Start = "var ml = new MLContext(seed: 1);\n";
    private const string Numbered = Start + "Console.WriteLine(ml.Transforms.Conversion.MapValueToKey(\"Area\", \"City\"));\n";

    [Theory]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), labelColumnName: \"Area\")", "OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(labelColumnName: \"Area\"), labelColumnName: \"Area\")")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.FastForest(\"IsHouse\"), \"Area\")", "PairwiseCoupling(ml.BinaryClassification.Trainers.FastForest(\"Area\"), \"Area\")")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 10 /* few */), \"Area\")", "PairwiseCoupling(ml.BinaryClassification.Trainers.FastForest(numberOfTrees: 10, labelColumnName: \"Area\" /* few */), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { Lambda = 0.1f }), \"Area\")", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { Lambda = 0.1f, LabelColumnName = \"Area\" }), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"IsHouse\" }), nameof(House.City))", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"City\" }), nameof(House.City))")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options()), \"Area\")", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"Area\" }), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options\n{\n    Lambda = 0.1f,\n}), \"Area\")", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options\n{\n    Lambda = 0.1f,\n    LabelColumnName = \"Area\",\n}), \"Area\")")]
    public Task The_inner_trainer_learns_what_the_outer_one_is_told(string before, string after) => VerifyFix.RuleAsync(
        Rule, Start + $"Console.WriteLine(ml.MulticlassClassification.Trainers.{before});", Start + $"Console.WriteLine(ml.MulticlassClassification.Trainers.{after});");

    [Theory]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"))", "OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"), labelColumnName: \"Area\")")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"), \"Label\")", "PairwiseCoupling(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"Area\" }))", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"Area\" }), labelColumnName: \"Area\")")]
    public Task The_outer_trainer_learns_the_classes_that_the_program_numbers(string before, string after) => VerifyFix.RuleAsync(
        Rule, Numbered + $"Console.WriteLine(ml.MulticlassClassification.Trainers.{before});", Numbered + $"Console.WriteLine(ml.MulticlassClassification.Trainers.{after});");

    [Fact]
    public Task The_name_is_a_constant_or_comes_from_a_caller() => VerifyFix.RuleAsync(Rule, """
        public static class Pipelines
        {
            private const string Label = "Area";

            public static IEstimator<ITransformer> Coupled(MLContext ml)
            {
                var inner = ml.BinaryClassification.Trainers.AveragedPerceptron();
                return ml.MulticlassClassification.Trainers.PairwiseCoupling(inner, Label);
            }

            public static IEstimator<ITransformer> Area(MLContext ml) => Build(ml, "Area");

            private static IEstimator<ITransformer> Build(MLContext ml, string label) =>
                ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), label);
        }
        """, """
        public static class Pipelines
        {
            private const string Label = "Area";

            public static IEstimator<ITransformer> Coupled(MLContext ml)
            {
                var inner = ml.BinaryClassification.Trainers.AveragedPerceptron(labelColumnName: Label);
                return ml.MulticlassClassification.Trainers.PairwiseCoupling(inner, Label);
            }

            public static IEstimator<ITransformer> Area(MLContext ml) => Build(ml, "Area");

            private static IEstimator<ITransformer> Build(MLContext ml, string label) =>
                ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(labelColumnName: label), label);
        }
        """);

    [Fact]
    public async Task The_title_names_the_trainer_and_the_label() => Assert.Equal(
        "Let 'AveragedPerceptron' learn \"Area\", too",
        await VerifyFix.TitleAsync(Rule, Start + "Console.WriteLine(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), \"Area\"));"));

    [Theory]
    // Only the inner one names a label: it may be the one that is right.
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(\"IsHouse\"))", "")]
    // Somebody else decides what the inner one is given.
    [InlineData("OneVersusAll(Inner(\"IsHouse\"), \"Area\")", "AveragedPerceptronTrainer Inner(string label) => ml.BinaryClassification.Trainers.AveragedPerceptron(label);")]
    // The options are changed after they were made.
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(Options()), \"Area\")", "LinearSvmTrainer.Options Options() { var options = new LinearSvmTrainer.Options(); options.LabelColumnName = \"IsHouse\"; return options; }")]
    public Task Not_offered_where_it_is_not_known_which_is_wrong_or_who_decides(string trainer, string member) =>
        VerifyFix.NotOfferedAsync(Rule, Start + $"Console.WriteLine(ml.MulticlassClassification.Trainers.{trainer});\n{member}");
}
