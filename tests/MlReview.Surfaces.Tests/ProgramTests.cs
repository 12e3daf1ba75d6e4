using Xunit;

namespace MlReview.Surfaces.Tests;

/// <summary>What the table does not say, yet a program needs: constraints, conversions by variance, where an attribute may stand.</summary>
public sealed class ProgramTests
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Linq;
        using Microsoft.ML;
        using Microsoft.ML.AutoML;
        using Microsoft.ML.Calibrators;
        using Microsoft.ML.Data;
        using Microsoft.ML.Trainers;
        using Microsoft.ML.Trainers.FastTree;
        using Microsoft.ML.Trainers.LightGbm;
        using Microsoft.ML.Transforms;
        using Microsoft.ML.Transforms.TimeSeries;

        public class Row
        {
            [LoadColumn(0)] public float Size;
            [LoadColumn(1, 3), VectorType(3)] public float[] Rooms;
            [LoadColumn(4), ColumnName("Label")] public bool IsSold { get; set; }
            [NoColumn] public string Note;
            [KeyType(5)] public uint Area;
        }

        public class Prediction
        {
            public float Score;
        }

        """;

    [Theory]
    [InlineData("""
        var data = ml.Data.LoadFromTextFile<Row>("rows.csv", hasHeader: true, separatorChar: ',');
        var split = ml.Data.TrainTestSplit(data, testFraction: 0.2, seed: 1);
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("Area")
            .Append(ml.Transforms.Concatenate("Features", "Size", "Area"))
            .Append(ml.Transforms.NormalizeMinMax("Features"))
            .AppendCacheCheckpoint(ml)
            .Append(ml.BinaryClassification.Trainers.SdcaLogisticRegression(labelColumnName: "Label"));
        TransformerChain<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> model = pipeline.Fit(split.TrainSet);
        CalibratedBinaryClassificationMetrics metrics = ml.BinaryClassification.Evaluate(model.Transform(split.TestSet));
        BinaryClassificationMetrics general = metrics;
        ml.Model.Save(model, data.Schema, "model.zip");
        float score = ml.Model.CreatePredictionEngine<Row, Prediction>(model).Predict(new Row()).Score;
        """)]
    [InlineData("""
        IEstimator<ITransformer> estimator = ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = 10, LabelColumnName = "Label" });
        if (args.Length > 0)
            estimator = ml.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options { Booster = new DartBooster.Options() });
        IEnumerable<IEstimator<ITransformer>> several = new[] { estimator, ml.Transforms.NormalizeMinMax("Features") };
        foreach (var fold in ml.Regression.CrossValidate(ml.Data.LoadFromEnumerable(new List<Row>()), several.First(), numberOfFolds: 5))
            ml.Model.Save(fold.Model, null, $"{fold.Metrics.RSquared}.zip");
        """)]
    [InlineData("""
        ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> trainer = ml.BinaryClassification.Trainers.AveragedPerceptron();
        var chain = new EstimatorChain<ITransformer>().Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.LinearSvm()));
        ITransformer loaded = ml.Model.Load("model.zip", out DataViewSchema schema);
        using var stream = System.IO.File.Create("model.zip");
        ml.Model.Save(loaded, schema, stream);
        """)]
    [InlineData("""
        var forecaster = ml.Forecasting.ForecastBySsa("Forecast", "Size", windowSize: 7, seriesLength: 30, trainSize: 300, horizon: 7).Fit(ml.Data.LoadFromEnumerable(new[] { new Row() }));
        TimeSeriesPredictionEngine<Row, Prediction> engine = forecaster.CreateTimeSeriesEngine<Row, Prediction>(ml);
        engine.CheckPoint(ml, "model.zip");
        var custom = ml.Transforms.CustomMapping<Row, Prediction>((row, result) => result.Score = row.Size, contractName: null);
        """)]
    [InlineData("""
        ExperimentResult<RegressionMetrics> result = ml.Auto().CreateRegressionExperiment(new RegressionExperimentSettings { MaxExperimentTimeInSeconds = 10 }).Execute(ml.Data.LoadFromTextFile("rows.csv"));
        double best = result.BestRun.ValidationMetrics.RSquared;
        SweepablePipeline pipeline = ml.Auto().Featurizer(ml.Data.LoadFromTextFile("rows.csv")).Append(ml.Auto().BinaryClassification());
        """)]
    public void An_ordinary_program_compiles(string body) => Assert.Empty(Surfaces.Errors(Program(body)));

    [Theory]
    [InlineData("ml.Model.CreatePredictionEngine<Row, int>(null);", "CS0452")]
    [InlineData("ml.Transforms.NormalizeMinMax(42);", "CS1503")]
    [InlineData("IEstimator<BinaryPredictionTransformer<object>> estimator = ml.Transforms.NormalizeMinMax(\"Features\");", "CS0029")]
    [InlineData("new TextLoader();", "CS1729")]
    [InlineData("[LoadColumn(0)] void Local() { }", "CS0592")]
    public void A_wrong_program_does_not_compile(string body, string error) =>
        Assert.Contains(error, Surfaces.Errors(Program(body)).Select(diagnostic => diagnostic.Id));

    [Fact]
    public void A_using_of_a_namespace_with_internal_types_only_compiles() => Assert.Empty(Surfaces.Errors("""
        using Microsoft.ML.Recommender;
        using Microsoft.ML.Internal.Utilities;
        """));

    private static string Program(string body) => $$"""
        {{Usings}}
        public static class Program
        {
            public static void Run(MLContext ml, string[] args)
            {
                {{body}}
            }
        }
        """;
}
