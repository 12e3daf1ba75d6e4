using MlReview.Testing;
using Xunit;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR113: the sampling key keeps whole classes together, or makes the split a range of values.</summary>
public sealed class MisleadingSamplingKeyTests
{
    private const string Rule = "MLR113";

    private const string VisitClass = """
        public class Visit
        {
            [LoadColumn(0)] public string PatientId = "";
            [LoadColumn(1)] public int Ward;
            [LoadColumn(2)] public double Day;
            [LoadColumn(3), KeyType(40)] public uint Doctor;
            [LoadColumn(4)] public DateTime Seen;
            [LoadColumn(5)] public string Outcome = "";
            [LoadColumn(6)] public float Age;
            [LoadColumn(7)] public bool Label;
        }
        """;

    /// <summary>Splits visits of patients with some arguments; trains and evaluates on both sides.</summary>
    private static string Visits(string arguments, string before = "", string load = "ml.Data.LoadFromTextFile<Visit>(\"visits.csv\", ',')") => $$"""
        var ml = new MLContext(seed: 1);
        var visits = {{load}};
        {{before}}
        var split = ml.Data.TrainTestSplit(visits, {{arguments}});
        var model = ml.Transforms.Concatenate("Features", "Age").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        {{VisitClass}}
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("testFraction: 0.2")]
    [InlineData("samplingKeyColumnName: null")]
    [InlineData("samplingKeyColumnName: \"PatientId\"")]
    [InlineData("samplingKeyColumnName: \"Ward\"")]
    [InlineData("samplingKeyColumnName: \"Seen\"")]
    [InlineData("samplingKeyColumnName: \"Outcome\"")]
    public Task H18_Keys_that_are_hashed_into_a_random_choice_are_silent(string arguments) => Verify.SilentAsync(Rule, Visits(arguments));

    [Theory]
    [InlineData("var key = Console.ReadLine();", "samplingKeyColumnName: key")]
    [InlineData("var key = DateTime.Now.Hour > 3 ? \"PatientId\" : \"Day\";", "samplingKeyColumnName: key")]
    public Task Keys_that_are_not_known_are_silent(string before, string arguments) => Verify.SilentAsync(Rule, Visits(arguments, before));

    [Theory]
    [InlineData("visits = ml.Transforms.Conversion.Hash(\"Bucket\", \"PatientId\").Fit(visits).Transform(visits);", "Bucket")]
    [InlineData("visits = ml.Transforms.Conversion.ConvertType(\"Day\", outputKind: DataKind.String).Fit(visits).Transform(visits);", "Day")]
    [InlineData("visits = ml.Transforms.CustomMapping<Visit, Visit>((a, b) => b.Day = a.Age, null).Fit(visits).Transform(visits);", "Day")]
    [InlineData("visits = Acme.Prepare(visits);", "Unknown")]
    public Task Columns_that_a_step_wrote_anew_are_silent(string before, string key) => Verify.SilentAsync(
        Rule, Visits($"samplingKeyColumnName: \"{key}\"", before) + "\npublic static class Acme { public static IDataView Prepare(IDataView rows) => (IDataView)Activator.CreateInstance(typeof(string)); }");

    [Fact]
    public Task Numbers_that_were_drawn_for_the_split_are_silent() => Verify.SilentAsync(Rule, OnRows("""
        var random = new Random(1);
        var drawn = houses.Select(house => new Drawn { Size = house.Size, Rooms = house.Rooms, Label = house.Label, Draw = (float)random.NextDouble() }).ToList();
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(drawn), 0.2, samplingKeyColumnName: "Draw");
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """) + "\npublic class Drawn { public float Size; public float Rooms; public float Draw; public bool Label; }");

    [Fact]
    public Task Split_that_is_not_evaluated_is_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: "Price");
        learner.Fit(split.TrainSet);
        """));

    [Fact]
    public Task Rows_of_an_unknown_class_are_silent() => Verify.SilentAsync(Rule, """
        public sealed class Training(MLContext ml)
        {
            public double Run(IDataView rows)
            {
                var split = ml.Data.TrainTestSplit(rows, samplingKeyColumnName: "Price");
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Classes_that_disagree_about_the_column_are_silent() => Verify.SilentAsync(Rule, Visits("samplingKeyColumnName: \"Day\"", """
        Console.WriteLine(ml.Data.LoadFromTextFile<Note>("visits.csv", ',').Preview().ColumnView.Length);
        """) + "\npublic class Note { [LoadColumn(2)] public string Day = \"\"; }");

    [Fact]
    public Task Group_column_of_a_ranking_is_silent() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var pages = ml.Data.LoadFromTextFile<Page>("pages.csv", ',');
        var folds = ml.Ranking.CrossValidate(pages, ml.Transforms.Concatenate("Features", "Length").Append(ml.Ranking.Trainers.FastTree(rowGroupColumnName: "Query")), rowGroupColumnName: "Query");
        Console.WriteLine(folds.Count);
        public class Page { [LoadColumn(0), KeyType(900)] public uint Query; [LoadColumn(1)] public float Length; [LoadColumn(2)] public float Label; }
        """);

    [Fact]
    public Task Label_of_another_model_is_silent() => Verify.SilentAsync(Rule, Visits("samplingKeyColumnName: \"Outcome\"", """
        var other = ml.Transforms.Conversion.MapValueToKey("Label", "Outcome").Append(ml.Transforms.Concatenate("Features", "Age")).Append(ml.MulticlassClassification.Trainers.NaiveBayes());
        Console.WriteLine(other.Preview(visits).ColumnView.Length);
        """));

    // ---- Ranges of values ----

    [Theory]
    [InlineData("samplingKeyColumnName: [|\"Day\"|]")]
    [InlineData("samplingKeyColumnName: [|\"Doctor\"|]")]
    [InlineData("samplingKeyColumnName: [|nameof(Visit.Age)|]")]
    [InlineData("0.2, [|\"Day\"|]")]
    [InlineData("0.2, [|\"Day\"|], seed: 7")]
    public Task E27_Number_and_key_columns_are_found(string arguments) => Verify.RuleAsync(Rule, Visits(arguments));

    [Fact]
    public Task Message_says_which_range() => new RuleTest(Rule)
    {
        Sources = { ("Program.cs", Visits("testFraction: 0.25, samplingKeyColumnName: {|#0:\"Day\"|}")) },
        Expected =
        {
            new(Rule, "#0")
            {
                MessageContains = ["The sampling key 'Day' is a floating-point column, and TrainTestSplit holds out the lowest 25 % of its range of values: "
                    + "the evaluation at line 6 meets only values that training never saw"],
            },
        },
    }.RunAsync();

    [Theory]
    [InlineData("ml.Data.LoadFromTextFile(\"visits.csv\", new[] { new TextLoader.Column(\"Day\", DataKind.Single, 0), new TextLoader.Column(\"Age\", DataKind.Single, 1), new TextLoader.Column(\"Label\", DataKind.Boolean, 2) })")]
    [InlineData("ml.Data.LoadFromTextFile(\"visits.csv\", new TextLoader.Options { Columns = new[] { new TextLoader.Column(\"Day\", DataKind.Double, 0), new TextLoader.Column(\"Age\", DataKind.Single, 1) } })")]
    [InlineData("ml.Data.CreateTextLoader<Visit>(',').Load(\"visits.csv\")")]
    [InlineData("ml.Data.CreateTextLoader(new[] { new TextLoader.Column(\"Day\", DataKind.Single, 0) }).Load(\"visits.csv\")")]
    [InlineData("ml.Data.LoadFromEnumerable(new List<Visit> { new() })")]
    [InlineData("ml.Data.Cache(ml.Data.LoadFromTextFile<Visit>(\"visits.csv\"))")]
    [InlineData("ml.Data.ShuffleRows(ml.Data.FilterRowsByColumn(ml.Data.LoadFromTextFile<Visit>(\"visits.csv\"), \"Age\", 18))")]
    public Task Content_is_known_from_every_kind_of_load(string load) =>
        Verify.RuleAsync(Rule, Visits("samplingKeyColumnName: [|\"Day\"|]", load: load));

    [Theory]
    [InlineData("new TextLoader.Column(\"Day\", DataKind.Int32, 0)")]
    [InlineData("new TextLoader.Column(\"Day\", DataKind.Single, 0, 3)")]
    [InlineData("new TextLoader.Column(\"Other\", DataKind.Single, 0)")]
    public Task Column_definitions_of_another_content_are_silent(string column) =>
        Verify.SilentAsync(Rule, Visits("samplingKeyColumnName: \"Day\"", load: $"ml.Data.LoadFromTextFile(\"visits.csv\", new[] {{ {column} }})"));

    [Fact]
    public Task Key_that_a_fitted_mapping_wrote_is_found() => Verify.RuleAsync(Rule, Visits("samplingKeyColumnName: [|\"Patient\"|]", """
        visits = ml.Transforms.Conversion.MapValueToKey("Patient", "PatientId").Fit(visits).Transform(visits);
        """));

    [Fact]
    public Task Folds_of_a_cross_validation_are_found() => Verify.RuleAsync(Rule, InMain("""
        Console.WriteLine(ml.BinaryClassification.CrossValidate(houses, learner, samplingKeyColumnName: [|"Price"|]).Count);
        """));

    [Fact]
    public Task Folds_made_by_hand_are_found() => Verify.RuleAsync(Rule, InMain("""
        foreach (var fold in ml.Data.CrossValidationSplit(houses, 5, [|"Price"|]))
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(fold.TrainSet).Transform(fold.TestSet)).F1Score);
        """));

    // ---- The label as key ----

    [Theory]
    [InlineData("[|\"Label\"|]", "ml.Transforms.Concatenate(\"Features\", \"Size\").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression())", "BinaryClassification.Evaluate(scored)")]
    [InlineData("[|\"City\"|]", "ml.Transforms.Conversion.MapValueToKey(\"Area\", \"City\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\")).Append(ml.MulticlassClassification.Trainers.NaiveBayes(\"Area\"))", "MulticlassClassification.Evaluate(scored, \"Area\")")]
    [InlineData("[|\"City\"|]", "ml.Transforms.Conversion.MapValueToKey(\"Label\", \"City\").Append(ml.Transforms.Concatenate(\"Features\", \"Size\")).Append(ml.MulticlassClassification.Trainers.NaiveBayes())", "MulticlassClassification.Evaluate(scored)")]
    public Task Label_and_what_it_is_a_form_of_are_found(string key, string pipeline, string evaluation) => Verify.RuleAsync(Rule, InMain($"""
        var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: {key});
        var scored = {pipeline}.Fit(split.TrainSet).Transform(split.TestSet);
        Console.WriteLine(ml.{evaluation});
        """));

    [Fact]
    public Task Label_is_found_without_a_row_class() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Training.cs", """
                public sealed class Training(MLContext ml)
                {
                    public double Run(IDataView rows)
                    {
                        var split = ml.Data.TrainTestSplit(rows, samplingKeyColumnName: {|#0:"Churned"|});
                        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Churned")).Fit(split.TrainSet);
                        return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Churned").F1Score;
                    }
                }
                """),
        },
        Expected =
        {
            new(Rule, "#0")
            {
                MessageContains = ["The sampling key 'Churned' is the label, and TrainTestSplit keeps the rows of each class on one side: the evaluation at line 7 meets only classes that training never saw"],
            },
        },
    }.RunAsync();

    [Fact]
    public Task Label_of_a_regression_is_found_once() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", InMain("""
                var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: {|#0:"Price"|});
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca("Price")).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
                """)),
        },
        Expected =
        {
            new(Rule, "#0")
            {
                MessageContains = ["The sampling key 'Price' is the label and a floating-point column, and TrainTestSplit holds out the lowest 10 % of its range of values: "
                    + "the evaluation at line 12 meets only values that training never saw"],
            },
        },
    }.RunAsync();

    // ---- Shapes of code ----

    [Theory, MemberData(nameof(Names), MemberType = typeof(CodeShape))]
    public Task Found_wherever_it_stands(string shape) => Verify.RuleAsync(Rule, InShape(shape, """
        var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: [|"Price"|]);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Split_in_a_helper_is_found() => Verify.RuleAsync(Rule, InMain("""
        var (train, test) = Halves(ml, houses, "Price");
        var model = learner.Fit(train);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """, """
        private static (IDataView Train, IDataView Test) Halves(MLContext ml, IDataView rows, string key)
        {
            var split = ml.Data.TrainTestSplit(rows, 0.3, [|key|]);
            return (split.TrainSet, split.TestSet);
        }
        """));

    [Fact]
    public Task Fields_of_a_class_are_followed() => Verify.RuleAsync(Rule, """
        public sealed class Training
        {
            private readonly MLContext _ml = new(seed: 1);
            private readonly DataOperationsCatalog.TrainTestData _split;
            private const string Key = nameof(House.Price);

            public Training(string path) => _split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromTextFile<House>(path), samplingKeyColumnName: [|Key|]);

            public double Run()
            {
                var model = _ml.Transforms.Concatenate("Features", "Size").Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(_split.TrainSet);
                return _ml.BinaryClassification.Evaluate(model.Transform(_split.TestSet)).F1Score;
            }
        }
        """);

    [Fact]
    public Task Half_bound_code_is_judged() => Verify.RuleAsync(Rule, HalfBound("""
        var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: [|"Price"|]);
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(split.TrainSet).Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task Known_miss_Row_class_of_a_generic_helper() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(Load<House>("houses.csv"), samplingKeyColumnName: "Price");
        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        IDataView Load<T>(string path) => ml.Data.LoadFromTextFile<T>(path);
        """);

    [Fact]
    public Task Search_over_a_split_is_found() => Verify.RuleAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(houses, samplingKeyColumnName: [|"Price"|]);
        var best = ml.Auto().CreateBinaryClassificationExperiment(60).Execute(split.TrainSet).BestRun.Model;
        Console.WriteLine(ml.BinaryClassification.Evaluate(best.Transform(split.TestSet)).F1Score);
        """).Insert(0, "using Microsoft.ML.AutoML;\n"));
}
