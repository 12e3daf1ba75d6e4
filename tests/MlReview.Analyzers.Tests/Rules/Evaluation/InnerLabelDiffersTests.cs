using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR507: one-versus-all or pairwise coupling and the binary trainer inside it name different label columns. Measured: when the inner
/// trainer's column exists and is Boolean, every class is trained on it, without an error.
/// </summary>
public sealed class InnerLabelDiffersTests
{
    private const string Rule = "MLR507";

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron())")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.AveragedPerceptron(), \"Label\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"), labelColumnName: \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"Area\" }), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { Lambda = 0.1f }))")]
    [InlineData("LbfgsMaximumEntropy(\"Area\")")]
    public Task Silent_when_both_name_the_same_label(string trainer) => Verify.SilentAsync(Rule, Built(trainer));

    [Theory]
    [InlineData("string label", "OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(label), label)")]
    [InlineData("string label", "OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), label)")]
    [InlineData("string label", "OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(label), \"Area\")")]
    [InlineData("LinearSvmTrainer.Options options", "OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(options), \"Area\")")]
    [InlineData("LinearSvmTrainer trainer", "OneVersusAll(trainer, \"Area\")")]
    public Task Silent_when_a_name_is_decided_elsewhere(string parameter, string trainer) => Verify.SilentAsync(Rule, $$"""
        public static class Pipelines
        {
            public static IEstimator<ITransformer> Build(MLContext ml, {{parameter}}) => ml.MulticlassClassification.Trainers.{{trainer}};
        }
        """);

    [Fact]
    public Task Silent_when_the_caller_gives_both_the_same() => Verify.SilentAsync(Rule, """
        public static class Pipelines
        {
            public static IEstimator<ITransformer> Area(MLContext ml) => Build(ml, "Area");

            private static IEstimator<ITransformer> Build(MLContext ml, string label) =>
                ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(labelColumnName: label), label);
        }
        """);

    [Fact]
    public Task Silent_on_a_call_that_does_not_compile() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", Built("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new {|CS0246:Tuned|}()), \"Area\")")),
        },
        AllowCompilerErrors = true,
    }.RunAsync();

    // ---- Defects ----

    [Theory]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), labelColumnName: \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(\"Area\"))")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.FastTree(), \"Area\")")]
    [InlineData("PairwiseCoupling(ml.BinaryClassification.Trainers.SdcaLogisticRegression(\"IsHouse\"), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { Lambda = 0.1f }), \"Area\")")]
    [InlineData("OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm(new LinearSvmTrainer.Options { LabelColumnName = \"Area\" }))")]
    public async Task Labels_that_differ(string trainer)
    {
        var found = await Verify.RuleAsync(Rule, Built(trainer, marked: true));
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    [Fact]
    public Task Inner_trainer_in_a_variable() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var perceptron = ml.BinaryClassification.Trainers.AveragedPerceptron(numberOfIterations: 10);
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Area", "City")
            .Append(ml.Transforms.Concatenate("Features", "Size", "Rooms"))
            .Append([|ml.MulticlassClassification.Trainers.OneVersusAll(perceptron, labelColumnName: "Area")|]);
        Console.WriteLine(pipeline.Fit(ml.Data.LoadFromTextFile<House>("houses.csv")));
        """);

    [Fact]
    public Task Inner_trainer_from_a_field() => Verify.RuleAsync(Rule, """
        public sealed class Training
        {
            private static readonly MLContext s_ml = new(seed: 1);
            private readonly LinearSvmTrainer _svm = s_ml.BinaryClassification.Trainers.LinearSvm();

            public IEstimator<ITransformer> Pipeline() => [|s_ml.MulticlassClassification.Trainers.OneVersusAll(_svm, "Area")|];
        }
        """);

    [Fact]
    public Task Label_from_a_caller() => Verify.RuleAsync(Rule, """
        public static class Pipelines
        {
            public static IEstimator<ITransformer> Area(MLContext ml) => Build(ml, "Area");

            private static IEstimator<ITransformer> Build(MLContext ml, string label) =>
                [|ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(), label)|];
        }
        """);

    [Fact]
    public Task One_of_two_inner_trainers() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var inner = args.Length > 0
            ? ml.BinaryClassification.Trainers.AveragedPerceptron("Area")
            : ml.BinaryClassification.Trainers.AveragedPerceptron();
        Console.WriteLine([|ml.MulticlassClassification.Trainers.OneVersusAll(inner, "Area")|]);
        """);

    [Fact]
    public Task Beside_code_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", "using {|CS0246:Acme|}.Dashboards;\n" + Built("OneVersusAll(ml.BinaryClassification.Trainers.FastTree(), \"Area\")", marked: true)
                + "\nnew {|CS0246:Dashboard|}().Show(trainer);"),
        },
    }.RunAsync();

    [Fact]
    public async Task Names_both_trainers_and_both_columns()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var perceptron = ml.BinaryClassification.Trainers.AveragedPerceptron();
            Console.WriteLine([|ml.MulticlassClassification.Trainers.OneVersusAll(perceptron, "Area")|]);
            """));
        Assert.Equal(
            "'OneVersusAll' learns the classes in 'Area', but 'AveragedPerceptron' inside it (line 2) trains on 'Label': every class is trained on that column, or training fails when there is none",
            finding.Text());
        Assert.Equal(["ml.BinaryClassification.Trainers.AveragedPerceptron()"], finding.Path());
        Assert.Equal("Critical", finding.Verdict());
    }

    private static string Built(string trainer, bool marked = false)
    {
        var call = "ml.MulticlassClassification.Trainers." + trainer;
        return $"var ml = new MLContext(seed: 1);\nvar trainer = {(marked ? $"[|{call}|]" : call)};\nConsole.WriteLine(trainer);";
    }
}
