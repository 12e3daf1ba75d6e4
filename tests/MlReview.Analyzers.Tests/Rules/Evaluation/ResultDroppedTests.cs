using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Evaluation;

/// <summary>
/// MLR502: ML.NET's pipelines, rows and metrics are immutable. A call whose result nobody takes does nothing: the stage is not in the
/// pipeline, the rows are not filtered, the model is gone. A result in a local that is never read is a hint.
/// </summary>
public sealed class ResultDroppedTests
{
    private const string Rule = "MLR502";

    private const string Train = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms");
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression();
        var model = pipeline.Append(trainer).Fit(houses);
        Console.WriteLine(model);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("pipeline = pipeline.Append(ml.Transforms.NormalizeMinMax(\"Features\")); Console.WriteLine(pipeline);")]
    [InlineData("Console.WriteLine(pipeline.Append(ml.Transforms.NormalizeMinMax(\"Features\")).Fit(houses));")]
    [InlineData("var rows = ml.Data.ShuffleRows(houses, seed: 1); Console.WriteLine(rows.Schema.Count);")]
    [InlineData("foreach (var row in ml.Data.CreateEnumerable<House>(ml.Data.TakeRows(houses, 5), false)) { Console.WriteLine(row.Size); }")]
    [InlineData("Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(houses)).F1Score);")]
    [InlineData("IEstimator<ITransformer> Extended() => pipeline.Append(trainer); Console.WriteLine(Extended());")]
    [InlineData("Func<IDataView> rows = () => ml.Data.Cache(houses); Console.WriteLine(rows().Schema.Count);")]
    [InlineData("var chains = new List<IEstimator<ITransformer>>(); chains.Add(pipeline.Append(trainer)); Console.WriteLine(chains.Count);")]
    public Task Silent_when_the_result_is_taken(string use) => Verify.SilentAsync(Rule, Train + use);

    [Theory]
    [InlineData("_ = pipeline.Append(trainer);")]
    [InlineData("_ = pipeline.Fit(houses);")]
    [InlineData("_ = ml.Data.Cache(houses);")]
    [InlineData("_ = ml.BinaryClassification.Evaluate(model.Transform(houses));")]
    [InlineData("var (_, _) = (ml.Data.Cache(houses), 1);")]
    public Task Silent_when_the_discard_is_written_down(string statement) => Verify.SilentAsync(Rule, Train + statement);

    [Fact]
    public Task Silent_when_fitting_has_a_delegate_that_takes_the_model() => Verify.SilentAsync(Rule, Train + """
        ITransformer? fitted = null;
        pipeline.Append(trainer).WithOnFitDelegate(transformer => fitted = transformer).Fit(houses);
        Console.WriteLine(fitted);
        """);

    [Fact]
    public Task Silent_when_a_delegate_somewhere_in_the_chain_takes_a_step() => Verify.SilentAsync(Rule, Train + """
        NormalizingTransformer? scaler = null;
        var chain = ml.Transforms.NormalizeMinMax("Size").WithOnFitDelegate(transformer => scaler = transformer).Append(trainer);
        chain.Fit(houses);
        Console.WriteLine(scaler);
        """);

    [Theory]
    [InlineData("houses.Preview();")]
    [InlineData("pipeline.Preview(houses);")]
    [InlineData("ml.Model.Save(model, houses.Schema, \"churn-1.4.0.zip\");")]
    [InlineData("using (var file = File.Create(\"rows.csv\")) ml.Data.SaveAsText(houses, file);")]
    [InlineData("ml.Log += (_, entry) => Console.WriteLine(entry.Message);")]
    [InlineData("ml.ComponentCatalog.RegisterAssembly(typeof(House).Assembly);")]
    public Task Silent_when_the_call_is_made_for_what_it_does(string statement) => Verify.SilentAsync(Rule, Train + statement);

    [Theory]
    [InlineData("var text = new System.Text.StringBuilder(); text.Append(\"a\").Append(\"b\"); Console.WriteLine(text);")]
    [InlineData("var column = new Microsoft.Data.Analysis.PrimitiveDataFrameColumn<float>(\"Size\"); column.Append(1f); Console.WriteLine(column.Length);")]
    [InlineData("var frame = Microsoft.Data.Analysis.DataFrame.LoadCsv(\"houses.csv\"); frame.Append(new object[] { 1f, 2f }, inPlace: true); Console.WriteLine(frame.Rows.Count);")]
    [InlineData("new Stages().Append(\"scale\").Append(\"train\");")]
    [InlineData("new Cache<string>().Fit(\"houses\");")]
    public Task Silent_on_mutating_look_alikes(string statement) => Verify.SilentAsync(Rule, Train + statement + """


        public sealed class Stages { private readonly List<string> _names = []; public Stages Append(string name) { _names.Add(name); return this; } }
        public sealed class Cache<T> { public Cache<T> Fit(T value) { Console.WriteLine(value); return this; } }
        """);

    [Fact]
    public Task Silent_on_an_extension_of_the_team_that_keeps_the_pipeline_itself() => Verify.SilentAsync(Rule, """
        public sealed class PipelineBuilder
        {
            private IEstimator<ITransformer> _pipeline;

            public PipelineBuilder(MLContext ml) => _pipeline = ml.Transforms.Concatenate("Features", "Size");

            public PipelineBuilder Append(IEstimator<ITransformer> step)
            {
                _pipeline = _pipeline.Append(step);
                return this;
            }

            public IEstimator<ITransformer> Build() => _pipeline;
        }

        public static class Pipelines
        {
            public static IEstimator<ITransformer> Create(MLContext ml)
            {
                var builder = new PipelineBuilder(ml);
                builder.Append(ml.Transforms.NormalizeMinMax("Features"));
                return builder.Build();
            }
        }
        """);

    [Theory]
    [InlineData("var chained = pipeline.Append(trainer); Console.WriteLine(nameof(chained) + chained);")]
    [InlineData("var rows = ml.Data.Cache(houses); Action show = () => Console.WriteLine(rows.Schema.Count); show();")]
    [InlineData("var metrics = ml.BinaryClassification.Evaluate(model.Transform(houses)); Console.WriteLine(metrics);")]
    public Task Silent_when_the_local_is_read_somewhere(string use) => Verify.SilentAsync(Rule, Train + use);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public interface IStep { IStep Append(IStep other); } public void Run(IStep step) => step.Append(step);")]
    [InlineData("public void Run(dynamic pipeline, dynamic trainer) => pipeline.Append(trainer);")]
    [InlineData("public void Run(MLContext ml, IDataView rows) { IDataView Kept() => ml.Data.Cache(rows); var kept = Kept(); Console.WriteLine(kept); }")]
    [InlineData("private IDataView? _rows; public void Run(MLContext ml, IDataView rows) => _rows = ml.Data.Cache(rows);")]
    [InlineData("public void Run(MLContext ml, IDataView rows, out IDataView kept) => kept = ml.Data.Cache(rows);")]
    public Task Silent_when_the_call_is_unknown_or_the_result_goes_on(string members) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_the_call_belongs_to_a_type_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Train + "Acme.Pipelines.Append(pipeline, trainer);\nacmePipeline.Append(trainer);") },
    }.RunAsync();

    [Fact]
    public Task Silent_when_a_lambda_is_handed_on_to_see_whether_the_call_throws() => Verify.SilentAsync(Rule, Train + """
        Throws(() => model.Transform(houses));

        static void Throws(Action action) => action();
        """);

    [Fact]
    public Task Silent_when_the_fitted_estimator_is_not_known() => Verify.SilentAsync(Rule, """
        public static class T
        {
            public static void Run(IEstimator<ITransformer> anything, IDataView rows) => anything.Fit(rows);
        }
        """);

    // ---- Defects: the result is dropped ----

    [Theory]
    [InlineData("[|pipeline.Append(ml.Transforms.NormalizeMinMax(\"Features\"))|];")]
    [InlineData("[|pipeline.Append(trainer).AppendCacheCheckpoint(ml)|];")]
    [InlineData("[|LearningPipelineExtensions.Append(pipeline, trainer)|];")]
    [InlineData("[|trainer.WithOnFitDelegate(transformer => Console.WriteLine(transformer))|];")]
    [InlineData("[|ml.Data.ShuffleRows(houses, seed: 1)|];")]
    [InlineData("[|ml.Data.TakeRows(houses, 100)|];")]
    [InlineData("[|ml.Data.SkipRows(houses, 100)|];")]
    [InlineData("[|ml.Data.FilterRowsByColumn(houses, \"Size\", lowerBound: 10)|];")]
    [InlineData("[|ml.Data.FilterRowsByMissingValues(houses, \"Size\")|];")]
    [InlineData("[|ml.Data.Cache(houses)|];")]
    [InlineData("[|ml.Data.BootstrapSample(houses, seed: 1)|];")]
    [InlineData("[|ml.Data.TrainTestSplit(houses)|];")]
    [InlineData("[|model.Transform(houses)|];")]
    [InlineData("[|pipeline.Append(trainer).Fit(houses)|];")]
    [InlineData("[|ml.BinaryClassification.Evaluate(model.Transform(houses))|];")]
    [InlineData("[|ml.BinaryClassification.CrossValidate(houses, trainer)|];")]
    [InlineData("[|model.Append(model)|];")]
    public async Task Result_of_an_immutable_operation_is_dropped(string statement)
    {
        var found = await Verify.RuleAsync(Rule, Train + statement);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(found).Severity);
    }

    // ---- Defects: the result is stored and never read ----

    [Theory]
    [InlineData("var scaled = [|pipeline.Append(ml.Transforms.NormalizeMinMax(\"Features\"))|];")]
    [InlineData("var metrics = [|ml.BinaryClassification.Evaluate(model.Transform(houses))|];")]
    [InlineData("IDataView kept = [|ml.Data.FilterRowsByColumn(houses, \"Size\", lowerBound: 10)|];")]
    public async Task Result_in_a_local_that_is_never_read_is_a_hint(string statement)
    {
        var found = await Verify.RuleAsync(Rule, Train + statement);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task In_a_chain_that_is_extended_without_assignment() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var pipeline = BuildPipeline(ml);
                [|pipeline.Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))|];
                ml.Model.Save(pipeline.Fit(houses), houses.Schema, "price-1.4.0.zip");
            }

            private static EstimatorChain<NormalizingTransformer> BuildPipeline(MLContext ml) =>
                ml.Transforms.Concatenate("Features", "Size").Append(ml.Transforms.NormalizeMinMax("Features"));
        }
        """);

    [Fact]
    public Task In_a_helper_that_is_called_for_nothing() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IEstimator<ITransformer> _pipeline;

            public Trainer() => _pipeline = _ml.Transforms.Concatenate("Features", "Size");

            public void AddScaling() => [|_pipeline.Append(_ml.Transforms.NormalizeMinMax("Features"))|];

            public ITransformer Train(IDataView rows)
            {
                AddScaling();
                return _pipeline.Append(_ml.Regression.Trainers.Sdca(labelColumnName: "Price")).Fit(rows);
            }
        }
        """);

    [Fact]
    public Task In_a_lambda_and_a_local_function() => Verify.RuleAsync(Rule, Train + """
        Action scale = () => [|pipeline.Append(ml.Transforms.NormalizeMinMax("Features"))|];
        scale();
        Shuffle();

        void Shuffle() => [|ml.Data.ShuffleRows(houses, seed: 1)|];
        """);

    [Fact]
    public Task In_a_lambda_and_a_local_function_inside_a_try() => Verify.RuleAsync(Rule, Train + """
        try
        {
            Action scale = () => [|pipeline.Append(ml.Transforms.NormalizeMinMax("Features"))|];
            scale();
            Shuffle();
            Console.WriteLine(new[] { 1, 2 }.Select(number => number + 1).First());

            void Shuffle() => [|ml.Data.ShuffleRows(houses, seed: 1)|];
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("failed");
        }
        """);

    [Fact]
    public Task In_a_loop_over_columns() => Verify.RuleAsync(Rule, Train + """
        foreach (var column in new[] { "Size", "Rooms" })
        {
            [|pipeline.Append(ml.Transforms.NormalizeMinMax(column))|];
        }

        Console.WriteLine(pipeline.Fit(houses));
        """);

    [Fact]
    public Task On_one_branch() => Verify.RuleAsync(Rule, Train + """
        if (args.Length > 0)
            [|pipeline.Append(ml.Transforms.NormalizeMinMax("Features"))|];
        else
            pipeline = pipeline.Append(ml.Transforms.NormalizeMeanVariance("Features"));

        Console.WriteLine(pipeline.Fit(houses));
        """);

    [Fact]
    public Task Through_a_conditional_access() => Verify.RuleAsync(Rule, """
        public class Trainer(IEstimator<ITransformer>? pipeline)
        {
            public void Extend(MLContext ml)
            {
                [|pipeline?.Append(ml.Transforms.NormalizeMinMax("Features"))|];
            }
        }
        """);

    [Fact]
    public Task In_async_code_and_a_for_header() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public async Task<IDataView> LoadAsync(MLContext ml)
            {
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var rows = ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                [|ml.Data.FilterRowsByMissingValues(rows, "Size")|];
                for (var i = 0; i < 3; [|ml.Data.ShuffleRows(rows, seed: i)|], i++)
                {
                    await Task.Yield();
                }

                return rows;
            }
        }
        """);

    [Fact]
    public Task In_a_tuple_whose_variable_is_dropped_again() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var (train, test) = (ml.Data.LoadFromTextFile<House>("train.csv"), ml.Data.LoadFromTextFile<House>("test.csv"));
        [|ml.Data.ShuffleRows(train, seed: 1)|];
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(train);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Program.cs", "using Serilog;\n\n" + Train + """
                Log.Information("extending");
                [|pipeline.Append(ml.Transforms.NormalizeMinMax("Features"))|];
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_operation_and_what_stays_as_it_was()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            IEstimator<ITransformer> pricePipeline = ml.Transforms.Concatenate("Features", "Size");
            [|pricePipeline.Append(ml.Transforms.NormalizeMinMax("Features"))|];
            Console.WriteLine(pricePipeline);
            """));

        Assert.Contains("Append", finding.Text());
        Assert.Contains("pricePipeline", finding.Text());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public async Task Names_the_local_that_is_never_read()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
            var bigHouses = [|ml.Data.FilterRowsByColumn(houses, "Size", lowerBound: 100)|];
            Console.WriteLine(houses.Schema.Count);
            """));

        Assert.Contains("bigHouses", finding.Text());
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
    }
}
