namespace MlReview.EndToEnd;

/// <summary>A project that installs the package, with settings of its own.</summary>
/// <param name="Name">Its name and folder.</param>
/// <param name="Program">Its source.</param>
/// <param name="Properties">What stands in its property group.</param>
/// <param name="EditorConfig">What stands in its <c>.editorconfig</c>.</param>
/// <param name="Roles">Its role file.</param>
internal sealed record FreshProject(string Name, string Program, string Properties = "", string EditorConfig = "", string Roles = "")
{
    private const string Leak = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
        var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), "Price");
        Console.WriteLine($"{metrics.RSquared:0.00} {metrics.RootMeanSquaredError:0.00}");

        internal sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Price { get; set; }
        }
        """;

    /// <summary>One finding of each kind: MLR401 warns, MLR403 is a suggestion, MLR501 warns but here it only suggests, MLR407 is off.</summary>
    private const string ThreeKinds = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var sold = ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Sold", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(sold.Transform(split.TestSet), "Sold").Accuracy);
        ml.Model.Save(sold, houses.Schema, "sold.zip");
        var price = ml.Regression.Trainers.LbfgsPoissonRegression("Price", "Size").Fit(houses);
        ml.Model.Save(price, houses.Schema, "price-1.2.zip");

        internal sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Price { get; set; }
            [LoadColumn(2)] public bool Sold { get; set; }
        }
        """;

    /// <summary>Draws at random without a seed, as a test may.</summary>
    private const string Unseeded = """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var ml = new MLContext();
        Console.WriteLine(ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',')));

        internal sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
        }
        """;

    private const string WarningsAsErrors = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
    private const string TestProject = "<IsTestProject>true</IsTestProject>" + WarningsAsErrors;

    public static readonly IReadOnlyList<FreshProject> All =
    [
        new("Fresh", Leak),
        new("ByDefault", ThreeKinds),
        new("Recommended", ThreeKinds, "<MlReviewMode>Recommended</MlReviewMode>"),
        new("Strict", ThreeKinds, "<MlReviewMode>strict</MlReviewMode>"),
        new("Minimal", ThreeKinds, "<MlReviewMode>Minimal</MlReviewMode>"),
        new("None", ThreeKinds, "<MlReviewMode>None</MlReviewMode>"),
        new("NoSuchMode", ThreeKinds, "<MlReviewMode>Relaxed</MlReviewMode>"),
        new("UserWins", ThreeKinds, "<MlReviewMode>Strict</MlReviewMode>", "dotnet_diagnostic.MLR401.severity = none\ndotnet_diagnostic.MLR403.severity = suggestion\n"),
        new("Errors", ThreeKinds, WarningsAsErrors),
        new("NamedError", ThreeKinds, "<WarningsAsErrors>MLR501</WarningsAsErrors>"),
        new("StrictErrors", ThreeKinds, "<MlReviewMode>Strict</MlReviewMode>" + WarningsAsErrors),
        new("Test", Unseeded, TestProject),
        new("TestInFull", Unseeded, TestProject, "mlreview_test_projects = full\n"),
        new("Misconfigured", Leak, EditorConfig: "mlreview_test_project = full\n", Roles: "# ours\nAcme.Data.Load = load\n"),
    ];
}
