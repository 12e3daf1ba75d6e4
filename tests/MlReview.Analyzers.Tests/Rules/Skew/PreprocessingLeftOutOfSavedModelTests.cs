using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR201: the saved model was trained on rows that a fitted transformer prepared, and that transformer is neither in the saved
/// chain nor saved itself. Serving code gets raw rows into a model that never saw raw rows.
/// </summary>
public sealed class PreprocessingLeftOutOfSavedModelTests
{
    private const string Rule = "MLR201";

    private const string Split = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);

        """;

    private const string ScaleAndTrain = Split + """
        var scaler = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Fit(split.TrainSet);
        var scaledTrain = scaler.Transform(split.TrainSet);
        var priceModel = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaledTrain);
        var metrics = ml.Regression.Evaluate(priceModel.Transform(scaler.Transform(split.TestSet)), labelColumnName: "Price");
        Console.WriteLine(metrics.RSquared);

        """;

    // ---- Look-alikes that are right ----

    [Fact]
    public Task Silent_when_the_whole_pipeline_is_fitted_and_saved() => Verify.SilentAsync(Rule, Split + """
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"));
        var model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), labelColumnName: "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task J02_Silent_when_the_model_is_appended_to_the_fitted_normaliser() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        var full = scaler.Append(priceModel);
        ml.Model.Save(full, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_a_transformer_chain_is_built_from_both() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        ITransformer full = new TransformerChain<ITransformer>(scaler, priceModel);
        ml.Model.Save(full, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_both_parts_are_saved() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        ml.Model.Save(scaler, houses.Schema, "price-preparation-1.4.0.zip");
        ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_other_part_is_saved_after_the_model() => Verify.SilentAsync(Rule, """
        public class PriceTrainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private ITransformer? _scaler;
            private ITransformer? _model;

            public void Train()
            {
                var houses = _ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
                _scaler = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
                _model = _ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(_scaler.Transform(houses));
                Save(houses.Schema);
            }

            private void Save(DataViewSchema schema)
            {
                _ml.Model.Save(_model, schema, "price-1.4.0.zip");
                _ml.Model.Save(_scaler, schema, "scaler-1.4.0.zip");
            }
        }
        """);

    [Theory]
    [InlineData("""ml.Transforms.Concatenate("Features", "Size", "Rooms")""")]
    [InlineData("""ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeLpNorm("Features"))""")]
    [InlineData("""ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Transforms.NormalizeGlobalContrast("Features"))""")]
    [InlineData("""ml.Transforms.ReplaceMissingValues("Features", "Size")""")]
    [InlineData("""ml.Transforms.ReplaceMissingValues("Features", "Size", MissingValueReplacingEstimator.ReplacementMode.DefaultValue)""")]
    [InlineData("""ml.Transforms.Categorical.OneHotHashEncoding("Features", "City")""")]
    [InlineData("""ml.Transforms.Text.ProduceHashedWordBags("Features", "City")""")]
    public Task Silent_when_what_is_left_out_learned_nothing(string preparation) => Verify.SilentAsync(Rule, Split + $$"""
        var preparation = {{preparation}}.Fit(split.TrainSet);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(preparation.Transform(split.TrainSet));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(preparation.Transform(split.TestSet)), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_only_the_label_was_mapped_to_a_key() => Verify.SilentAsync(Rule, Split + """
        var labelMap = ml.Transforms.Conversion.MapValueToKey("Label", "City").Fit(split.TrainSet);
        var keyed = labelMap.Transform(split.TrainSet);
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());
        var model = pipeline.Fit(keyed);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(model.Transform(labelMap.Transform(split.TestSet))).MacroAccuracy);
        ml.Model.Save(model, keyed.Schema, "city-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_learned_column_never_reaches_the_features() => Verify.SilentAsync(Rule, Split + """
        var scaler = ml.Transforms.NormalizeMinMax("RoomsScaled", "Rooms").Fit(split.TrainSet);
        var pipeline = ml.Transforms.Concatenate("Features", "Size")
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"));
        var model = pipeline.Fit(scaler.Transform(split.TrainSet));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_scaled_rows_were_only_looked_at() => Verify.SilentAsync(Rule, Split + """
        var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(split.TrainSet).Transform(split.TrainSet);
        Console.WriteLine(scaled.Preview(5).RowView.Length);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_another_model_is_the_one_that_is_saved() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        var shipped = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Regression.Trainers.FastTree(labelColumnName: "Price"))
            .Fit(split.TrainSet);
        ml.Model.Save(shipped, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_model_is_evaluated_but_neither_saved_nor_served() => Verify.SilentAsync(Rule, ScaleAndTrain);

    [Fact]
    public Task Silent_when_rows_are_cached_and_shuffled_before_training() => Verify.SilentAsync(Rule, Split + """
        var cached = ml.Data.ShuffleRows(ml.Data.Cache(split.TrainSet), seed: 3);
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(cached);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_engine_is_built_from_the_whole_chain() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(scaler.Append(priceModel));
        Console.WriteLine(engine.Predict(new House { Size = 80, Rooms = 3 }).Price);
        """);

    [Fact]
    public Task J02_Silent_in_helper_methods_and_a_tuple() => Verify.SilentAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                var (scaler, scaled) = Scale(ml, houses);
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaled);
                SaveModel(ml, Whole(scaler, model), houses.Schema);
            }

            private static (ITransformer Scaler, IDataView Rows) Scale(MLContext ml, IDataView rows)
            {
                var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows);
                return (scaler, scaler.Transform(rows));
            }

            private static ITransformer Whole(ITransformer first, ITransformer last) => first.Append(last);

            private static void SaveModel(MLContext ml, ITransformer model, DataViewSchema schema) =>
                ml.Model.Save(model, schema, "price-1.4.0.zip");
        }
        """);

    [Fact]
    public Task J02_Silent_in_the_fields_of_a_class_and_async_code() => Verify.SilentAsync(Rule, """
        public class PriceTrainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _houses;
            private readonly ITransformer _scaler;

            public PriceTrainer()
            {
                _houses = _ml.Data.LoadFromTextFile<House>("houses.csv");
                _scaler = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(_houses);
            }

            public async Task TrainAsync()
            {
                var model = await Task.FromResult(_ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(_scaler.Transform(_houses)));
                _ml.Model.Save(_scaler.Append(model), _houses.Schema, "price-1.4.0.zip");
            }
        }
        """);

    [Fact]
    public Task J02_Silent_in_a_loop_with_a_local_function() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        foreach (var city in new[] { "Bonn", "Graz" })
        {
            var rows = ml.Data.LoadFromTextFile<House>($"{city}.csv");
            ml.Model.Save(Train(rows), rows.Schema, $"{city}-1.4.0.zip");
        }

        ITransformer Train(IDataView rows)
        {
            var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows);
            return scaler.Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaler.Transform(rows)));
        }
        """);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_the_preparation_goes_where_nobody_can_see() => Verify.SilentAsync(Rule, """
        public interface IModelStore { void Keep(string name, ITransformer transformer); }

        public class PriceTrainer(IModelStore store)
        {
            public void Train(MLContext ml, IDataView houses)
            {
                var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
                store.Keep("scaler", scaler);
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaler.Transform(houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_preparation_is_returned_to_callers_out_of_reach() => Verify.SilentAsync(Rule, """
        public class PriceTrainer
        {
            public ITransformer Train(MLContext ml, IDataView houses)
            {
                var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaler.Transform(houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
                return scaler;
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_preparation_is_returned_in_a_record() => Verify.SilentAsync(Rule, """
        public record Trained(ITransformer Preparation, ITransformer Model);

        public class PriceTrainer
        {
            public Trained Train(MLContext ml, IDataView houses)
            {
                var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses);
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaler.Transform(houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
                return new Trained(scaler, model);
            }
        }
        """);

    [Theory]
    [InlineData("var parts = new List<ITransformer>(); parts.Add(scaler); parts.Add(priceModel);")]
    [InlineData("var parts = new[] { scaler, (ITransformer)priceModel };")]
    public Task Silent_when_the_preparation_is_saved_from_a_collection(string collect) => Verify.SilentAsync(Rule, ScaleAndTrain + $$"""
        {{collect}}
        var number = 0;
        foreach (var part in parts) ml.Model.Save(part, houses.Schema, $"price-1.4.0-{number++}.zip");
        ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_the_last_transformer_is_saved_beside_the_whole_chain() => Verify.SilentAsync(Rule, Split + """
        var model = ml.Transforms.NormalizeMinMax("Features", "Size").Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price")).Fit(split.TrainSet);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        ml.Model.Save(model.LastTransformer, houses.Schema, "price-weights-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_there_is_an_engine_for_each_part() => Verify.SilentAsync(Rule, ScaleAndTrain + """
        var prepare = ml.Model.CreatePredictionEngine<House, Prepared>(scaler);
        var predict = ml.Model.CreatePredictionEngine<Prepared, HousePrediction>(priceModel);
        Console.WriteLine(predict.Predict(prepare.Predict(new House { Size = 80, Rooms = 3 })).Price);

        public class Prepared { public float[] Features = []; public float Price; }
        """);

    [Fact]
    public Task Silent_when_the_rows_were_prepared_by_a_caller_out_of_reach() => Verify.SilentAsync(Rule, """
        public class PriceTrainer
        {
            public void Train(MLContext ml, IDataView preparedRows)
            {
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(preparedRows);
                ml.Model.Save(model, preparedRows.Schema, "price-1.4.0.zip");
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_transformer_is_not_known() => Verify.SilentAsync(Rule, """
        public class PriceTrainer(ITransformer preparation)
        {
            public void Train(MLContext ml, IDataView houses)
            {
                var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(preparation.Transform(houses));
                ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
            }
        }
        """);

    [Fact]
    public Task Silent_when_the_preparation_was_loaded_from_its_own_file() => Verify.SilentAsync(Rule, Split + """
        var preparation = ml.Model.Load("preparation-1.4.0.zip", out _);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(preparation.Transform(split.TrainSet));
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task Silent_when_a_loaded_model_is_saved_again() => Verify.SilentAsync(Rule, Split + """
        var model = ml.Model.Load("price-1.3.0.zip", out var schema);
        ml.Model.Save(model, schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task M08_Silent_on_dynamic_calls() => Verify.SilentAsync(Rule, Split + """
        dynamic scaler = ml.Transforms.NormalizeMinMax("Features", "Size");
        IDataView scaled = scaler.Fit(split.TrainSet).Transform(split.TrainSet);
        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaled);
        ml.Model.Save(model, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                using System;

                public sealed class Scaler { public Scaler Fit(double[] rows) => this; public double[] Transform(double[] rows) => rows; }
                public sealed class ModelStore { public void Save(object model, object schema, string path) => Console.WriteLine(path); }
                public sealed class MLContext { public ModelStore Model { get; } = new(); }

                public static class Program
                {
                    public static void Run(double[] rows)
                    {
                        var ml = new MLContext();
                        var scaled = new Scaler().Fit(rows).Transform(rows);
                        ml.Model.Save(scaled, rows, "model.zip");
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- Defects ----

    [Fact]
    public Task J01_Model_trained_on_scaled_rows_is_saved_without_the_scaler() => Verify.RuleAsync(Rule, ScaleAndTrain + """
        [|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task J01_Is_one_defect_and_the_schema_is_right() => new RuleTest(Rule, "MLR402")
    {
        Sources = { ("Program.cs", ScaleAndTrain + """[|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];""") },
    }.RunAsync();

    [Theory]
    [InlineData("""ml.Transforms.NormalizeMeanVariance("Features", "Size")""")]
    [InlineData("""ml.Transforms.NormalizeBinning("Features", "Size")""")]
    [InlineData("""ml.Transforms.ReplaceMissingValues("Features", "Size", MissingValueReplacingEstimator.ReplacementMode.Mean)""")]
    [InlineData("""ml.Transforms.Text.FeaturizeText("Features", "City")""")]
    [InlineData("""ml.Transforms.Concatenate("Raw", "Size", "Rooms").Append(ml.Transforms.ProjectToPrincipalComponents("Features", "Raw", rank: 1))""")]
    [InlineData("""ml.Transforms.Concatenate("Raw", "Size", "Rooms").Append(ml.Transforms.FeatureSelection.SelectFeaturesBasedOnCount("Features", "Raw", count: 10))""")]
    [InlineData("""ml.Transforms.Concatenate("Raw", "Size", "Rooms").Append(ml.Transforms.ApproximatedKernelMap("Features", "Raw"))""")]
    public Task Every_kind_of_learned_preparation_counts(string preparation) => Verify.RuleAsync(Rule, Split + $$"""
        var preparation = {{preparation}}.Fit(split.TrainSet);
        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit(preparation.Transform(split.TrainSet));
        [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task Clusters_that_became_a_feature_are_left_out() => Verify.RuleAsync(Rule, Split + """
        var clusters = ml.Transforms.Concatenate("Place", "Size", "Rooms").Append(ml.Clustering.Trainers.KMeans("Place")).Fit(split.TrainSet);
        var model = ml.Transforms.Concatenate("Features", "Size", "Score").Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(clusters.Transform(split.TrainSet));
        [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public async Task Several_steps_left_out_are_one_finding_that_names_them()
    {
        var found = await Verify.RuleAsync(Rule, Split + """
            var encoder = ml.Transforms.Categorical.OneHotEncoding("City").Fit(split.TrainSet);
            var scaler = ml.Transforms.NormalizeMinMax("Size").Fit(encoder.Transform(split.TrainSet));
            var rows = scaler.Transform(encoder.Transform(split.TrainSet));
            var model = ml.Transforms.Concatenate("Features", "City", "Size").Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price")).Fit(rows);
            [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
            """);
        var finding = Assert.Single(found);
        Assert.Contains("OneHotEncoding", finding.Text());
        Assert.Contains("NormalizeMinMax", finding.Text());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
    }

    [Fact]
    public async Task A_one_hot_vocabulary_left_out_is_a_hint()
    {
        var found = await Verify.RuleAsync(Rule, Split + """
            var encoder = ml.Transforms.Categorical.OneHotEncoding("Features", "City").Fit(split.TrainSet);
            var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price").Fit(encoder.Transform(split.TrainSet));
            [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
            """);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public Task Only_the_last_transformer_of_the_chain_is_saved() => Verify.RuleAsync(Rule, Split + """
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        [|ml.Model.Save(model.LastTransformer, houses.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task Silent_when_the_last_transformer_follows_steps_that_learn_nothing() => Verify.SilentAsync(Rule, Split + """
        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(split.TrainSet);
        ml.Model.Save(model.LastTransformer, houses.Schema, "price-1.4.0.zip");
        """);

    [Fact]
    public async Task One_of_two_preparations_left_out_is_named()
    {
        var found = await Verify.RuleAsync(Rule, Split + """
            var imputer = ml.Transforms.ReplaceMissingValues("Size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean).Fit(split.TrainSet);
            var complete = imputer.Transform(split.TrainSet);
            var scaler = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(complete);
            var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaler.Transform(complete));
            var chain = scaler.Append(model);
            [|ml.Model.Save(chain, complete.Schema, "price-1.4.0.zip")|];
            """);
        Assert.Contains("ReplaceMissingValues", Assert.Single(found).Text());
    }

    [Fact]
    public Task Saved_to_a_stream() => Verify.RuleAsync(Rule, ScaleAndTrain + """
        using var file = File.Create("price-1.4.0.zip");
        [|ml.Model.Save(priceModel, scaledTrain.Schema, file)|];
        """);

    [Fact]
    public Task Served_without_being_saved() => Verify.RuleAsync(Rule, ScaleAndTrain + """
        var engine = [|ml.Model.CreatePredictionEngine<House, HousePrediction>(priceModel)|];
        Console.WriteLine(engine.Predict(new House { Size = 80, Rooms = 3 }).Price);
        """);

    [Fact]
    public Task Saved_and_served_is_one_defect_at_the_save() => Verify.RuleAsync(Rule, ScaleAndTrain + """
        [|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];
        var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(priceModel);
        Console.WriteLine(engine.Predict(new House { Size = 80, Rooms = 3 }).Price);
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task J01_In_static_helper_methods() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
                var prepared = Prepare(ml, houses);
                var model = Train(ml, prepared);
                SaveModel(ml, model, houses.Schema);
            }

            private static IDataView Prepare(MLContext ml, IDataView rows) =>
                ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);

            private static ITransformer Train(MLContext ml, IDataView rows) =>
                ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(rows);

            private static void SaveModel(MLContext ml, ITransformer model, DataViewSchema schema) =>
                [|ml.Model.Save(model, schema, "price-1.4.0.zip")|];
        }
        """);

    [Fact]
    public Task J01_In_the_fields_of_a_class() => Verify.RuleAsync(Rule, """
        public class PriceTrainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IDataView _houses;
            private readonly IDataView _scaled;

            public PriceTrainer()
            {
                _houses = _ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
                _scaled = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(_houses).Transform(_houses);
            }

            public void Train()
            {
                var model = _ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(_scaled);
                [|_ml.Model.Save(model, _houses.Schema, "price-1.4.0.zip")|];
            }
        }
        """);

    [Fact]
    public Task J01_In_a_local_function_and_a_lambda() => Verify.RuleAsync(Rule, Split + """
        Func<IDataView, IDataView> scale = rows => ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);
        Save(ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scale(split.TrainSet)));

        void Save(ITransformer model) => [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task J01_Through_a_tuple_and_an_out_parameter() => Verify.RuleAsync(Rule, """
        public class PriceTrainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public void Train()
            {
                var (train, test) = Load();
                Scale(train, out var scaledTrain);
                var model = _ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaledTrain);
                Console.WriteLine(_ml.Regression.Evaluate(model.Transform(test), "Price").RSquared);
                [|_ml.Model.Save(model, train.Schema, "price-1.4.0.zip")|];
            }

            private (IDataView Train, IDataView Test) Load() =>
                (_ml.Data.LoadFromTextFile<House>("train.csv"), _ml.Data.LoadFromTextFile<House>("test.csv"));

            private void Scale(IDataView rows, out IDataView scaled) =>
                scaled = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);
        }
        """);

    [Fact]
    public Task J01_In_async_code() => Verify.RuleAsync(Rule, """
        public class PriceTrainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task TrainAsync(CancellationToken cancellation)
            {
                var houses = await LoadAsync(cancellation);
                var scaled = _ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
                var model = await FitAsync(scaled);
                await using var file = File.Create("price-1.4.0.zip");
                [|_ml.Model.Save(model, houses.Schema, file)|];
            }

            private async Task<IDataView> LoadAsync(CancellationToken cancellation)
            {
                var lines = await File.ReadAllLinesAsync("houses.csv", cancellation);
                return _ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
            }

            private Task<ITransformer> FitAsync(IDataView rows) =>
                Task.FromResult<ITransformer>(_ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(rows));
        }
        """);

    [Fact]
    public Task J01_In_a_loop_over_columns() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        foreach (var column in new[] { "Size", "Rooms" })
        {
            rows = ml.Transforms.NormalizeMinMax(column).Fit(rows).Transform(rows);
        }

        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"))
            .Fit(rows);
        [|ml.Model.Save(model, rows.Schema, "price-1.4.0.zip")|];
        """);

    [Fact]
    public Task J01_When_one_branch_appends_the_scaler_and_the_other_forgets_it() => Verify.RuleAsync(Rule, ScaleAndTrain + """
        if (args.Contains("--full"))
        {
            ml.Model.Save(scaler.Append(priceModel), houses.Schema, "price-full-1.4.0.zip");
        }
        else
        {
            [|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];
        }
        """);

    [Fact]
    public Task J01_Across_files() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Preparation.cs", """
                public static class Preparation
                {
                    public static IDataView Scale(this MLContext ml, IDataView rows) =>
                        ml.Transforms.NormalizeMinMax("Features", "Size").Fit(rows).Transform(rows);
                }
                """),
            ("Trainer.cs", """
                public class Trainer
                {
                    public void Run()
                    {
                        var ml = new MLContext(seed: 1);
                        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(ml.Scale(houses));
                        [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task J01_Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Trainer.cs", """
                using Serilog;

                public class Trainer(ILogger log)
                {
                    public void Run()
                    {
                        var ml = new MLContext(seed: 1);
                        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
                        log.Information("loaded {Rows}", houses.GetRowCount());
                        var scaled = ml.Transforms.NormalizeMinMax("Features", "Size").Fit(houses).Transform(houses);
                        var model = ml.Regression.Trainers.Sdca(labelColumnName: "Price").Fit(scaled);
                        [|ml.Model.Save(model, houses.Schema, "price-1.4.0.zip")|];
                        log.Information("saved");
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public async Task I16_A_test_project_gets_a_hint()
    {
        var test = new RuleTest(Rule) { References = { MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location) } };
        test.Sources.Add(("Program.cs", ScaleAndTrain + """
            [|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];
            """));
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await test.RunAsync()).Severity);
    }

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_model_and_the_step_that_is_missing_from_the_file()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, ScaleAndTrain + """
            [|ml.Model.Save(priceModel, scaledTrain.Schema, "price-1.4.0.zip")|];
            """));

        Assert.Contains("priceModel", finding.Text());
        Assert.Contains("NormalizeMinMax", finding.Text());
        Assert.Contains(finding.Path(), step => step.EndsWith(".Fit(split.TrainSet)", StringComparison.Ordinal));
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }
}
