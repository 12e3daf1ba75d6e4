namespace MlReview.Analyzers.Libraries;

/// <summary>
/// ML.NET's operations on contexts, rows, models and metrics. One line a member: declaring type, method, role, then
/// <c>part=parameter</c> where the parameter is not named like the part. A type behind <c>:</c> stands for itself and all that implement or
/// derive from it.
/// </summary>
/// <remarks>
/// Words: <c>blind</c> = a metric that is high for a model which always gives the more frequent answer;
/// <c>needs=part</c> = a metric that is computed only when the evaluation was given that part; <c>context</c> = draws from the
/// context when it is given no seed; <c>shufflable</c> = the rows can be handed out in random order; <c>caches</c> = keeps the rows in memory,
/// which makes them shufflable; <c>rows</c> = what it is given becomes rows, whatever it was; <c>runs</c> = hands the fitted model to a delegate; <c>own</c> =
/// the search runs code of the user's own. <c>part=a|b</c> = the overloads name the parameter differently.
/// </remarks>
internal static class MlNetOperations
{
    public const string Table = """
        Microsoft.ML.MLContext .ctor CreatesContext seed=seed

        Microsoft.ML.DataOperationsCatalog LoadFromEnumerable LoadsRows data=data rows
        Microsoft.ML.DataOperationsCatalog CreateEnumerable EnumeratesRows data=data reuse=reuseRowObject
        Microsoft.ML.DataOperationsCatalog Cache Caches data=input
        Microsoft.ML.DataOperationsCatalog TrainTestSplit Splits data=data fraction=testFraction key=samplingKeyColumnName seed=seed
        Microsoft.ML.DataOperationsCatalog CrossValidationSplit SplitsIntoFolds data=data folds=numberOfFolds key=samplingKeyColumnName seed=seed
        Microsoft.ML.DataOperationsCatalog TakeRows TakesRows data=input count=count
        Microsoft.ML.DataOperationsCatalog SkipRows SkipsRows data=input count=count
        Microsoft.ML.DataOperationsCatalog ShuffleRows Shuffles data=input seed=seed context
        Microsoft.ML.DataOperationsCatalog BootstrapSample Bootstraps data=input seed=seed complement=complement context
        Microsoft.ML.DataOperationsCatalog FilterRowsByColumn FiltersByRange data=input column=columnName lower=lowerBound upper=upperBound
        Microsoft.ML.DataOperationsCatalog FilterRowsByKeyColumnFraction FiltersByRange data=input column=columnName lower=lowerBound upper=upperBound
        Microsoft.ML.DataOperationsCatalog FilterRowsByMissingValues FiltersRows data=input
        Microsoft.ML.CustomMappingCatalog FilterByCustomPredicate FiltersRows data=input
        Microsoft.ML.CustomMappingCatalog FilterByStatefulCustomPredicate FiltersRows data=input
        Microsoft.ML.TextLoaderSaverCatalog LoadFromTextFile LoadsData path=path separator=separatorChar header=hasHeader quoting=allowQuoting options=options
        Microsoft.ML.BinaryLoaderSaverCatalog LoadFromBinary LoadsData path=path shufflable
        Microsoft.ML.Data.SvmLightLoaderSaverCatalog LoadFromSvmLightFile LoadsData path=path
        Microsoft.ML.Data.SvmLightLoaderSaverCatalog LoadFromSvmLightFileWithFeatureNames LoadsData path=path
        Microsoft.ML.TextLoaderSaverCatalog CreateTextLoader CreatesLoader separator=separatorChar header=hasHeader quoting=allowQuoting options=options
        Microsoft.ML.DatabaseLoaderCatalog CreateDatabaseLoader CreatesLoader
        Microsoft.ML.Data.TextLoader+Column .ctor DefinesColumn name=name content=dataKind source=source from=index to=maxIndex keys=keyCount
        Microsoft.ML.Data.TextLoader Load LoadsData path=source
        :Microsoft.ML.IDataLoader`1 Load LoadsData path=input
        Microsoft.ML.DataLoaderExtensions Load LoadsData path=path

        Microsoft.ML.Data.MultiFileSource .ctor NamesFiles path=paths
        Microsoft.ML.TextLoaderSaverCatalog SaveAsText SavesData data=data stream=stream separator=separatorChar
        Microsoft.ML.BinaryLoaderSaverCatalog SaveAsBinary SavesData data=data stream=stream
        Microsoft.ML.Data.SvmLightLoaderSaverCatalog SaveInSvmLightFormat SavesData data=data stream=stream

        :Microsoft.ML.IEstimator`1 Fit Fits data=input
        Microsoft.ML.Trainers.FastTree.FastForestBinaryTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.FastForestRegressionTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.FastTreeBinaryTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.FastTreeRankingTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.FastTreeTweedieTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.GamBinaryTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.FastTree.GamRegressionTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.LightGbm.LightGbmBinaryTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.LightGbm.LightGbmMulticlassTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.LightGbm.LightGbmRankingTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.LightGbm.LightGbmRegressionTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Vision.ImageClassificationTrainer Fit Fits data=trainData validation=validationData
        Microsoft.ML.Trainers.MatrixFactorizationTrainer Fit Fits data=input|trainData validation=validationData
        Microsoft.ML.Trainers.FieldAwareFactorizationMachineTrainer Fit Fits data=input|trainData validation=validationData
        Microsoft.ML.Trainers.SymbolicSgdLogisticRegressionBinaryTrainer Fit Fits data=trainData
        Microsoft.ML.Trainers.LbfgsLogisticRegressionBinaryTrainer Fit Fits data=trainData
        Microsoft.ML.Trainers.LbfgsMaximumEntropyMulticlassTrainer Fit Fits data=trainData
        Microsoft.ML.Trainers.LbfgsPoissonRegressionTrainer Fit Fits data=trainData
        Microsoft.ML.Trainers.OnlineLinearTrainer`2 Fit Fits data=trainData
        Microsoft.ML.Trainers.SgdBinaryTrainerBase`1 Fit Fits data=trainData
        :Microsoft.ML.ITransformer Transform Transforms data=input
        :Microsoft.ML.ITransformer GetOutputSchema MapsSchema schema=inputSchema
        Microsoft.ML.LearningPipelineExtensions Append Appends chain=start next=estimator model=transformer
        Microsoft.ML.Data.EstimatorChain`1 Append Appends chain=this next=estimator
        Microsoft.ML.Data.EstimatorChain`1 .ctor CreatesChain
        Microsoft.ML.Data.TransformerChain`1 .ctor CreatesChain steps=transformers
        Microsoft.ML.InputOutputColumnPair .ctor PairsColumns output=outputColumnName input=inputColumnName
        Microsoft.ML.Data.TransformerChain`1 Append Appends chain=this next=transformer
        Microsoft.ML.LearningPipelineExtensions AppendCacheCheckpoint Appends chain=start caches
        Microsoft.ML.Data.EstimatorChain`1 AppendCacheCheckpoint Appends chain=this caches
        Microsoft.ML.LearningPipelineExtensions WithOnFitDelegate Appends chain=estimator runs

        Microsoft.ML.BinaryClassificationCatalog ChangeModelThreshold AdjustsModel model=model setting=threshold
        Microsoft.ML.AnomalyDetectionCatalog ChangeModelThreshold AdjustsModel model=model setting=threshold

        Microsoft.ML.BinaryClassificationCatalog Evaluate Evaluates data=data label=labelColumnName task=Binary
        Microsoft.ML.BinaryClassificationCatalog EvaluateNonCalibrated Evaluates data=data label=labelColumnName task=Binary
        Microsoft.ML.MulticlassClassificationCatalog Evaluate Evaluates data=data label=labelColumnName topK=topKPredictionCount task=Multiclass
        Microsoft.ML.RegressionCatalog Evaluate Evaluates data=data label=labelColumnName task=Regression
        Microsoft.ML.RankingCatalog Evaluate Evaluates data=data label=labelColumnName task=Ranking
        Microsoft.ML.RecommendationCatalog Evaluate Evaluates data=data label=labelColumnName task=Recommendation
        Microsoft.ML.AnomalyDetectionCatalog Evaluate Evaluates data=data label=labelColumnName task=Anomaly
        Microsoft.ML.ClusteringCatalog Evaluate Evaluates data=data label=labelColumnName features=featureColumnName task=Clustering
        Microsoft.ML.TorchSharp.TorchSharpCatalog EvaluateObjectDetection Evaluates data=data task=Multiclass

        Microsoft.ML.Data.BinaryClassificationMetrics Accuracy ReadsMetric blind
        Microsoft.ML.Data.ClusteringMetrics DaviesBouldinIndex ReadsMetric needs=features
        Microsoft.ML.Data.ClusteringMetrics NormalizedMutualInformation ReadsMetric needs=label
        Microsoft.ML.Data.MulticlassClassificationMetrics TopKAccuracy ReadsMetric needs=topK

        Microsoft.ML.BinaryClassificationCatalog CrossValidate CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName seed=seed task=Binary
        Microsoft.ML.BinaryClassificationCatalog CrossValidateNonCalibrated CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName seed=seed task=Binary
        Microsoft.ML.MulticlassClassificationCatalog CrossValidate CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName seed=seed task=Multiclass
        Microsoft.ML.RegressionCatalog CrossValidate CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName seed=seed task=Regression
        Microsoft.ML.RecommendationCatalog CrossValidate CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName seed=seed task=Recommendation
        Microsoft.ML.RankingCatalog CrossValidate CrossValidates data=data estimator=estimator key=rowGroupColumnName group=rowGroupColumnName label=labelColumnName seed=seed task=Ranking
        Microsoft.ML.ClusteringCatalog CrossValidate CrossValidates data=data estimator=estimator key=samplingKeyColumnName label=labelColumnName features=featuresColumnName seed=seed task=Clustering

        Microsoft.ML.AutoML.AutoCatalog CreateBinaryClassificationExperiment CreatesSearch settings=experimentSettings
        Microsoft.ML.AutoML.AutoCatalog CreateMulticlassClassificationExperiment CreatesSearch settings=experimentSettings
        Microsoft.ML.AutoML.AutoCatalog CreateRankingExperiment CreatesSearch settings=experimentSettings
        Microsoft.ML.AutoML.AutoCatalog CreateRecommendationExperiment CreatesSearch settings=experimentSettings
        Microsoft.ML.AutoML.AutoCatalog CreateRegressionExperiment CreatesSearch settings=experimentSettings
        Microsoft.ML.AutoML.AutoCatalog CreateExperiment CreatesSearch settings=settings
        Microsoft.ML.AutoML.AutoMLExperiment .ctor CreatesSearch settings=settings
        Microsoft.ML.AutoML.AutoMLExperimentExtension SetDataset ConfiguresSearch search=experiment data=dataset|train validation=validation split=trainValidationSplit folds=fold key=samplingKeyColumnName
        Microsoft.ML.AutoML.AutoMLExperimentExtension * ConfiguresSearch search=experiment
        Microsoft.ML.AutoML.AutoMLExperiment * ConfiguresSearch search=this
        Microsoft.ML.AutoML.AutoMLExperiment SetTrialRunner ConfiguresSearch search=this own
        Microsoft.ML.AutoML.ExperimentBase`2 Execute RunsSearch data=trainData validation=validationData folds=numberOfCVFolds key=samplingKeyColumn preparation=preFeaturizer search=this
        Microsoft.ML.AutoML.AutoMLExperiment Run RunsSearch search=this
        Microsoft.ML.AutoML.AutoMLExperiment RunAsync RunsSearch search=this

        Microsoft.ML.ModelOperationsCatalog Save SavesModel model=model schema=inputSchema path=filePath stream=stream
        Microsoft.ML.OnnxExportExtensions ConvertToOnnx SavesModel model=transform stream=stream
        Microsoft.ML.Transforms.TimeSeries.TimeSeriesPredictionEngine`2 CheckPoint SavesModel model=this path=modelPath stream=stream
        Microsoft.ML.ModelOperationsCatalog Load LoadsModel path=filePath stream=stream schema=inputSchema
        Microsoft.Extensions.ML.BuilderExtensions FromUri ServesModel uri=uri
        Microsoft.Extensions.ML.BuilderExtensions FromFile ServesModel path=filePath
        Microsoft.ML.TensorflowCatalog LoadTensorFlowModel LoadsNetwork path=modelLocation
        Microsoft.ML.ModelOperationsCatalog LoadWithDataLoader LoadsModel path=filePath stream=stream
        Microsoft.ML.ModelOperationsCatalog CreatePredictionEngine CreatesEngine model=transformer
        Microsoft.ML.Transforms.TimeSeries.PredictionFunctionExtensions CreateTimeSeriesEngine CreatesEngine model=transformer

        Microsoft.ML.DebuggerExtensions Preview Previews data=data
        Microsoft.ML.Data.ColumnCursorExtensions GetColumn Keeps data=data
        Microsoft.ML.PermutationFeatureImportanceExtensions PermutationFeatureImportance Explains data=data model=predictionTransformer context
        Microsoft.ML.PermutationFeatureImportanceExtensions PermutationFeatureImportanceNonCalibrated Explains data=data model=model context
        """;
}
