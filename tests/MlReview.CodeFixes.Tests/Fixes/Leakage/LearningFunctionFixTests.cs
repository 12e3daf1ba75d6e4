using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Leakage;

/// <summary>MLR101 where a function of the user learns by hand and writes what it learned into its rows: it is called for each side, after the split.</summary>
public sealed class LearningFunctionFixTests
{
    private const string Rule = "MLR101";

    private const string Start = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("houses.csv"), reuseRowObject: false).ToList();

        """;

    private const string Training = """

        var model = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price")).Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test)), "Price").RSquared);

        """;

    private const string Split = "var (train, test) = (houses.Take(800).ToList(), houses.Skip(800).ToList());";

    private const string Table = """

        static void Encode(List<House> rows)
        {
            // What a city costs.
            var prices = rows.GroupBy(row => row.City).ToDictionary(city => city.Key, city => city.Average(row => row.Price));
            foreach (var row in rows)
                row.Rooms = prices[row.City];
        }
        """;

    private const string Number = """

        static void Scale(List<House> rows)
        {
            var mean = rows.Average(row => row.Size);
            foreach (var row in rows) row.Rooms = row.Size - mean;
        }
        """;

    [Fact]
    public Task A_table_says_nothing_of_keys_that_the_training_rows_lack() => VerifyFix.RuleAsync(Rule, Start + "Encode(houses);\n" + Split + Training + Table, Start + Split + """

        Encode(train, train);
        Encode(test, train);
        """ + Training + """

        static void Encode(List<House> rows, List<House> learnedFrom)
        {
            // What a city costs.
            var prices = learnedFrom.GroupBy(row => row.City).ToDictionary(city => city.Key, city => city.Average(row => row.Price));
            foreach (var row in rows)
                row.Rooms = prices.GetValueOrDefault(row.City);
        }
        """);

    [Fact]
    public Task A_number() => VerifyFix.RuleAsync(Rule, Start + "Scale(houses);\n" + Split + Training + Number, Start + Split + """

        Scale(train, train);
        Scale(test, train);
        """ + Training + """

        static void Scale(List<House> rows, List<House> learnedFrom)
        {
            var mean = learnedFrom.Average(row => row.Size);
            foreach (var row in rows) row.Rooms = row.Size - mean;
        }
        """);

    [Fact]
    public async Task The_title_says_what_changes() => Assert.Equal(
        "Call 'Encode' for 'train' and 'test' after the split, and let it learn from 'train' alone, which gives 0 where 'train' has nothing",
        await VerifyFix.TitleAsync(Rule, Start + "Encode(houses);\n" + Split + Training + Table));

    [Theory]
    // Somebody reads all rows later, or in between.
    [InlineData("Scale(houses);\n" + Split + "\nConsole.WriteLine(houses.Sum(house => house.Rooms));", Number)]
    [InlineData("Scale(houses);\nConsole.WriteLine(houses[0].Rooms);\n" + Split, Number)]
    // Another call.
    [InlineData("Scale(houses);\n" + Split + "\nScale(new List<House> { new() });", Number)]
    // The split may go by what is written.
    [InlineData("Scale(houses);\nvar (train, test) = (houses.OrderBy(house => house.Rooms).Take(800).ToList(), houses.OrderBy(house => house.Rooms).Skip(800).ToList());", Number)]
    public Task Not_offered(string program, string function) => VerifyFix.NotOfferedAsync(Rule, Start + program + Training + function);

    [Theory]
    [InlineData("Console.WriteLine(mean);")]
    [InlineData("rows.Reverse();")]
    public Task Not_offered_where_the_function_does_more(string statement) =>
        VerifyFix.NotOfferedAsync(Rule, Start + "Scale(houses);\n" + Split + Training + Number.Replace("    foreach", $"    {statement}\n    foreach", StringComparison.Ordinal));
}
