using MlReview.Testing;
using Xunit;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;
using static MlReview.Analyzers.Tests.Rules.Leakage.CodeShape;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>MLR109: rows were duplicated before the split, so copies of one row stand on both sides.</summary>
public sealed class ResampledBeforeSplitTests
{
    private const string Rule = "MLR109";

    private const string TrainEvaluate = """
        var model = learner.Fit(split.TrainSet);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """;

    /// <summary>Rows made by <paramref name="rows"/> as <c>resampled</c>, then split, trained and evaluated.</summary>
    private static string Resampled(string rows, bool leaks, string members = "")
    {
        var split = "ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(resampled), testFraction: 0.2)";
        return OnRows($"""
            {rows}
            var split = {(leaks ? $"[|{split}|]" : split)};
            {TrainEvaluate}
            """, members);
    }

    // ---- Look-alikes that must stay silent ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task F02_Repeated_only_inside_the_train_side_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, """
        var train = houses.Take(800).ToList();
        var test = houses.Skip(800).ToList();
        var balanced = train.Concat(train.Where(house => house.Label)).Concat(train.Where(house => house.Label)).ToList();
        var model = learner.Fit(ml.Data.LoadFromEnumerable(balanced));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task F02_Bootstrap_of_the_train_side_is_silent(string shape) => Verify.SilentAsync(Rule, InShape(shape, $"""
        var split = ml.Data.TrainTestSplit(houses, testFraction: 0.2);
        var drawn = ml.Data.BootstrapSample(split.TrainSet, seed: 1);
        var model = learner.Fit(drawn);
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score);
        """));

    [Theory, MemberData(nameof(CodeShape.Few), MemberType = typeof(CodeShape))]
    public Task F08_Augmentation_of_the_train_rows_only_is_silent(string shape) => Verify.SilentAsync(Rule, OnRowsInShape(shape, """
        var test = houses.Skip(800).ToList();
        var train = houses.Take(800).SelectMany(house => new[] { house, new House { Size = house.Size * 1.01f, Rooms = house.Rooms, Label = house.Label } }).ToList();
        var model = learner.Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """));

    [Theory]
    [InlineData("var resampled = houses.Where(house => house.Label).Concat(houses.Where(house => !house.Label).Take(500)).ToList();")]
    [InlineData("var resampled = houses.OrderBy(house => house.Size).Take(500).ToList();")]
    [InlineData("var resampled = houses.Distinct().ToList();")]
    public Task F04_Dropping_rows_before_the_split_is_silent(string rows) => Verify.SilentAsync(Rule, Resampled(rows, leaks: false));

    [Fact]
    public Task Two_files_joined_before_the_split_are_silent() => Verify.SilentAsync(Rule, Resampled("""
        var lastYear = ml.Data.CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("houses-2022.csv", ','), reuseRowObject: false);
        var resampled = houses.Concat(lastYear).ToList();
        """, leaks: false));

    [Fact]
    public Task Copies_removed_again_before_the_split_are_silent() => Verify.SilentAsync(Rule, Resampled(
        "var resampled = houses.Concat(houses.Where(house => house.Label)).Distinct().ToList();", leaks: false));

    [Fact]
    public Task Rows_expanded_into_disjoint_parts_are_silent() => Verify.SilentAsync(Rule, Resampled("""
        var resampled = houses.GroupBy(house => house.City).SelectMany(group => group.OrderBy(house => house.Size)).ToList();
        """, leaks: false));

    [Fact]
    public Task Copies_that_are_never_split_are_silent() => Verify.SilentAsync(Rule, OnRows("""
        var test = ml.Data.LoadFromTextFile<House>("test.csv", ',');
        var balanced = houses.Concat(houses.Where(house => house.Label)).ToList();
        var model = learner.Fit(ml.Data.LoadFromEnumerable(balanced));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score);
        """));

    [Fact]
    public Task P1_Copies_split_without_an_evaluation_are_silent() => Verify.SilentAsync(Rule, InMain("""
        var split = ml.Data.TrainTestSplit(ml.Data.BootstrapSample(houses), testFraction: 0.2);
        ml.Model.Save(learner.Fit(split.TrainSet), houses.Schema, "houses-1.0.zip");
        Console.WriteLine(split.TestSet.Preview().RowView.Length);
        """));

    [Fact]
    public Task Complement_of_the_bootstrap_holds_no_copies_and_is_silent() => Verify.SilentAsync(Rule, InMain($"""
        var split = ml.Data.TrainTestSplit(ml.Data.BootstrapSample(houses, seed: 1, complement: true), testFraction: 0.2);
        {TrainEvaluate}
        """));

