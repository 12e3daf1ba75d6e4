using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR407 (off by default): a model is saved and nothing is written beside it that could say which data and code it was made from, and
/// how good it is. Any file in its folder may say so, and so may whoever gets the model or its path.
/// </summary>
public sealed class NoProvenanceTests
{
    private const string Rule = "MLR407";

    private const string Train = """
        using System.Text.Json;

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>("data/houses.csv", separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data);
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), "Price");

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("File.WriteAllText(\"models/price-1.4.0.json\", JsonSerializer.Serialize(new { metrics.RSquared }));")]
    [InlineData("File.WriteAllText(Path.ChangeExtension(path, \"json\"), \"{}\");")]
    [InlineData("File.WriteAllText(path + \".md\", \"trained\");")]
    [InlineData("File.WriteAllText(\"metrics.txt\", $\"{metrics.RSquared}\");")]
    [InlineData("File.AppendAllText(\"models/models.log\", path);")]
    [InlineData("using var file = File.Create(\"models/price.card.json\"); JsonSerializer.Serialize(file, new { Commit = \"9f86d08\" });")]
    [InlineData("using var writer = new StreamWriter(\"models/card.md\"); writer.WriteLine(metrics.RSquared);")]
    [InlineData("using var file = new FileStream(\"models/card.md\", FileMode.Create);")]
    [InlineData("File.Copy(\"data/houses.md\", \"models/houses.md\");")]
    [InlineData("File.WriteAllText(args[0], \"trained\");")]
    [InlineData("await File.WriteAllTextAsync(Path.Combine(args[0], \"card.json\"), \"{}\");")]
    public Task Silent_when_something_is_written_beside_it(string write) => Verify.SilentAsync(Rule, Train + $$"""
        var path = "models/price-1.4.0.zip";
        ml.Model.Save(model, data.Schema, path);
        {{write}}
        """);

    [Fact]
    public Task Silent_when_another_member_writes_the_card() => Verify.SilentAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            public void Save(ITransformer model, DataViewSchema schema)
            {
                ml.Model.Save(model, schema, Path.Combine("models", $"price-{DateTime.UtcNow:yyyyMMdd}.zip"));
                WriteCard("9f86d08");
            }

            private static void WriteCard(string commit) => File.WriteAllText(Path.Combine("models", "card.json"), commit);
        }
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, string path) => ml.Model.Save(model, schema, path);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, Stream stream) => ml.Model.Save(model, schema, stream);")]
    [InlineData("public string ModelPath { get; set; } = \"price.zip\"; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, ModelPath);")]
    public Task Silent_when_the_caller_decides_where(string members) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_code_that_is_not_known_gets_the_path() => Verify.SilentAsync(Rule, """
        public interface IRegistry
        {
            void Add(string path);
        }

        public class Trainer(MLContext ml, IRegistry registry)
        {
            public void Save(ITransformer model, DataViewSchema schema)
            {
                var path = $"models/price-{DateTime.UtcNow:yyyyMMdd}.zip";
                ml.Model.Save(model, schema, path);
                registry.Add(path);
            }
        }
        """);

    [Fact]
    public Task Silent_when_code_that_is_not_known_gets_the_model() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", Train + """
                ml.Model.Save(model, data.Schema, "models/price-1.4.0.zip");
                Acme.Registry.Add(model, metrics);
                """),
        },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class ModelStore { public void Save(object model, object schema, string path) => System.Console.WriteLine(path); }
                public sealed class MLContext { public ModelStore Model { get; } = new(); }

                public static class Program
                {
                    public static void Run() => new MLContext().Model.Save(1, 2, "model.zip");
                }
                """),
        },
    }.RunAsync();

    // ---- Defects ----

    [Theory]
    [InlineData("")]
    [InlineData("Console.WriteLine(metrics.RSquared);")]
    [InlineData("File.WriteAllText(\"data/cleaned.csv\", \"1,2\");")]
    [InlineData("File.WriteAllText(\"logs/training.log\", \"done\");")]
    [InlineData("Console.WriteLine(File.ReadAllText(\"models/readme.md\"));")]
    [InlineData("using var file = File.OpenRead(\"models/price-1.3.0.zip\"); Console.WriteLine(file.Length);")]
    [InlineData("File.Copy(\"models/price-1.4.0.zip\", \"models/price.zip\");")]
    public Task Nothing_beside_it(string code) => Verify.RuleAsync(Rule, Train + $$"""
        [|ml.Model.Save(model, data.Schema, "models/price-1.4.0.zip")|];
        {{code}}
        """);

    [Theory]
    [InlineData("using var file = File.Create(\"models/price-1.4.0.zip\"); [|ml.Model.Save(model, data.Schema, file)|];")]
    [InlineData("using var file = File.Create(\"models/price-1.4.0.onnx\"); [|ml.Model.ConvertToOnnx(model, data, file)|];")]
    [InlineData("[|ml.Model.Save(model, data.Schema, $\"models/price-{DateTime.UtcNow:yyyyMMdd}.zip\")|];")]
    [InlineData("[|ml.Model.Save(model, data.Schema, Path.Combine(AppContext.BaseDirectory, \"price.zip\"))|];")]
    public Task However_it_is_saved(string code) => Verify.RuleAsync(Rule, Train + code);

    [Fact]
    public Task Code_that_gets_a_number_of_the_model_does_not_get_the_model() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", Train + """
                var linear = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
                [|ml.Model.Save(linear, data.Schema, "models/price-1.4.0.zip")|];
                Acme.Registry.Add(linear.Model.Bias);
                """),
        },
    }.RunAsync();

    [Fact]
    public Task In_a_helper_that_gets_the_path() => Verify.RuleAsync(Rule, Train + """
        Save("models/price-1.4.0.zip");

        void Save(string path) => [|ml.Model.Save(model, data.Schema, path)|];
        """);

    [Fact]
    public Task In_a_class_with_a_constant() => Verify.RuleAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            private const string ModelPath = "models/price-1.4.0.zip";

            public async Task SaveAsync(Task<ITransformer> training, DataViewSchema schema)
            {
                var model = await training;
                [|ml.Model.Save(model, schema, ModelPath)|];
            }
        }
        """);

    [Fact]
    public Task In_a_lambda_and_a_tuple() => Verify.RuleAsync(Rule, Train + """
        var (trained, path) = (model, "models/price-1.4.0.zip");
        Action<string> save = target => [|ml.Model.Save(trained, data.Schema, target)|];
        save(path);
        """);

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_model()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Train + """
            [|ml.Model.Save(model, data.Schema, "models/price-1.4.0.zip")|];
            """));

        Assert.Contains("'model'", finding.Text());
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Minor", finding.Verdict());
    }
}
