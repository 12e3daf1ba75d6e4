namespace MlReview.Analyzers.Libraries;

/// <summary>What a library operation means to a machine-learning pipeline. The engine and the rules know these, never method names.</summary>
internal enum Role
{
    None,

    // Machine-learning pipelines
    CreatesContext,
    CreatesLoader,
    DefinesColumn,
    NamesFiles,
    LoadsData,
    LoadsModel,
    LoadsNetwork,

    /// <summary>Tells a pool of engines where their model is.</summary>
    ServesModel,
    LoadsRows,
    SavesData,
    Splits,
    SplitsIntoFolds,
    CrossValidates,
    CreatesSearch,
    ConfiguresSearch,
    RunsSearch,
    BuildsEstimator,
    CreatesChain,
    Appends,
    PairsColumns,
    Fits,
    AdjustsModel,
    Transforms,
    MapsSchema,
    Evaluates,
    SavesModel,
    CreatesEngine,
    Previews,
    Explains,
    ReadsMetric,

    // Rows
    Keeps,
    Caches,
    Materializes,

    /// <summary>Rows as objects, perhaps one object that is filled again for each row.</summary>
    EnumeratesRows,
    TakesRows,
    SkipsRows,
    TakesLastRows,
    SkipsLastRows,
    TakesRange,
    FiltersByRange,
    FiltersRows,
    Shuffles,
    Orders,
    Bootstraps,
    Joins,
    Repeats,
    MapsRows,
    ExpandsRows,
    Zips,
    TakesElement,
    Aggregates,
    Groups,
    Counts,
    AddsRows,
    Empties,
    ReordersInPlace,
    CreatesCollection,

    // Columns of a frame
    TakesColumn,
    MapsColumns,
    JoinsColumns,
    Copies,

    // Randomness and time
    CreatesRandom,
    DrawsRandom,
    ReadsClock,

    // Plain .NET
    Computes,
    RunsDelegate,
    CombinesPath,
    OpensFile,
    ReadsFile,
    WritesFile,
    CopiesFile,
    OpensMemory,
    WrapsStream,
    CopiesBytes,
    Downloads,
    QueriesDatabase,

    /// <summary>Computes or compares what tells content from other content: a hash, a signature.</summary>
    Hashes,

    /// <summary>Text goes to whatever a writer was opened on.</summary>
    WritesText,

    /// <summary>Text comes from whoever sits before the program.</summary>
    AsksUser,

    /// <summary>A directory that the environment decides: the same for every model that is trained there.</summary>
    ReadsDirectory,
}