    [Fact]
    public Task P8_Rows_from_an_unknown_function_are_silent() => Verify.SilentAsync(Rule, Resampled("""
        var resampled = (List<House>)AppDomain.CurrentDomain.GetData("balanced")!;
        """, leaks: false));

    [Fact]
    public Task Delegate_that_nobody_fills_is_silent() => Verify.SilentAsync(Rule, """
        public static class Training
        {
            public static double Run(MLContext ml, List<House> houses, Func<List<House>, List<House>> balance, IEstimator<ITransformer> learner)
            {
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(balance(houses)));
                return ml.BinaryClassification.Evaluate(learner.Fit(split.TrainSet).Transform(split.TestSet)).F1Score;
            }
        }
        """);

    // ---- Defects ----

    [Theory, MemberData(nameof(CodeShape.Names), MemberType = typeof(CodeShape))]
    public Task Bootstrap_before_the_split_is_found(string shape) => Verify.RuleAsync(Rule, InShape(shape, $"""
        var drawn = ml.Data.BootstrapSample(houses, seed: 1);
        var split = [|ml.Data.TrainTestSplit(drawn, testFraction: 0.2)|];
        {TrainEvaluate}
        """));

    [Theory]
    [InlineData("var resampled = houses.Concat(houses.Where(house => house.Label)).ToList();")]
    [InlineData("var resampled = houses.SelectMany(house => Enumerable.Repeat(house, house.Label ? 3 : 1)).ToList();")]
    [InlineData("var resampled = houses.SelectMany(house => new[] { house, new House { Size = house.Size * 1.01f, Rooms = house.Rooms, Label = house.Label } });")]
    [InlineData("var resampled = new List<House>(houses); foreach (var house in houses.Where(house => house.Label)) resampled.Add(house);")]
    [InlineData("var resampled = new List<House>(houses); resampled.AddRange(houses.Where(house => house.Label));")]
    [InlineData("var random = new Random(1); var resampled = Enumerable.Range(0, houses.Count).Select(_ => houses[random.Next(houses.Count)]).ToList();")]
    [InlineData("var resampled = houses.Concat(houses.Where(house => house.Label).Select(house => new House { Size = house.Size + 1, Rooms = house.Rooms, Label = true })).ToList();")]
    public Task Copies_of_rows_made_before_the_split_are_found(string rows) => Verify.RuleAsync(Rule, Resampled(rows, leaks: true));

    [Fact]
    public Task Copies_cut_by_row_ranges_after_a_shuffle_are_found() => Verify.RuleAsync(Rule, OnRows("""
        var balanced = houses.Concat(houses.Where(house => house.Label)).ToList();
        var mixed = ml.Data.ShuffleRows(ml.Data.LoadFromEnumerable(balanced), seed: 1);
        var folds = [|ml.Data.CrossValidationSplit(mixed, numberOfFolds: 5)|];
        foreach (var fold in folds)
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(fold.TrainSet).Transform(fold.TestSet)).F1Score);
        """));

    [Fact]
    public Task F05_Up_sampling_helper_and_split_in_the_caller_are_found() => Verify.RuleAsync(Rule, Resampled("""
        var resampled = UpSample(houses);
        """, leaks: true, """
        private static List<House> UpSample(List<House> rows)
        {
            var minority = rows.Where(row => row.Label).ToList();
            var result = new List<House>(rows);
            for (var i = 0; i < 3; i++) result.AddRange(minority);
            return result;
        }
        """));

    [Fact]
    public Task F06_Three_variants_from_one_helper_are_three_findings() => Verify.RuleAsync(Rule, OnRows("""
        var once = [|ml.Data.TrainTestSplit(MakeBalanced(ml, houses, 1))|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(once.TrainSet).Transform(once.TestSet)).F1Score);
        var twice = [|ml.Data.TrainTestSplit(MakeBalanced(ml, houses, 2))|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(twice.TrainSet).Transform(twice.TestSet)).F1Score);
        var thrice = [|ml.Data.TrainTestSplit(MakeBalanced(ml, houses, 3))|];
        Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(thrice.TrainSet).Transform(thrice.TestSet)).F1Score);
        """, """
        private static IDataView MakeBalanced(MLContext ml, List<House> rows, int copies) =>
            ml.Data.LoadFromEnumerable(rows.Concat(Enumerable.Repeat(rows.Where(row => row.Label), copies).SelectMany(more => more)).ToList());
        """));

