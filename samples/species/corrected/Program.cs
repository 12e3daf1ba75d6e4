using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Species;

internal static class Program
{
    private static void Main()
    {
        var ml = new MLContext(seed: 8);
        var birds = ml.Data.LoadFromTextFile<Bird>("data/birds.csv", separatorChar: ',', hasHeader: true);
        var split = ml.Data.TrainTestSplit(birds, testFraction: 0.25);

        var sdca = Pipeline(ml, ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new SdcaMaximumEntropyMulticlassTrainer.Options { NumberOfThreads = 1 }));
        var lbfgs = Pipeline(ml, ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy());

        // The folds are cut from the training rows and choose the trainer; the held-out rows only judge the choice.
        var sdcaScore = Score(ml, split.TrainSet, sdca);
        var lbfgsScore = Score(ml, split.TrainSet, lbfgs);
        Console.WriteLine($"macro accuracy over 5 folds: SDCA {sdcaScore:F3}, L-BFGS {lbfgsScore:F3}");

        var model = (sdcaScore >= lbfgsScore ? sdca : lbfgs).Fit(split.TrainSet);
        var metrics = ml.MulticlassClassification.Evaluate(model.Transform(split.TestSet));
        Console.WriteLine($"held out: macro accuracy {metrics.MacroAccuracy:F3}, log loss {metrics.LogLoss:F3}");

        Directory.CreateDirectory("models");
        ml.Model.Save(model, birds.Schema, Path.Combine("models", $"species-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip"));
    }

    private static IEstimator<ITransformer> Pipeline(MLContext ml, IEstimator<ITransformer> trainer) =>
        ml.Transforms.Conversion.MapValueToKey("Label", nameof(Bird.Species))
            .Append(ml.Transforms.Concatenate("Features", nameof(Bird.WingLength), nameof(Bird.BeakLength), nameof(Bird.Weight)))
            .Append(ml.Transforms.ReplaceMissingValues("Features", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(ml.Transforms.NormalizeMeanVariance("Features"))
            .Append(trainer)
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

    private static double Score(MLContext ml, IDataView rows, IEstimator<ITransformer> pipeline)
    {
        var folds = ml.MulticlassClassification.CrossValidate(rows, pipeline, numberOfFolds: 5);
        return folds.Average(fold => fold.Metrics.MacroAccuracy);
    }
}
