using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR104: the label, a copy of it or a value computed from it is among the features that the trainer reads.</summary>
public sealed class LabelAmongFeaturesTests
{
    private const string Rule = "MLR104";

    /// <summary>Trains <paramref name="pipeline"/> for the price of a house on one side and evaluates it on the other.</summary>
    private static string PriceModel(string pipeline, string label = "Price", string members = "", string before = "") => InMain($"""
        {before}
        var pipeline = {pipeline};
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), labelColumnName: "{label}").RSquared);
        """, members);

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Rooms\").Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("ml.Transforms.CopyColumns(\"Label\", \"Price\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Rooms\")).Append(ml.Regression.Trainers.Sdca())", "Label")]
    [InlineData("ml.Transforms.Concatenate(\"Report\", \"Size\", \"Price\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Rooms\")).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\").Append(ml.Regression.Trainers.Sdca(\"Rooms\"))", "Rooms")]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\").Append(ml.Transforms.Concatenate(\"Inputs\", \"Size\", \"Rooms\")).Append(ml.Regression.Trainers.Sdca(\"Price\", featureColumnName: \"Inputs\"))", "Price")]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Rooms\")).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("ml.Transforms.CopyColumns(\"Label\", \"Price\").Append(ml.Transforms.CopyColumns(\"Price\", \"Rooms\")).Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")).Append(ml.Regression.Trainers.Sdca())", "Label")]
    public Task Features_without_the_label_are_silent(string pipeline, string label) =>
        Verify.SilentAsync(Rule, PriceModel(pipeline, label));

    [Fact]
    public Task H05_Similar_name_is_silent() => Verify.SilentAsync(Rule, """
        public class Customer { [LoadColumn(0)] public float Age; [LoadColumn(1)] public float IsChurned30d; [LoadColumn(2)] public bool IsChurned; }
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Customer>("customers.csv", ','));
                var model = ml.Transforms.Concatenate("Features", "Age", "IsChurned30d")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("IsChurned")).Fit(split.TrainSet);
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "IsChurned").F1Score);
            }
        }
        """);

    [Fact]
    public Task H03_All_columns_but_the_label_are_silent() => Verify.SilentAsync(Rule, PriceModel("""
        ml.Transforms.Concatenate("Features", columns).Append(ml.Regression.Trainers.Sdca("Price"))
        """, before: """
        var columns = houses.Schema.Where(column => column.Name != "Price" && column.Type == NumberDataViewType.Single).Select(column => column.Name).ToArray();
        """));

    [Theory]
    [InlineData("new[] { \"Size\", \"Rooms\", \"Price\" }.Where(name => name != \"Price\").ToArray()")]
    [InlineData("new[] { \"Size\", \"Rooms\", \"Price\" }.Except(new[] { \"Price\" }).ToArray()")]
    [InlineData("File.ReadAllLines(\"columns.txt\")")]
    public Task Column_lists_that_leave_the_label_out_or_are_unknown_are_silent(string columns) => Verify.SilentAsync(Rule, PriceModel(
        "ml.Transforms.Concatenate(\"Features\", columns).Append(ml.Regression.Trainers.Sdca(\"Price\"))", before: $"var columns = {columns};"));

    [Fact]
    public Task Pipeline_that_is_never_fitted_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var pipeline = ml.Transforms.Concatenate("Features", "Size", "Price").Append(ml.Regression.Trainers.Sdca("Price"));
        Console.WriteLine(pipeline.Preview(houses).ColumnView.Length);
        """));

    [Fact]
    public Task Two_pipelines_each_with_another_label_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var price = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca("Price")).Fit(split.TrainSet);
        var rooms = ml.Transforms.Concatenate("Features", "Size", "Price").Append(ml.Regression.Trainers.Sdca("Rooms")).Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(price.Transform(split.TestSet), "Price").RSquared);
        Console.WriteLine(ml.Regression.Evaluate(rooms.Transform(split.TestSet), "Rooms").RSquared);
        """));

    [Fact]
    public Task Custom_mapping_that_does_not_read_the_label_is_silent() => Verify.SilentAsync(Rule, PriceModel("""
        ml.Transforms.CustomMapping<House, Derived>((house, derived) => derived.PerRoom = house.Size / house.Rooms, "PerRoom")
            .Append(ml.Transforms.Concatenate("Features", "Size", "PerRoom")).Append(ml.Regression.Trainers.Sdca("Price"))
        """, members: "public class Derived { public float PerRoom; }"));

    [Fact]
    public Task Label_computed_from_several_columns_is_not_one_of_them() => Verify.SilentAsync(Rule, PriceModel("""
        ml.Transforms.CustomMapping<House, Derived>((house, derived) => derived.PerSize = house.Price / house.Size, "PerSize")
            .Append(ml.Transforms.Concatenate("Features", "Size", "Rooms")).Append(ml.Regression.Trainers.Sdca("PerSize"))
        """, "PerSize", members: "public class Derived { public float PerSize; }"));

    [Fact]
    public Task Prediction_of_another_model_as_label_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var teacher = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.FastTree("Price")).Fit(houses);
        var split = ml.Data.TrainTestSplit(teacher.Transform(houses), testFraction: 0.2);
        var student = ml.Regression.Trainers.Sdca("Score").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(student.Transform(split.TestSet), "Score").RSquared);
        """));

    [Fact]
    public Task Columns_that_only_one_branch_takes_in_are_silent() => Verify.SilentAsync(Rule, PriceModel(
        "ml.Transforms.Concatenate(\"Features\", \"Size\", other).Append(ml.Regression.Trainers.Sdca(target))",
        before: "var (other, target) = args.Length > 0 ? (\"Rooms\", \"Price\") : (\"Price\", \"Rooms\");"));

    [Fact]
    public Task A_row_function_that_is_not_known_is_silent() => Verify.SilentAsync(Rule, """
        public class Derived { public float Extra; }
        public sealed class Training(Action<House, Derived> derive)
        {
            public double Run(MLContext ml, IDataView houses)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.Transforms.CustomMapping(derive, "Extra").Append(ml.Transforms.Concatenate("Features", "Size", "Price"))
                    .Append(ml.Regression.Trainers.Sdca("Price")).Fit(split.TrainSet);
                return ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
        }
        """);

    [Fact]
    public Task Label_name_from_a_parameter_that_nobody_fills_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, IDataView houses, string label, string[] columns)
            {
                var split = ml.Data.TrainTestSplit(houses);
                var model = ml.Transforms.Concatenate("Features", columns).Append(ml.Regression.Trainers.Sdca(label)).Fit(split.TrainSet);
                return ml.Regression.Evaluate(model.Transform(split.TestSet), label).RSquared;
            }
        }
        """);

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task M08_Dynamic_pipeline_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, """
        dynamic pipeline = ml.Transforms.Concatenate("Features", "Size", "Price").Append(ml.Regression.Trainers.Sdca("Price"));
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        ITransformer model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task H01_Label_in_the_Concatenate_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var pipeline = [|ml.Transforms.Concatenate("Features", "Size", "Rooms", "Price")|].Append(ml.Regression.Trainers.Sdca(labelColumnName: "Price"));
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = pipeline.Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """));

    [Fact]
    public Task H03_All_columns_of_the_schema_are_found() => Verify.RuleAsync(Rule, """
        public class Measurement { [LoadColumn(0)] public float Depth; [LoadColumn(1)] public float Width; [LoadColumn(2)] public float Yield; }
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var rows = ml.Data.LoadFromTextFile<Measurement>("measurements.csv", ',');
                var columns = rows.Schema.Select(column => column.Name).ToArray();
                var split = ml.Data.TrainTestSplit(rows);
                var model = [|ml.Transforms.Concatenate("Features", columns)|].Append(ml.Regression.Trainers.Sdca("Yield")).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Yield").RSquared);
            }
        }
        """);

    [Theory]
    [InlineData("ml.Transforms.CopyColumns(\"Label\", \"Price\").Append([|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|]).Append(ml.Regression.Trainers.Sdca())", "Label")]
    [InlineData("ml.Transforms.CopyColumns(\"Target\", \"Price\").Append([|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Target\")|]).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|].Append(ml.Transforms.Conversion.ConvertType(\"Label\", \"Price\", DataKind.Single)).Append(ml.Regression.Trainers.Sdca())", "Label")]
    [InlineData("ml.Transforms.NormalizeMinMax(\"Scaled\", \"Price\").Append([|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Scaled\")|]).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Numbers\", \"Rooms\", \"Price\")|].Append(ml.Transforms.Concatenate(\"Features\", \"Size\", \"Numbers\")).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Features\", nameof(House.Size), nameof(House.Price))|].Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Inputs\", \"Size\", \"Price\")|].Append(ml.Regression.Trainers.FastTree(nameof(House.Price), \"Inputs\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|].Append(ml.Transforms.NormalizeMinMax(\"Features\")).AppendCacheCheckpoint(ml).Append(ml.Regression.Trainers.Sdca(\"Price\"))", "Price")]
    [InlineData("[|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|].Append(ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options { LabelColumnName = \"Price\" }))", "Price")]
    public Task Label_or_a_copy_of_it_in_the_features_is_found(string pipeline, string label) =>
        Verify.RuleAsync(Rule, PriceModel(pipeline, label));

    [Fact]
    public Task Default_label_name_converted_to_a_number_is_found() => Verify.RuleAsync(Rule, InMain("""
        var pipeline = ml.Transforms.Conversion.ConvertType("Answer", "Label", DataKind.Single)
            .Append([|ml.Transforms.Concatenate("Features", "Size", "Answer")|])
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.BinaryClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Encoded_label_in_the_features_is_found() => Verify.RuleAsync(Rule, InMain("""
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "City")
            .Append(ml.Transforms.Categorical.OneHotEncoding("CityCode", "City"))
            .Append([|ml.Transforms.Concatenate("Features", "Size", "CityCode")|])
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).MacroAccuracy);
        """));

    [Fact]
    public Task Encoded_label_named_in_a_pair_of_columns_is_found() => Verify.RuleAsync(Rule, InMain("""
        var pipeline = ml.Transforms.Conversion.MapValueToKey(new[] { new InputOutputColumnPair("Label", "City") })
            .Append(ml.Transforms.Categorical.OneHotEncoding(new[] { new InputOutputColumnPair("CityCode", "City"), new InputOutputColumnPair("Label") }))
            .Append([|ml.Transforms.Concatenate("Features", "Size", "CityCode")|])
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).MacroAccuracy);
        """));

    [Fact]
    public Task Pipeline_that_begins_with_an_empty_chain_is_found() => Verify.RuleAsync(Rule, PriceModel("""
        new EstimatorChain<ITransformer>().Append([|ml.Transforms.Concatenate("Features", "Size", "Price")|]).Append(ml.Regression.Trainers.Sdca("Price"))
        """));

    [Fact]
    public Task Copy_of_the_label_made_by_an_earlier_fit_is_found() => Verify.RuleAsync(Rule, PriceModel("""
        [|ml.Transforms.Concatenate("Features", "Size", "Target")|].Append(ml.Regression.Trainers.Sdca("Price"))
        """, before: """
        houses = ml.Transforms.CopyColumns("Target", "Price").Fit(houses).Transform(houses);
        """));

    [Fact]
    public Task Label_that_an_inner_trainer_of_one_versus_all_reads_is_found() => Verify.RuleAsync(Rule, InMain("""
        var pipeline = ml.Transforms.Conversion.MapValueToKey("Label", "City")
            .Append([|ml.Transforms.Concatenate("Inputs", "Size", "Label")|])
            .Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.AveragedPerceptron(featureColumnName: "Inputs")));
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.MulticlassClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).MacroAccuracy);
        """));

    [Fact]
    public Task Custom_mapping_in_a_method_of_its_own_is_followed() => Verify.RuleAsync(Rule, PriceModel("""
        ml.Transforms.CustomMapping<House, Derived>(Derive, "PerSize")
            .Append([|ml.Transforms.Concatenate("Features", "Rooms", "per size")|]).Append(ml.Regression.Trainers.Sdca("Price"))
        """, members: """
        private static void Derive(House house, Derived derived) => derived.PerSize = Ratio(house.Price, house.Size);
        private static float Ratio(float price, float size) => price / size;
        public class Derived { [ColumnName("per size")] public float PerSize { get; set; } }
        """));

    [Fact]
    public Task Custom_mapping_that_fills_a_feature_from_the_label_is_found() => Verify.RuleAsync(Rule, PriceModel("""
        ml.Transforms.CustomMapping<House, Derived>((house, derived) => derived.PerSize = house.Price / house.Size, "PerSize")
            .Append([|ml.Transforms.Concatenate("Features", "Rooms", "PerSize")|]).Append(ml.Regression.Trainers.Sdca("Price"))
        """, members: "public class Derived { public float PerSize; }"));

    [Fact]
    public Task Custom_mapping_that_fills_the_feature_column_from_the_label_is_found_at_the_mapping() => Verify.RuleAsync(Rule, PriceModel("""
        [|ml.Transforms.CustomMapping<House, Derived>((house, derived) => derived.Features = new[] { house.Size, house.Price }, "Features")|]
            .Append(ml.Regression.Trainers.Sdca("Price"))
        """, members: "public class Derived { [VectorType(2)] public float[] Features = new float[2]; }"));

    [Fact]
    public Task Column_names_in_a_static_dictionary_are_found() => Verify.RuleAsync(Rule, PriceModel("""
        [|ml.Transforms.Concatenate("Features", Columns)|].Append(ml.Regression.Trainers.Sdca(Target))
        """, members: """
        private static readonly string[] Columns = { "Size", "Rooms", "Price" };
        private const string Target = "Price";
        """));

    [Fact]
    public async Task The_message_names_label_and_feature_column()
    {
        var found = await Finding.OnlyAsync(Rule, PriceModel("""
            ml.Transforms.CopyColumns("Target", "Price").Append([|ml.Transforms.Concatenate("Inputs", "Size", "Price")|]).Append(ml.Regression.Trainers.Sdca("Target", "Inputs"))
            """, "Target"));
        found.Is(Warning, "Critical");
        found.Names("Price", "Target");
    }

    // ---- Members, classes and files ----

    [Fact]
    public Task Pipeline_built_in_another_file_is_found_there() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                var model = Pipelines.Features(ml).Append(ml.Regression.Trainers.Sdca(Pipelines.Label)).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), Pipelines.Label).RSquared);
                """),
            ("Pipelines.cs", """
                public static class Pipelines
                {
                    public const string Label = nameof(House.Price);
                    public static IEstimator<ITransformer> Features(MLContext ml) => [|ml.Transforms.Concatenate("Features", "Size", "Rooms", Label)|];
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Trainer_given_as_a_parameter_is_followed() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var model = Train(ml, split.TrainSet, ml.Regression.Trainers.Sdca("Price"));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """, """
        private static ITransformer Train(MLContext ml, IDataView rows, IEstimator<ITransformer> trainer) =>
            [|ml.Transforms.Concatenate("Features", "Size", "Price")|].Append(trainer).Fit(rows);
        """));

    [Fact]
    public Task Pipeline_in_a_field_and_trainer_in_a_Func_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly IEstimator<ITransformer> _features;

            public Trainer() => _features = [|_ml.Transforms.Concatenate("Features", "Size", "Price")|];

            public async Task<double> RunAsync()
            {
                await Task.Yield();
                Func<string, IEstimator<ITransformer>> trainer = label => _ml.Regression.Trainers.Sdca(label);
                var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>("houses.csv", ','));
                var model = _features.Append(trainer("Price")).Fit(split.TrainSet);
                return _ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared;
            }
        }
        """);

    [Theory]
    [InlineData("Func<IEstimator<ITransformer>> build = () => [|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|];")]
    [InlineData("IEstimator<ITransformer> build() => [|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|];")]
    [InlineData("Func<IEstimator<ITransformer>> build = () => { try { return [|ml.Transforms.Concatenate(\"Features\", \"Size\", \"Price\")|]; } catch (IOException) { throw; } };")]
    public Task Pipeline_built_in_a_function_inside_a_try_block_is_found(string build) => Verify.RuleAsync(Rule, InMain($$"""
        try
        {
            {{build}}
            var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
            var model = build().Append(ml.Regression.Trainers.Sdca("Price")).Fit(split.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine(failure.Message);
        }
        """));

    [Fact]
    public Task Cross_validated_pipeline_with_its_label_is_found() => Verify.RuleAsync(Rule, InMain("""
        var pipeline = [|ml.Transforms.Concatenate("Features", "Size", "Price")|].Append(ml.Regression.Trainers.Sdca("Price"));
        foreach (var fold in ml.Regression.CrossValidate(houses, pipeline, labelColumnName: "Price")) Console.WriteLine(fold.Metrics.RSquared);
        """));

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_label() => Verify.RuleAsync(Rule, HalfBound("""
        var pipeline = [|ml.Transforms.Concatenate("Features", "Size", "Price")|].Append(ml.Regression.Trainers.Sdca("Price"));
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        Console.WriteLine(ml.Regression.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet), "Price").RSquared);
        """));
}