    [Fact]
    public async Task The_message_names_rows_and_split_by_the_users_names()
    {
        var found = await Finding.OnlyAsync(Rule, InMain("""
            var everyHouse = ml.Data.LoadFromTextFile<House>("prices.csv", ',');
            var drawn = ml.Data.BootstrapSample(everyHouse, seed: 1);
            var halves = [|ml.Data.TrainTestSplit(drawn, testFraction: 0.5)|];
            Console.WriteLine(ml.BinaryClassification.Evaluate(learner.Fit(halves.TrainSet).Transform(halves.TestSet)).F1Score);
            """));
        found.Is(Warning, "Critical");
        found.Names("drawn", "BootstrapSample");
    }

    [Fact]
    public Task Copies_made_in_another_class_and_split_in_an_async_member_are_found() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                var ml = new MLContext(seed: 1);
                var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
                Console.WriteLine(await new Training(ml, Sampling.Draw(ml, houses)).RunAsync());
                """),
            ("Sampling.cs", """
                public static class Sampling
                {
                    public static IDataView Draw(MLContext ml, IDataView rows) => ml.Data.BootstrapSample(rows, seed: 7);
                }
                """),
            ("Training.cs", """
                public sealed class Training(MLContext ml, IDataView rows)
                {
                    private readonly IDataView _rows = rows;

                    public async Task<double> RunAsync()
                    {
                        await Task.Yield();
                        var (train, test) = Halve();
                        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(train);
                        return ml.BinaryClassification.Evaluate(model.Transform(test)).F1Score;
                    }

