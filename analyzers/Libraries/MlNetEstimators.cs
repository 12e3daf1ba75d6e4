namespace MlReview.Analyzers.Libraries;

/// <summary>
/// ML.NET's estimators: what <c>Fit</c> learns and where it draws random numbers. One line a member:
/// declaring type, method, what it learns, then words. Measured on ML.NET built from source with 1, 2 and 8 logical
/// processors; members that could not be run were read.
/// </summary>
/// <remarks>
/// Words: <c>draws</c> = from the context; <c>seed</c> = own seed, else from the context; <c>shuffles</c> = from the context when the
/// view can shuffle; <c>inner</c> = as the inner trainer; a task; <c>only:x</c> = learns only with argument x; <c>without:x</c> = learns nothing
/// with argument x; <c>drawsWith:x</c> = draws from the context when option x is not zero; <c>repeatable:x,y</c> = not repeatable unless
/// option x or y is 1 or true; <c>ignores:x</c> = argument x has no effect;
/// <c>validates:x,y</c> = the validation rows decide when option x or y is set, <c>validatesUnless:x</c> = unless it is switched off; <c>hidden</c> = reads columns that its arguments do not name; <c>joins</c> = puts columns side by side into one;
/// <c>keeps</c> = computes no column; <c>numbers</c> = gives keys that number the values in their order; <c>encodes</c> = turns values into categories; <c>ordered</c> = reads rows as one series;
/// <c>identifiers</c> = learns from identifiers by design; <c>reads:x,y</c>, <c>writes:x,y</c> = the arguments that name what it reads and writes, where they
/// are not <c>inputColumnName(s)</c>, <c>outputColumnName(s)</c>, <c>columns</c>, or <c>featureColumnName(s)</c> of a trainer.
/// </remarks>
internal static class MlNetEstimators
{
    public const string Table = """
        Microsoft.ML.TransformExtensionsCatalog Concatenate nothing joins
        Microsoft.ML.TransformExtensionsCatalog CopyColumns nothing
        Microsoft.ML.TransformExtensionsCatalog SelectColumns nothing keeps
        Microsoft.ML.TransformExtensionsCatalog DropColumns nothing keeps
        Microsoft.ML.ConversionsExtensionsCatalog ConvertType nothing
        Microsoft.ML.ConversionsExtensionsCatalog Hash nothing encodes
        Microsoft.ML.ConversionsExtensionsCatalog MapKeyToValue nothing
        Microsoft.ML.ConversionsExtensionsCatalog MapKeyToVector nothing encodes
        Microsoft.ML.ConversionsCatalog MapKeyToBinaryVector nothing encodes
        Microsoft.ML.ConversionsExtensionsCatalog MapValue nothing encodes
        Microsoft.ML.ConversionsExtensionsCatalog MapValueToKey vocabulary without:keyData numbers encodes
        Microsoft.ML.CategoricalCatalog OneHotEncoding vocabulary without:keyData encodes
        Microsoft.ML.CategoricalCatalog OneHotHashEncoding nothing encodes
        Microsoft.ML.ExtensionsCatalog IndicateMissingValues nothing
        Microsoft.ML.ExtensionsCatalog ReplaceMissingValues statistics only:replacementMode
        Microsoft.ML.NormalizationCatalog NormalizeMinMax scaling
        Microsoft.ML.NormalizationCatalog NormalizeMeanVariance scaling
        Microsoft.ML.NormalizationCatalog NormalizeLogMeanVariance scaling
        Microsoft.ML.NormalizationCatalog NormalizeBinning scaling
        Microsoft.ML.NormalizationCatalog NormalizeRobustScaling scaling
        Microsoft.ML.NormalizationCatalog NormalizeSupervisedBinning labelstatistics
        Microsoft.ML.NormalizationCatalog NormalizeLpNorm nothing
        Microsoft.ML.NormalizationCatalog NormalizeGlobalContrast nothing
        Microsoft.ML.FeatureSelectionCatalog SelectFeaturesBasedOnCount statistics
        Microsoft.ML.FeatureSelectionCatalog SelectFeaturesBasedOnMutualInformation labelstatistics
        Microsoft.ML.KernelExpansionCatalog ApproximatedKernelMap statistics seed
        Microsoft.ML.PcaCatalog ProjectToPrincipalComponents statistics seed
        Microsoft.ML.MklComponentsCatalog VectorWhiten statistics
        Microsoft.ML.TextCatalog FeaturizeText statistics
        Microsoft.ML.TextCatalog NormalizeText nothing
        Microsoft.ML.TextCatalog TokenizeIntoWords nothing
        Microsoft.ML.TextCatalog TokenizeIntoCharactersAsKeys nothing
        Microsoft.ML.TextCatalog RemoveDefaultStopWords nothing
        Microsoft.ML.TextCatalog RemoveStopWords nothing
        Microsoft.ML.TextCatalog ProduceWordBags statistics
        Microsoft.ML.TextCatalog ProduceNgrams statistics
        Microsoft.ML.TextCatalog ProduceHashedWordBags nothing
        Microsoft.ML.TextCatalog ProduceHashedNgrams nothing
        Microsoft.ML.TextCatalog ApplyWordEmbedding nothing
        Microsoft.ML.TextCatalog LatentDirichletAllocation statistics
        Microsoft.ML.ExpressionCatalog Expression nothing
        Microsoft.ML.CustomMappingCatalog CustomMapping nothing hidden
        Microsoft.ML.CustomMappingCatalog StatefulCustomMapping nothing hidden
        Microsoft.ML.TreeExtensions FeaturizeByFastTreeBinary labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByFastTreeRegression labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByFastTreeRanking labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByFastTreeTweedie labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByFastForestBinary labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByFastForestRegression labelstatistics writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.TreeExtensions FeaturizeByPretrainTreeEnsemble nothing writes:treesColumnName,leavesColumnName,pathsColumnName
        Microsoft.ML.ExplainabilityCatalog CalculateFeatureContribution nothing
        Microsoft.ML.TimeSeriesCatalog DetectIidSpike nothing ordered
        Microsoft.ML.TimeSeriesCatalog DetectIidChangePoint nothing ordered
        Microsoft.ML.TimeSeriesCatalog DetectAnomalyBySrCnn nothing ordered
        Microsoft.ML.TimeSeriesCatalog DetectSpikeBySsa series forecasting ordered
        Microsoft.ML.TimeSeriesCatalog DetectChangePointBySsa series forecasting ordered
        Microsoft.ML.TimeSeriesCatalog ForecastBySsa series forecasting ordered
        Microsoft.ML.ImageEstimatorsCatalog LoadImages nothing
        Microsoft.ML.ImageEstimatorsCatalog LoadRawImageBytes nothing
        Microsoft.ML.ImageEstimatorsCatalog ResizeImages nothing
        Microsoft.ML.ImageEstimatorsCatalog ConvertToGrayscale nothing
        Microsoft.ML.ImageEstimatorsCatalog ExtractPixels nothing
        Microsoft.ML.ImageEstimatorsCatalog ConvertToImage nothing
        Microsoft.ML.OnnxCatalog ApplyOnnxModel nothing
        Microsoft.ML.OnnxCatalog DnnFeaturizeImage nothing
        Microsoft.ML.Transforms.TensorFlowModel ScoreTensorFlowModel nothing

        Microsoft.ML.BinaryClassificationCatalog+CalibratorsCatalog Isotonic labelstatistics
        Microsoft.ML.BinaryClassificationCatalog+CalibratorsCatalog Naive labelstatistics
        Microsoft.ML.BinaryClassificationCatalog+CalibratorsCatalog Platt labelstatistics without:slope

        Microsoft.ML.StandardTrainersCatalog AveragedPerceptron prediction shuffles binary drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog LinearSvm prediction shuffles binary ignores:exampleWeightColumnName drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog OnlineGradientDescent prediction shuffles regression drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog LbfgsLogisticRegression prediction binary drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog LbfgsMaximumEntropy prediction multiclass drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog LbfgsPoissonRegression prediction regression drawsWith:InitialWeightsDiameter
        Microsoft.ML.StandardTrainersCatalog LdSvm prediction draws binary
        Microsoft.ML.StandardTrainersCatalog NaiveBayes prediction multiclass
        Microsoft.ML.StandardTrainersCatalog OneVersusAll prediction inner multiclass
        Microsoft.ML.StandardTrainersCatalog PairwiseCoupling prediction inner multiclass
        Microsoft.ML.StandardTrainersCatalog Prior prediction binary
        Microsoft.ML.StandardTrainersCatalog Sdca prediction draws regression repeatable:NumberOfThreads
        Microsoft.ML.StandardTrainersCatalog SdcaLogisticRegression prediction draws binary repeatable:NumberOfThreads
        Microsoft.ML.StandardTrainersCatalog SdcaMaximumEntropy prediction draws multiclass repeatable:NumberOfThreads
        Microsoft.ML.StandardTrainersCatalog SdcaNonCalibrated prediction draws repeatable:NumberOfThreads
        Microsoft.ML.StandardTrainersCatalog SgdCalibrated prediction draws binary repeatable:NumberOfThreads
        Microsoft.ML.StandardTrainersCatalog SgdNonCalibrated prediction draws binary repeatable:NumberOfThreads
        Microsoft.ML.FactorizationMachineExtensions FieldAwareFactorizationMachine prediction draws binary identifiers
        Microsoft.ML.KMeansClusteringExtensions KMeans structure draws clustering repeatable:NumberOfThreads
        Microsoft.ML.LightGbmExtensions LightGbm prediction seed without:lightGbmModel validates:EarlyStoppingRound repeatable:Deterministic,NumberOfThreads
        Microsoft.ML.MklComponentsCatalog Ols prediction regression
        Microsoft.ML.MklComponentsCatalog SymbolicSgdLogisticRegression prediction draws binary repeatable:NumberOfThreads
        Microsoft.ML.PcaCatalog RandomizedPca structure seed anomaly
        Microsoft.ML.RecommendationCatalog+RecommendationTrainers MatrixFactorization prediction recommendation repeatable:NumberOfThreads reads:matrixColumnIndexColumnName,matrixRowIndexColumnName identifiers
        Microsoft.ML.TreeExtensions FastForest prediction
        Microsoft.ML.TreeExtensions FastTree prediction validates:EarlyStoppingRule,EnablePruning
        Microsoft.ML.TreeExtensions FastTreeTweedie prediction regression validates:EarlyStoppingRule,EnablePruning
        Microsoft.ML.TreeExtensions Gam prediction validatesUnless:EnablePruning
        Microsoft.ML.VisionCatalog ImageClassification prediction draws multiclass validatesUnless:EarlyStoppingCriteria
        Microsoft.ML.TorchSharp.TorchSharpCatalog TextClassification prediction multiclass reads:sentence1ColumnName,sentence2ColumnName
        Microsoft.ML.TorchSharp.TorchSharpCatalog SentenceSimilarity prediction regression reads:sentence1ColumnName,sentence2ColumnName
        Microsoft.ML.TorchSharp.TorchSharpCatalog NamedEntityRecognition prediction multiclass reads:sentence1ColumnName,sentence2ColumnName
        Microsoft.ML.TorchSharp.TorchSharpCatalog NameEntityRecognition prediction multiclass reads:sentence1ColumnName,sentence2ColumnName
        Microsoft.ML.TorchSharp.TorchSharpCatalog QuestionAnswer prediction multiclass reads:contextColumnName,questionColumnName
        Microsoft.ML.TorchSharp.TorchSharpCatalog ObjectDetection prediction multiclass reads:imageColumnName
        """;
}
