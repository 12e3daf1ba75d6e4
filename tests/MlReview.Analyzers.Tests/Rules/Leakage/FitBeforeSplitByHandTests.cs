using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR101 for statistics that the code computes itself, on rows in memory.</summary>
public sealed class FitBeforeSplitByHandTests
{
    private const string Rule = "MLR101";

    // Splits the rows of `houses`, trains on one side and evaluates on the other.
    private const string SplitTrainEvaluate = """
        var view = ml.Data.LoadFromEnumerable(houses);
        var split = ml.Data.TrainTestSplit(view, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """;

    // Trains on the list `train` and evaluates on the list `test`.
    private const string TrainEvaluate = """
        var model = learner.Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """;

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task B02_Mean_of_the_train_rows_that_fills_both_sides_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, $$"""
        var n = 800;
        var train = houses.Take(n).ToList();
        var test = houses.Skip(n).ToList();
        var mean = train.Average(house => house.Size);
        foreach (var house in train) { if (float.IsNaN(house.Size)) house.Size = mean; }
        foreach (var house in test) { if (float.IsNaN(house.Size)) house.Size = mean; }
        {{TrainEvaluate}}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B05_Counting_rows_to_cut_them_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, $"""
        var n = houses.Count;
        var cut = (int)(n * 0.8);
        var train = houses.Take(cut).ToList();
        var test = houses.Skip(cut).ToList();
        {TrainEvaluate}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B06_Statistic_used_only_as_a_cut_off_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, $"""
        var newest = houses.Max(house => house.Rooms);
        var train = houses.Where(house => house.Rooms < newest - 1).ToList();
        var test = houses.Where(house => house.Rooms >= newest - 1).ToList();
        {TrainEvaluate}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B10_Constant_divisor_before_the_split_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, $"""
        foreach (var house in houses) house.Size = house.Size / 255f;
        {SplitTrainEvaluate}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B15_Fixed_bin_edges_are_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, $$"""
        var edges = new[] { 0f, 18f, 65f, 120f };
        foreach (var house in houses) house.Size = edges.Count(edge => house.Size >= edge);
        {{SplitTrainEvaluate}}
        """));

    [Theory]
    [InlineData("houses.Distinct().ToList()")]
    [InlineData("houses.Where(house => house.Size > 0).ToList()")]
    [InlineData("houses.OrderBy(house => house.Rooms).ToList()")]
    [InlineData("houses.DistinctBy(house => house.City).ToList()")]
    public Task B16_Selecting_and_ordering_rows_before_the_split_is_silent(string rows) => Verify.SilentAsync(Rule, OnRows($"""
        houses = {rows};
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task P2_Statistic_that_is_only_printed_is_silent() => Verify.SilentAsync(Rule, OnRows($$"""
        Console.WriteLine($"mean size {houses.Average(house => house.Size)} of {houses.Count}");
        {{SplitTrainEvaluate}}
        """));

    [Fact]
    public Task Row_wise_features_before_the_split_are_silent() => Verify.SilentAsync(Rule, OnRows($$"""
        houses = houses.Select(house => new House { Size = MathF.Log(house.Size), Rooms = house.Rooms, Label = house.Label }).ToList();
        {{SplitTrainEvaluate}}
        """));

    [Fact]
    public Task Aggregate_over_the_parts_of_one_row_is_silent() => Verify.SilentAsync(Rule, OnRows($$"""
        houses = houses.Select(house => new House { Size = new[] { house.Size, house.Rooms }.Max(), Rooms = house.Rooms, Label = house.Label }).ToList();
        {{SplitTrainEvaluate}}
        """));

    [Fact]
    public Task Statistic_of_all_rows_without_evaluation_is_silent() => Verify.SilentAsync(Rule, OnRows("""
        var mean = houses.Average(house => house.Size);
        foreach (var house in houses) house.Size -= mean;
        var model = learner.Fit(ml.Data.LoadFromEnumerable(houses));
        ml.Model.Save(model, null, "houses-1.0.zip");
        """));

    [Fact]
    public Task Statistic_of_another_file_is_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var lastYear = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("houses-2022.csv", ','), reuseRowObject: false).ToList();
        var mean = lastYear.Average(house => house.Size);
        foreach (var house in houses) house.Size -= mean;
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task P8_Value_from_an_unknown_function_of_all_rows_is_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var scale = HashCode.Combine(houses);
        foreach (var house in houses) house.Size /= scale;
        {SplitTrainEvaluate}
        """));

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Mean_of_all_rows_that_fills_gaps_is_found(string shape) => Verify.RuleAsync(Rule, OnRowsInShape(shape, $$"""
        var mean = [|houses.Average(house => house.Size)|];
        foreach (var house in houses) { if (float.IsNaN(house.Size)) house.Size = mean; }
        {{SplitTrainEvaluate}}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B08_Centred_in_one_Select_over_the_whole_array_and_cut_by_ranges_is_found(string shape) => Verify.RuleAsync(Rule, OnRowsInShape(shape, $$"""
        var rows = houses.ToArray();
        var mean = [|rows.Average(house => house.Size)|];
        var centred = rows.Select(house => new House { Size = house.Size - mean, Rooms = house.Rooms, Label = house.Label }).ToArray();
        var n = (int)(centred.Length * 0.8);
        var train = centred[..n];
        var test = centred[n..];
        {{TrainEvaluate}}
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B08_Aggregate_inside_the_projection_is_found(string shape) => Verify.RuleAsync(Rule, OnRowsInShape(shape, $$"""
        var centred = houses.Select(house => new House { Size = house.Size - [|houses.Average(other => other.Size)|], Rooms = house.Rooms, Label = house.Label }).ToList();
        var train = centred.Take(800).ToList();
        var test = centred.Skip(800).ToList();
        {{TrainEvaluate}}
        """));

    [Fact]
    public Task Largest_value_of_all_rows_as_divisor_is_found() => Verify.RuleAsync(Rule, OnRows($"""
        var largest = [|houses.Max(house => house.Size)|];
        houses.ForEach(house => house.Size /= largest);
        {SplitTrainEvaluate}
        """));

    [Fact]
    public async Task B12_Target_encoding_by_hand_is_found_and_says_that_it_saw_the_label()
    {
        var found = await Finding.OnlyAsync(Rule, OnRows($"""
            var rates = houses.GroupBy(house => house.City).ToDictionary(group => group.Key, group => [|group.Average(house => house.Label ? 1f : 0f)|]);
            foreach (var house in houses) house.Size = rates[house.City];
            {SplitTrainEvaluate}
            """));
        found.Is(Warning, "Critical");
        found.Names("Label");
    }

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task B14_Median_of_all_rows_as_a_bin_edge_is_found(string shape) => Verify.RuleAsync(Rule, OnRowsInShape(shape, $"""
        var median = [|houses.Select(house => house.Size).OrderBy(size => size).ElementAt(houses.Count / 2)|];
        foreach (var house in houses) house.Size = house.Size < median ? 0 : 1;
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task Sum_in_a_loop_over_all_rows_is_found() => Verify.RuleAsync(Rule, OnRows($$"""
        var total = 0f;
        foreach (var house in houses) [|total += house.Size|];
        var mean = total / houses.Count;
        foreach (var house in houses) house.Size -= mean;
        {{SplitTrainEvaluate}}
        """));

    [Fact]
    public Task Statistic_in_a_helper_of_another_class_is_found_there() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", OnRows($"""
                houses = Features.Centre(houses);
                {SplitTrainEvaluate}
                """)),
            ("Features.cs", """
                public static class Features
                {
                    public static List<House> Centre(List<House> rows)
                    {
                        var mean = [|rows.Average(row => row.Size)|];
                        return rows.Select(row => new House { Size = row.Size - mean, Rooms = row.Rooms, Label = row.Label }).ToList();
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Same_helper_on_train_rows_is_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var train = houses.Take(800).ToList();
        var mean = Mean(train);
        var test = houses.Skip(800).ToList();
        train.ForEach(house => house.Size -= mean);
        test.ForEach(house => house.Size -= mean);
        {TrainEvaluate}
        """, "private static float Mean(List<House> rows) => rows.Average(row => row.Size);"));

    [Fact]
    public Task Rows_parsed_by_hand_from_a_file_are_rows_too() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var houses = File.ReadLines("houses.csv").Skip(1).Select(line => line.Split(','))
                    .Select(cells => new House { Size = float.Parse(cells[0]), Rooms = float.Parse(cells[1]), Label = cells[2] == "1" }).ToList();
                var mean = [|houses.Average(house => house.Size)|];
                foreach (var house in houses) house.Size -= mean;
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(houses), testFraction: 0.2);
                var model = ml.Transforms.Concatenate("Features", "Size", "Rooms")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }
        }
        """);

    [Fact]
    public Task Statistic_read_from_a_view_column_is_found() => Verify.RuleAsync(Rule, InMain("""
        var mean = [|houses.GetColumn<float>("Size").Average()|];
        var centre = ml.Transforms.CustomMapping<House, House>((from, to) => to.Size = from.Size - mean, contractName: null);
        var centred = centre.Fit(houses).Transform(houses);
        var split = ml.Data.TrainTestSplit(centred, testFraction: 0.2);
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Fact]
    public Task P8_Own_scaler_class_in_source_is_followed() => Verify.RuleAsync(Rule, OnRows($"""
        var scaler = new MeanScaler();
        scaler.Fit(houses);
        scaler.Apply(houses);
        {SplitTrainEvaluate}
        """, """
        private sealed class MeanScaler
        {
            private float _mean;

            public void Fit(List<House> rows) => _mean = [|rows.Average(row => row.Size)|];

            public void Apply(List<House> rows) => rows.ForEach(row => row.Size -= _mean);
        }
        """));

    [Fact]
    public Task P8_Own_scaler_class_fitted_on_train_rows_is_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var train = houses.Take(800).ToList();
        var test = houses.Skip(800).ToList();
        var scaler = new MeanScaler();
        scaler.Fit(train);
        scaler.Apply(train);
        scaler.Apply(test);
        {TrainEvaluate}
        """, """
        private sealed class MeanScaler
        {
            private float _mean;

            public void Fit(List<House> rows) => _mean = rows.Average(row => row.Size);

            public void Apply(List<House> rows) => rows.ForEach(row => row.Size -= _mean);
        }
        """));

    [Fact]
    public Task Mean_written_into_copies_made_by_a_with_expression() => Verify.RuleAsync(Rule, """
        public record Row
        {
            public float Size { get; init; }
            public float CityRate { get; init; }
            public bool Label { get; init; }
        }

        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var rows = File.ReadLines("houses.csv").Select(line => new Row { Size = line.Length }).ToList();
                var rate = [|rows.Average(row => row.Label ? 1f : 0f)|];
                var encoded = rows.Select(row => row with { CityRate = rate }).ToList();
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(encoded), testFraction: 0.2);
                var model = ml.Transforms.Concatenate("Features", "Size", "CityRate")
                    .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(split.TrainSet);
                Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
            }
        }
        """);

    [Fact]
    public Task Rows_added_one_by_one_and_then_changed_in_place() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = new List<House>();
        foreach (var line in File.ReadLines("houses.csv")) rows.Add(new House { City = line });
        var rates = rows.GroupBy(house => house.City).ToDictionary(group => group.Key, group => [|group.Average(house => house.Price)|]);
        foreach (var house in rows) house.Size = rates[house.City];
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), testFraction: 0.2);
        var learner = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price"));
        Console.WriteLine(ml.Regression.Evaluate(learner.Fit(split.TrainSet).Transform(split.TestSet), "Price").RSquared);
        """);

    // ---- Rows copied into another list one by one ----

    private const string Copy = "new House { Size = house.Size - mean, Rooms = house.Rooms, Label = house.Label }";

    [Theory]
    [InlineData("foreach (var house in houses) scaled.Add(" + Copy + ");")]
    [InlineData("foreach (var house in houses) { var copy = " + Copy + "; scaled.Add(copy); }")]
    [InlineData("for (var i = 0; i < houses.Count; i++) scaled.Add(new House { Size = houses[i].Size - mean, Label = houses[i].Label });")]
    [InlineData("foreach (var house in houses) if (house.Rooms > 0) scaled.Add(" + Copy + ");")]
    [InlineData("foreach (var house in houses.Where(house => house.Rooms > 0)) scaled.Add(" + Copy + ");")]
    public Task B08_Mean_written_into_copies_in_another_list(string loop) => Verify.RuleAsync(Rule, OnRows($"""
        var mean = [|houses.Average(house => house.Size)|];
        var scaled = new List<House>();
        {loop}
        houses = scaled;
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task B12_Group_means_written_into_copies_by_a_helper() => Verify.RuleAsync(Rule, OnRows($"""
        houses = Encoded(houses);
        {SplitTrainEvaluate}
        """, """
        private static List<House> Encoded(List<House> rows)
        {
            var rates = rows.GroupBy(row => row.City).ToDictionary(city => city.Key, city => [|city.Average(row => row.Label ? 1f : 0f)|]);
            var encoded = new List<House>();
            foreach (var row in rows) encoded.Add(new House { Size = row.Size, Rooms = rates[row.City], Label = row.Label });
            return encoded;
        }
        """));

    [Fact]
    public Task B08_Copies_that_an_iterator_yields() => Verify.RuleAsync(Rule, OnRows($$"""
        houses = Scaled(houses).ToList();
        {{SplitTrainEvaluate}}
        """, $$"""
        private static IEnumerable<House> Scaled(List<House> rows)
        {
            var mean = [|rows.Average(row => row.Size)|];
            foreach (var house in rows) yield return {{Copy}};
        }
        """));

    [Fact]
    public Task B08_Copies_cut_by_position() => Verify.RuleAsync(Rule, OnRows($"""
        var mean = [|houses.Average(house => house.Size)|];
        var scaled = new List<House>();
        foreach (var house in houses) scaled.Add({Copy});
        var train = scaled.Take(800).ToList();
        var test = scaled.Skip(800).ToList();
        {TrainEvaluate}
        """));

    [Theory]
    [InlineData("foreach (var house in houses) scaled.Add(" + Copy + "); Console.WriteLine(scaled.Count);")]
    [InlineData("foreach (var house in houses) scaled.Add(new House { Size = house.Size - mean }); scaled.Clear(); foreach (var house in houses) scaled.Add(new House { Size = house.Size }); houses = scaled;")]
    public Task P2_Copies_that_nobody_trains_on_are_silent(string loop) => Verify.SilentAsync(Rule, OnRows($"""
        var mean = houses.Average(house => house.Size);
        var scaled = new List<House>();
        {loop}
        {SplitTrainEvaluate}
        """));

    [Fact]
    public Task B02_Copies_scaled_by_the_mean_of_the_train_rows_are_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var train = new List<House>();
        var test = new List<House>();
        var first = houses.Take(800).ToList();
        var mean = first.Average(house => house.Size);
        foreach (var house in first) train.Add({Copy});
        foreach (var house in houses.Skip(800)) test.Add({Copy});
        {TrainEvaluate}
        """));

    [Fact]
    public Task Copies_of_two_sequences_are_silent() => Verify.SilentAsync(Rule, OnRows($"""
        var more = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("more.csv"), reuseRowObject: false).ToList();
        var mean = more.Average(house => house.Size);
        var joined = new List<House>();
        foreach (var house in houses) joined.Add({Copy});
        foreach (var house in more.Take(3)) joined.Add({Copy});
        houses = joined;
        {SplitTrainEvaluate}
        """));
}
