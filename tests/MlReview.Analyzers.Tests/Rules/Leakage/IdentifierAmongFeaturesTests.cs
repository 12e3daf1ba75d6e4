using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR110: a column that only tells rows apart is a feature.</summary>
public sealed class IdentifierAmongFeaturesTests
{
    private const string Rule = "MLR110";

    /// <summary>Predicts churn from a column and the age.</summary>
    private static string Churn(string column, string type = "float", string features = "ml.Transforms.Concatenate(\"Features\", \"Age\", \"COLUMN\")") => $$"""
        var ml = new MLContext(seed: 1);
        var customers = ml.Data.LoadFromTextFile<Customer>("customers.csv", ',');
        var split = ml.Data.TrainTestSplit(customers);
        var pipeline = {{features.Replace("COLUMN", column, StringComparison.Ordinal)}}.Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        Console.WriteLine(ml.BinaryClassification.Evaluate(pipeline.Fit(split.TrainSet).Transform(split.TestSet)).F1Score);
        public class Customer
        {
            [LoadColumn(0)] public {{type}} {{column}};
            [LoadColumn(1)] public float Age;
            [LoadColumn(2)] public bool Label;
        }
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory]
    [InlineData("Income")]
    [InlineData("Paid")]
    [InlineData("PAID")]
    [InlineData("Humid")]
    [InlineData("Grid")]
    [InlineData("Key")]
    [InlineData("Identity")]
    [InlineData("IdleHours")]
    [InlineData("VendorId")]
    [InlineData("PaymentTypeId")]
    [InlineData("status_id")]
    [InlineData("MonthID")]
    public Task Other_names_and_codes_of_few_values_are_silent(string column) => Verify.SilentAsync(Rule, Churn(column));

    [Theory]
    [InlineData("bool")]
    [InlineData("DateTime")]
    public Task Types_that_identify_nothing_are_silent(string type) => Verify.SilentAsync(Rule, Churn("CustomerId", type));

    [Theory]
    [InlineData("ml.Transforms.Concatenate(\"Features\", \"Age\")")]
    [InlineData("ml.Transforms.Categorical.OneHotEncoding(\"Shop\", \"COLUMN\").Append(ml.Transforms.Concatenate(\"Features\", \"Age\", \"Shop\"))")]
    [InlineData("ml.Transforms.Categorical.OneHotHashEncoding(\"Shop\", \"COLUMN\").Append(ml.Transforms.Concatenate(\"Features\", \"Age\", \"Shop\"))")]
    [InlineData("ml.Transforms.Conversion.MapValueToKey(\"Shop\", \"COLUMN\").Append(ml.Transforms.Conversion.MapKeyToVector(\"Shop\")).Append(ml.Transforms.Concatenate(\"Features\", \"Age\", \"Shop\"))")]
    [InlineData("ml.Transforms.Concatenate(\"Report\", \"COLUMN\", \"Age\").Append(ml.Transforms.Concatenate(\"Features\", \"Age\"))")]
    [InlineData("ml.Transforms.CopyColumns(\"CustomerId\", \"Age\").Append(ml.Transforms.Concatenate(\"Features\", \"CustomerId\"))")]
    [InlineData("ml.Transforms.CustomMapping<Customer, Customer>((a, b) => b.Age = a.ShopId % 7, null).Append(ml.Transforms.Concatenate(\"Features\", \"Age\"))")]
    public Task Identifier_that_is_no_feature_or_meant_as_a_category_is_silent(string features) => Verify.SilentAsync(Rule, Churn("ShopId", features: features));

    [Fact]
    public Task Identifier_as_sampling_key_alone_is_silent() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Customer>("customers.csv", ','), samplingKeyColumnName: "CustomerId");
        var model = ml.Transforms.Concatenate("Features", "Age").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        public class Customer { [LoadColumn(0)] public string CustomerId; [LoadColumn(1)] public float Age; [LoadColumn(2)] public bool Label; }
        """);

    [Fact]
    public Task H09_Matrix_factorization_learns_from_identifiers() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Rating>("ratings.csv", ','));
        var model = ml.Transforms.Conversion.MapValueToKey("UserId").Append(ml.Transforms.Conversion.MapValueToKey("MovieId"))
            .Append(ml.Recommendation().Trainers.MatrixFactorization("Label", "UserId", "MovieId")).Fit(split.TrainSet);
        Console.WriteLine(ml.Recommendation().Evaluate(model.Transform(split.TestSet)).RSquared);
        public class Rating { [LoadColumn(0)] public int UserId; [LoadColumn(1)] public int MovieId; [LoadColumn(2)] public float Label; }
        """);

    [Fact]
    public Task H09_Factorization_machine_learns_from_identifiers() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Rating>("ratings.csv", ','));
        var model = ml.Transforms.Text.FeaturizeText("User", "UserId").Append(ml.Transforms.Text.FeaturizeText("Movie", "MovieId"))
            .Append(ml.Transforms.Concatenate("Features", "User", "Movie"))
            .Append(ml.BinaryClassification.Trainers.FieldAwareFactorizationMachine(new[] { "Features" })).Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        public class Rating { [LoadColumn(0)] public string UserId; [LoadColumn(1)] public string MovieId; [LoadColumn(2)] public bool Label; }
        """);

    [Fact]
    public Task Group_of_a_ranking_is_no_feature() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<Hit>("hits.csv", ','), samplingKeyColumnName: "QueryId");
        var model = ml.Transforms.Conversion.Hash("QueryId").Append(ml.Transforms.Concatenate("Features", "Clicks")).Append(ml.Ranking.Trainers.FastTree(rowGroupColumnName: "QueryId")).Fit(split.TrainSet);
        Console.WriteLine(ml.Ranking.Evaluate(model.Transform(split.TestSet), rowGroupColumnName: "QueryId"));
        public class Hit { [LoadColumn(0)] public string QueryId; [LoadColumn(1)] public float Clicks; [LoadColumn(2)] public float Label; }
        """);

    [Fact]
    public Task Model_that_is_not_evaluated_is_silent() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        ml.Transforms.Concatenate("Features", "CustomerId").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(ml.Data.LoadFromTextFile<House>("houses.csv"));
        """);

    [Fact]
    public Task Unknown_list_of_columns_is_silent() =>
        Verify.SilentAsync(Rule, Churn("CustomerId", features: "ml.Transforms.Concatenate(\"Features\", File.ReadAllLines(\"columns.txt\"))"));

    // ---- Identifiers ----

    [Theory]
    [InlineData("CustomerId", "float")]
    [InlineData("CustomerID", "float")]
    [InlineData("customer_id", "float")]
    [InlineData("Id", "float")]
    [InlineData("ID", "double")]
    [InlineData("RowNumber", "float")]
    [InlineData("OrderGuid", "string")]
    [InlineData("order_uuid", "string")]
    public Task Names_of_identifiers_are_found(string column, string type) =>
        Verify.RuleAsync(Rule, Churn(column, type, "[|ml.Transforms.Concatenate(\"Features\", \"Age\", \"COLUMN\")|]"));

    [Theory]
    [InlineData("ml.Transforms.NormalizeMinMax(\"COLUMN\").Append([|ml.Transforms.Concatenate(\"Features\", \"Age\", \"COLUMN\")|])", "float")]
    [InlineData("ml.Transforms.Conversion.ConvertType(\"Number\", \"COLUMN\").Append([|ml.Transforms.Concatenate(\"Features\", \"Age\", \"Number\")|])", "int")]
    [InlineData("ml.Transforms.Text.FeaturizeText(\"Text\", \"COLUMN\").Append([|ml.Transforms.Concatenate(\"Features\", \"Age\", \"Text\")|])", "string")]
    [InlineData("[|ml.Transforms.Concatenate(\"All\", \"COLUMN\", \"Age\")|].Append(ml.Transforms.NormalizeMinMax(\"All\")).Append(ml.Transforms.Concatenate(\"Features\", \"All\"))", "float")]
    [InlineData("[|ml.Transforms.Concatenate(\"Features\", new[] { \"Age\", nameof(Customer.OrderId) })|]", "float")]
    public Task Copies_and_other_forms_are_found(string features, string type) => Verify.RuleAsync(Rule, Churn("OrderId", type, features));

    [Fact]
    public async Task Message_names_all_of_them()
    {
        var finding = await Finding.OnlyAsync(Rule, """
            var ml = new MLContext(seed: 1);
            var orders = ml.Data.LoadFromTextFile<Order>("orders.csv", ',');
            var pipeline = [|ml.Transforms.Concatenate("Features", "OrderId", "Amount", "CustomerId")|].Append(ml.Regression.Trainers.FastTree("Days"));
            Console.WriteLine(ml.Regression.CrossValidate(orders, pipeline, labelColumnName: "Days").Count);
            public class Order { [LoadColumn(0)] public float OrderId; [LoadColumn(1)] public float CustomerId; [LoadColumn(2)] public float Amount; [LoadColumn(3)] public float Days; }
            """);
        finding.Is(Info, "Minor");
        finding.Names("'OrderId' and 'CustomerId' are among the features 'Features' that FastTree reads at line 3");
    }

    [Fact]
    public Task Rows_of_an_unknown_class_are_judged_by_name() => Verify.RuleAsync(Rule, """
        public sealed class Training(MLContext ml)
        {
            public int Run(IDataView rows) =>
                ml.Regression.CrossValidate(rows, [|ml.Transforms.Concatenate("Features", "CustomerId", "Amount")|].Append(ml.Regression.Trainers.FastTree("Days"))).Count;
        }
        """);

    [Fact]
    public Task Configured_names_are_found_in_every_form() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", Churn("Plate", "string", "ml.Transforms.Categorical.OneHotEncoding(\"Car\", \"COLUMN\").Append([|ml.Transforms.Concatenate(\"Features\", \"Age\", \"Car\")|])")),
        },
        Options = { ["mlreview_identifier_columns"] = "plate; chassis" },
    }.RunAsync();

    [Fact]
    public Task Pipeline_from_a_helper_is_followed() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            private static readonly MLContext Ml = new(seed: 1);
            private static readonly string[] Columns = { "Age", "CustomerId" };

            public static async Task Main()
            {
                await Task.Yield();
                var split = Ml.Data.TrainTestSplit(Ml.Data.LoadFromTextFile<Customer>("customers.csv", ','));
                var model = Features().Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                Console.WriteLine(Ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }

            private static IEstimator<ITransformer> Features() => [|Ml.Transforms.Concatenate("Features", Columns)|];
        }

        public class Customer { [LoadColumn(0)] public float CustomerId; [LoadColumn(1)] public float Age; [LoadColumn(2)] public bool Label; }
        """);

    [Fact]
    public Task Half_bound_code_is_judged() =>
        Verify.RuleAsync(Rule, "using {|CS0246:Acme|}.Dashboards;\n" + Churn("CustomerId", features: "[|ml.Transforms.Concatenate(\"Features\", \"Age\", \"COLUMN\")|]"));
}
