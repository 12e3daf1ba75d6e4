using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Evaluation;

/// <summary>MLR502: what is returned goes back into the variable that it was made from, where that is read later.</summary>
public sealed class ResultDroppedFixTests
{
    private const string Rule = "MLR502";

    [Theory]
    [InlineData("ml.Data.FilterRowsByColumn(houses, \"Size\", lowerBound: 10);")]
    [InlineData("ml.Data.FilterRowsByMissingValues(houses, \"Size\"); // no gaps")]
    [InlineData("ml.Data.ShuffleRows(seed: 1, input: houses);")]
    [InlineData("ml.Data.TakeRows(houses, 100);")]
    [InlineData("ml.Data.Cache(houses);")]
    public Task Rows_of_which_some_are_kept(string statement)
    {
        const string Start = "var ml = new MLContext(seed: 1);\nvar houses = ml.Data.LoadFromTextFile<House>(\"houses.csv\");\n";
        const string End = """


            // Then they are clustered.
            Console.WriteLine(ml.Clustering.Trainers.KMeans("Size").Fit(houses));
            """;
        return VerifyFix.RuleAsync(Rule, Start + statement + End, Start + "houses = " + statement + End);
    }

    [Theory]
    [InlineData("var pipeline", "IEstimator<ITransformer> pipeline")]
    [InlineData("IEstimator<ITransformer> pipeline", "IEstimator<ITransformer> pipeline")]
    [InlineData("ColumnConcatenatingEstimator /* so far */ pipeline", "IEstimator<ITransformer> /* so far */ pipeline")]
    public Task A_pipeline_that_is_extended_step_by_step(string before, string after) => VerifyFix.RuleAsync(Rule, $"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        {before} = ml.Transforms.Concatenate("Features", "Size", "Rooms");
        pipeline.Append(ml.Transforms.NormalizeMinMax("Features"));
        pipeline.Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price"));
        Console.WriteLine(pipeline.Fit(houses));
        """, $"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        {after} = ml.Transforms.Concatenate("Features", "Size", "Rooms");
        pipeline = pipeline.Append(ml.Transforms.NormalizeMinMax("Features"));
        pipeline = pipeline.Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price"));
        Console.WriteLine(pipeline.Fit(houses));
        """);

    [Fact]
    public Task Several_steps_at_once_in_a_loop() => VerifyFix.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
        foreach (var column in new[] { "Size", "Rooms" })
        {
            pipeline
                .Append(ml.Transforms.NormalizeMinMax(column))
                .Append(ml.Transforms.CopyColumns(column + "Copy", column));
        }

        Console.WriteLine(pipeline.Fit(houses));
        """, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        IEstimator<ITransformer> pipeline = ml.Transforms.CopyColumns("Area", "Size");
        foreach (var column in new[] { "Size", "Rooms" })
        {
            pipeline = pipeline
                .Append(ml.Transforms.NormalizeMinMax(column))
                .Append(ml.Transforms.CopyColumns(column + "Copy", column));
        }

        Console.WriteLine(pipeline.Fit(houses));
        """);

    [Fact]
    public Task A_field_in_an_expression_body_and_a_local_in_a_lambda() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IEstimator<ITransformer> _pipeline;

            public Trainer() => _pipeline = _ml.Transforms.Concatenate("Features", "Size");

            public void AddScaling() => _pipeline.Append(_ml.Transforms.NormalizeMinMax("Features"));

            public ITransformer Train(IDataView rows)
            {
                Action keep = () => _ml.Data.Cache(rows);
                keep();
                AddScaling();
                return _pipeline.Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(rows);
            }
        }
        """, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private IEstimator<ITransformer> _pipeline;

            public Trainer() => _pipeline = _ml.Transforms.Concatenate("Features", "Size");

            public void AddScaling() => _pipeline = _pipeline.Append(_ml.Transforms.NormalizeMinMax("Features"));

            public ITransformer Train(IDataView rows)
            {
                Action keep = () => rows = _ml.Data.Cache(rows);
                keep();
                AddScaling();
                return _pipeline.Append(_ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(rows);
            }
        }
        """);

    [Fact]
    public async Task The_title_names_the_variable_and_its_new_type() => Assert.Equal(
        "Assign the result to 'pipeline', which becomes an 'IEstimator<ITransformer>'",
        await VerifyFix.TitleAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms");
            pipeline.Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price"));
            Console.WriteLine(pipeline.Fit(ml.Data.LoadFromTextFile<House>("houses.csv")));
            """));

    [Theory]
    // Which rows should be the transformed ones, what should become of a model or of metrics, is the user's to say.
    [InlineData("model.Transform(houses);")]
    [InlineData("pipeline.Append(ml.Regression.Trainers.FastTree(\"Price\", \"Size\")).Fit(houses);")]
    [InlineData("ml.Regression.Evaluate(model.Transform(houses), \"Price\");")]
    [InlineData("ml.Data.TrainTestSplit(houses);")]
    // Copies of rows before a split are another defect.
    [InlineData("ml.Data.BootstrapSample(houses, seed: 1);")]
    // Nothing reads the pipeline after this.
    [InlineData("scaled.Append(ml.Transforms.NormalizeMinMax(\"Rooms\"));")]
    // No variable holds the pipeline.
    [InlineData("ml.Transforms.NormalizeMinMax(\"Size\").Append(ml.Transforms.NormalizeMinMax(\"Rooms\"));")]
    public Task Not_offered_where_the_variable_is_not_known(string statement) => VerifyFix.NotOfferedAsync(Rule, $"""
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms");
        var scaled = pipeline.Append(ml.Transforms.NormalizeMinMax("Size"));
        var model = scaled.Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(houses);
        {statement}
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Not_offered_for_rows_that_were_split_before() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var split = ml.Data.TrainTestSplit(houses);
        ml.Data.FilterRowsByMissingValues(houses, "Size");
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Not_offered_where_the_type_matters_later() => VerifyFix.NotOfferedAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var trainer = ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size");
        trainer.AppendCacheCheckpoint(ml);
        Console.WriteLine(trainer.Fit(houses).Model.Bias);
        """);

    [Fact]
    public Task A_readonly_field_in_its_constructor() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;

            public Trainer(string path)
            {
                _rows = _ml.Data.LoadFromTextFile<House>(path);

                // Nothing without a price.
                _ml.Data.FilterRowsByColumn(_rows, nameof(House.Price), lowerBound: 1);
            }

            public ITransformer Train() => _ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size").Fit(_rows);
        }
        """, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _rows;

            public Trainer(string path)
            {
                _rows = _ml.Data.LoadFromTextFile<House>(path);

                // Nothing without a price.
                _rows = _ml.Data.FilterRowsByColumn(_rows, nameof(House.Price), lowerBound: 1);
            }

            public ITransformer Train() => _ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size").Fit(_rows);
        }
        """);

    [Fact]
    public Task Not_offered_for_a_readonly_field() => VerifyFix.NotOfferedAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            private readonly IEstimator<ITransformer> _pipeline = ml.Transforms.Concatenate("Features", "Size");

            public void AddScaling() => _pipeline.Append(ml.Transforms.NormalizeMinMax("Features"));

            public ITransformer Train(IDataView rows) => _pipeline.Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(rows);
        }
        """);
}
