using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR506: example weights are given to LinearSvm, which ignores them. Measured: any weights, a column of the wrong type and one that does
/// not exist all train the identical model.
/// </summary>
public sealed class WeightsIgnoredTests
{
    private const string Rule = "MLR506";

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm()")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(\"Label\", \"Features\", null, 10)")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { NumberOfIterations = 10 })")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { ExampleWeightColumnName = null })")]
    public Task Silent_without_weights(string trainer) => Verify.SilentAsync(Rule, $"var ml = new MLContext(seed: 1);\nConsole.WriteLine({trainer});");

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.LbfgsLogisticRegression(exampleWeightColumnName: \"Weight\")")]
    [InlineData("ml.BinaryClassification.Trainers.SdcaNonCalibrated(exampleWeightColumnName: \"Weight\")")]
    [InlineData("ml.BinaryClassification.Trainers.FastTree(exampleWeightColumnName: \"Weight\")")]
    [InlineData("ml.Clustering.Trainers.KMeans(exampleWeightColumnName: \"Weight\")")]
    public Task Silent_on_trainers_that_use_weights(string trainer) =>
        Verify.SilentAsync(Rule, $"var ml = new MLContext(seed: 1);\nConsole.WriteLine({trainer});");

    [Theory]
    [InlineData("string? weights", "weights")]
    [InlineData("bool weighted", "weighted ? \"Weight\" : null")]
    public Task Silent_on_a_value_that_may_be_null(string parameter, string value) => Verify.SilentAsync(Rule, $$"""
        public static class Pipelines
        {
            public static IEstimator<ITransformer> Svm(MLContext ml, {{parameter}}) =>
                ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: {{value}});
        }
        """);

    [Fact]
    public Task Silent_on_options_of_the_caller() => Verify.SilentAsync(Rule, """
        public static class Pipelines
        {
            public static IEstimator<ITransformer> Svm(MLContext ml, LinearSvmTrainer.Options options) => ml.BinaryClassification.Trainers.LinearSvm(options);
        }
        """);

    [Fact]
    public Task Silent_on_an_own_trainer_of_that_name() => Verify.SilentAsync(Rule, """
        var trainers = new Trainers();
        Console.WriteLine(trainers.LinearSvm(exampleWeightColumnName: "Weight"));

        public class Trainers { public string LinearSvm(string exampleWeightColumnName) => exampleWeightColumnName; }
        """);

    // ---- Defects ----

    [Theory]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|\"Weight\"|])")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(\"Label\", \"Features\", [|\"Weight\"|])")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|nameof(House.Price)|])")]
    [InlineData("ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { ExampleWeightColumnName = [|\"Weight\"|], NumberOfIterations = 10 })")]
    [InlineData("ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|\"Weight\"|]))")]
    public async Task Weights_of_a_linear_svm(string trainer)
    {
        var found = await Verify.RuleAsync(Rule, $"var ml = new MLContext(seed: 1);\nConsole.WriteLine({trainer});");
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public Task Options_filled_step_by_step() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var options = [|new LinearSvmTrainer.Options()|];
        options.ExampleWeightColumnName = "Weight";
        Console.WriteLine(ml.BinaryClassification.Trainers.LinearSvm(options));
        """);

    [Fact]
    public Task Name_in_a_constant_of_another_class() => Verify.RuleAsync(Rule, """
        public static class Columns { public const string Weight = "Weight"; }

        public sealed class Training(MLContext ml)
        {
            public IEstimator<ITransformer> Pipeline() => ml.Transforms.Concatenate("Features", "Size")
                .Append(ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|Columns.Weight|]));
        }
        """);

    [Fact]
    public Task Name_from_a_caller() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        Console.WriteLine(Svm("Weight"));

        IEstimator<ITransformer> Svm(string weights) => ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|weights|]);
        """);

    [Fact]
    public Task Beside_code_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                using {|CS0246:Acme|}.Dashboards;
                var ml = new MLContext(seed: 1);
                var svm = ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|"Weight"|]);
                new {|CS0246:Dashboard|}().Show(svm);
                """),
        },
    }.RunAsync();

    [Fact]
    public async Task Names_the_trainer_and_the_column()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            Console.WriteLine(ml.BinaryClassification.Trainers.LinearSvm(exampleWeightColumnName: [|"Weight"|]));
            """));
        Assert.Equal("'LinearSvm' ignores the weights in 'Weight': it trains the same model with any weights, and with a column that does not exist", finding.Text());
        Assert.Equal("Major", finding.Verdict());
    }
}
