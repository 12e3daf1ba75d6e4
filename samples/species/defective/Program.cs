using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace Species;

internal static class Program
{
    private static void Main()
    {
        var ml = new MLContext(seed: Environment.TickCount);
        var birds = ml.Data.LoadFromTextFile<Bird>("data/birds.csv", separatorChar: ',', hasHeader: true);

        var preparation = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Bird.Species))
            .Append(ml.Transforms.Concatenate("Features", nameof(Bird.WingLength), nameof(Bird.BeakLength), nameof(Bird.Weight)))
            .Append(ml.Transforms.ReplaceMissingValues("Features", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.NormalizeMeanVariance("Features"));
        var prepared = preparation.Fit(birds).Transform(birds);

        var sdca = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy();
        var lbfgs = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy();
        var sdcaScore = Score(ml, prepared, sdca);
        var lbfgsScore = Score(ml, prepared, lbfgs);
        Console.WriteLine($"macro accuracy over 5 folds: SDCA {sdcaScore:F3}, L-BFGS {lbfgsScore:F3}");

        var pipeline = preparation
            .Append(sdca)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        var model = pipeline.Fit(birds);

        Directory.CreateDirectory("models");
        ml.Model.Save(model, birds.Schema, Path.Combine("models", "species.zip"));
    }

    private static double Score(MLContext ml, IDataView rows, IEstimator<ITransformer> trainer)
    {
        var folds = ml.MulticlassClassification.CrossValidate(rows, trainer, numberOfFolds: 5);
        return folds.Average(fold => fold.Metrics.MacroAccuracy);
    }
}