                    private (IDataView, IDataView) Halve()
                    {
                        var split = [|ml.Data.TrainTestSplit(_rows, testFraction: 0.5)|];
                        return (split.TrainSet, split.TestSet);
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Lambda_that_augments_is_followed() => Verify.RuleAsync(Rule, Resampled("""
        Func<House, IEnumerable<House>> augment = house => new[] { house, new House { Size = house.Size * 0.99f, Rooms = house.Rooms, Label = house.Label } };
        var resampled = houses.SelectMany(augment).ToList();
        """, leaks: true));

    // ---- Precedence ----

    [Fact]
    public Task Copies_on_both_sides_are_one_finding() => new RuleTest(Rule, "MLR102", "MLR101")
    {
        Sources =
        {
            ("Program.cs", InMain($"""
                var split = [|ml.Data.TrainTestSplit(ml.Data.BootstrapSample(houses), testFraction: 0.2)|];
                {TrainEvaluate}
                """)),
        },
    }.RunAsync();

    [Fact]
    public Task An_unrelated_missing_package_does_not_hide_the_copies() => Verify.RuleAsync(Rule, HalfBound($"""
        var split = [|ml.Data.TrainTestSplit(ml.Data.BootstrapSample(houses), testFraction: 0.2)|];
        {TrainEvaluate}
        """));

    [Fact]
    public Task Rows_that_an_iterator_yields() => Verify.RuleAsync(Rule, Resampled("""
        var read = Read("houses.csv").ToList();
        var resampled = read.Concat(read.Where(house => house.Label)).ToList();
        """, leaks: true, """
        private static IEnumerable<House> Read(string path)
        {
            foreach (var line in File.ReadLines(path)) yield return new House { City = line };
        }
        """));

    // ---- Rows drawn one by one into a list ----

    private const string Oversampled = """
        private static async Task<List<House>> BalanceAsync(List<House> samples) => await Task.Run(() =>
        {
            var random = new Random(42);
            var classes = samples.Select(house => house.Label).Distinct().ToList();
            var target = classes.Max(c => samples.Count(house => house.Label == c));
            var result = new List<House>();
            foreach (var c in classes)
            {
                var ofClass = samples.Where(house => house.Label == c).ToList();
                result.AddRange(ofClass);
                for (var i = 0; i < target - ofClass.Count; i++)
                    result.Add(ofClass[random.Next(ofClass.Count)]);
            }

            return result;
        });
        """;

    [Fact]
    public Task F05_Oversampled_in_a_task_by_a_helper() => Verify.RuleAsync(Rule, Resampled("var resampled = BalanceAsync(houses).Result;", leaks: true, Oversampled));

    [Fact]
    public Task F05_Oversampled_in_a_task_of_an_async_method() => Verify.RuleAsync(Rule, $$"""
        public sealed class Training(MLContext ml)
        {
            public async Task<double> TrainAsync(List<House> houses)
            {
                var balanced = await BalanceAsync(houses);
                var split = [|ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(balanced), testFraction: 0.2)|];
                var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Size").Fit(split.TrainSet);
                return ml.BinaryClassification.Evaluate(model.Transform(split.TestSet)).F1Score;
            }

        {{Oversampled}}
        }
        """);

    [Theory]
    [InlineData("for (var i = 0; i < 500; i++) resampled.Add(houses[random.Next(houses.Count)]);")]
    [InlineData("while (resampled.Count < 500) { var picked = houses[random.Next(0, houses.Count)]; resampled.Add(picked); }")]
    [InlineData("resampled.AddRange(houses); resampled.AddRange(houses.Where(house => house.Label));")]
    [InlineData("resampled.AddRange(houses); foreach (var label in new[] { true, false }) resampled.AddRange(houses.Where(house => house.Label == label));")]
    [InlineData("foreach (var house in houses) { resampled.Add(house); resampled.Add(new House { Size = house.Size * 1.01f, Label = house.Label }); }")]
    [InlineData("foreach (var house in houses) { resampled.Add(house); if (house.Label) resampled.Add(new House { Size = house.Size + 1, Label = true }); }")]
    [InlineData("foreach (var c in new[] { true, false }) { var of = new List<House>(); while (of.Count < 500) of.Add(houses[random.Next(houses.Count)]); resampled.AddRange(of); }")]
    public Task F05_Copies_added_to_a_new_list(string statement) => Verify.RuleAsync(Rule, Resampled($$"""
        var random = new Random(1);
        var resampled = new List<House>();
        {{statement}}
        """, leaks: true));

    [Theory]
    [InlineData("resampled.Add(houses[random.Next(houses.Count)]);")]
    [InlineData("while (houses.Count > 0) { var k = random.Next(houses.Count); resampled.Add(houses[k]); houses.RemoveAt(k); }")]
    [InlineData("var seen = new HashSet<int>(); while (resampled.Count < 500) { var k = random.Next(houses.Count); if (seen.Add(k)) resampled.Add(houses[k]); }")]
    [InlineData("var seen = new List<int>(); while (resampled.Count < 500) { var k = random.Next(houses.Count); if (seen.Contains(k)) continue; seen.Add(k); resampled.Add(houses[k]); }")]
    [InlineData("var used = new bool[1000]; while (resampled.Count < 500) { var k = random.Next(1000); if (used[k]) continue; used[k] = true; resampled.Add(houses[k]); }")]
    [InlineData("for (var i = 0; i < houses.Count; i++) resampled.Add(houses[i]);")]
    [InlineData("foreach (var house in houses) if (random.Next(3) == 0) resampled.Add(house);")]
    [InlineData("resampled.AddRange(houses.Take(100)); resampled.AddRange(houses.Skip(100));")]
    [InlineData("if (args.Length > 0) resampled.AddRange(houses); else resampled.AddRange(houses.Take(100));")]
    [InlineData("resampled.AddRange(houses.Take(5)); Console.WriteLine(resampled.Count); resampled.Clear(); resampled.AddRange(houses);")]
    [InlineData("foreach (var house in houses) if (house.Rooms > 0) resampled.Add(house); else resampled.Add(new House { Size = house.Size, Rooms = 1, Label = house.Label });")]
    [InlineData("foreach (var house in houses) resampled.Add(new House { Size = house.Size, Label = house.Label });")]
    public Task Rows_added_once_are_silent(string statement) => Verify.SilentAsync(Rule, Resampled($$"""
        var random = new Random(1);
        var resampled = new List<House>();
        {{statement}}
        """, leaks: false));

    [Theory]
    [InlineData("foreach (var file in Directory.GetFiles(\".\")) resampled = resampled.Concat(Read(file));")]
    [InlineData("foreach (var file in Directory.GetFiles(\".\")) resampled = resampled.Concat(File.ReadLines(file).Select(line => new House { City = line }));")]
    public Task Rows_of_one_file_after_the_other_are_silent(string statement) => Verify.SilentAsync(Rule, Resampled($$"""
        IEnumerable<House> resampled = Array.Empty<House>();
        {{statement}}
        """, leaks: false, """
        private static IEnumerable<House> Read(string path)
        {
            foreach (var line in File.ReadLines(path)) yield return new House { City = line };
        }
        """));

    [Fact]
    public Task F02_Drawn_again_from_the_train_rows_only_is_silent() => Verify.SilentAsync(Rule, OnRows("""
        var random = new Random(1);
        var train = houses.Take(800).ToList();
        var test = houses.Skip(800).ToList();
        var balanced = new List<House>(train);
        for (var i = 0; i < 500; i++) balanced.Add(train[random.Next(train.Count)]);
        var model = learner.Fit(ml.Data.LoadFromEnumerable(balanced));
        Console.WriteLine(ml.BinaryClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(test))).F1Score);
        """));
}
