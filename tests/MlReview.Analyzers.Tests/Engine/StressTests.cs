using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>Sizes and depths that generated code reaches. A stack overflow would end the test run, as it would end the editor.</summary>
public sealed class StressTests
{
    private const string Start = """
        var ml = new MLContext(1);
        IDataView all = ml.Data.LoadFromTextFile<House>("houses.csv");

        """;

    private const string TrainAndEvaluate = """

        var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(all).Transform(all);
        var split = ml.Data.TrainTestSplit(scaled);
        var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """;

    [Fact]
    public Task Method_of_5000_lines() =>
        FindsTheLeakAsync(Start + Lines(5_000, i => $"var view{i} = ml.Transforms.NormalizeMinMax(\"Size\").Fit({(i == 0 ? "all" : $"view{i - 1}")}).Transform({(i == 0 ? "all" : $"view{i - 1}")});") + TrainAndEvaluate);

    [Fact]
    public Task Rows_reassigned_in_2000_branches() =>
        OnlySurvivesAsync(Start + "var count = all.Schema.Count;\n" + Lines(2_000, i => $"if (count > {i}) all = ml.Data.TakeRows(all, {i + 1});") + TrainAndEvaluate);

    [Fact]
    public Task Method_of_2000_unrelated_branches() =>
        FindsTheLeakAsync(Start + "var count = all.Schema.Count;\n" + Lines(2_000, i => $"if (count > {i}) Console.WriteLine({i});") + TrainAndEvaluate);

    [Fact]
    public Task Number_doubled_30_times_and_compared() =>
        FindsTheLeakAsync(Start + "double sum = all.Schema.Count;\n" + Lines(30, _ => "sum = sum + sum;") + "if (sum > 1 || sum < sum) Console.WriteLine(sum);\n" + TrainAndEvaluate);

    [Fact]
    public Task Metric_kept_in_200_branches() =>
        OnlySurvivesAsync(Start + "var best = 0.0;\nvar kept = all;\n" + Lines(200, i => $"{(i == 0 ? "" : "else ")}if (Score({i}) > best) {{ best = Score({i}); kept = all; }}") + TrainAndEvaluate
            + "\ndouble Score(int seed) { var split = ml.Data.TrainTestSplit(all, seed: seed); return ml.Regression.Evaluate(ml.Regression.Trainers.FastTree(\"Price\").Fit(split.TrainSet).Transform(split.TestSet), \"Price\").RSquared; }");

    [Fact]
    public Task Loops_200_deep() =>
        FindsTheLeakAsync(Start + Lines(200, i => $"for (var i{i} = 0; i{i} < 2; i{i}++)") + "all = ml.Data.ShuffleRows(all);" + TrainAndEvaluate);

    [Fact]
    public Task Chain_of_3000_appends() =>
        FindsTheLeakAsync(Start + "var chain = ml.Transforms.CopyColumns(\"A\", \"Size\")\n" + Lines(3_000, i => $"    .Append(ml.Transforms.CopyColumns(\"A{i}\", \"Size\"))") + ";\nall = chain.Fit(all).Transform(all);" + TrainAndEvaluate);

    [Fact]
    public Task Chain_of_3000_string_builder_appends() =>
        FindsTheLeakAsync("var text = new System.Text.StringBuilder()\n" + Lines(3_000, i => $"    .Append({i})") + ";\nConsole.WriteLine(text);\n" + Start + TrainAndEvaluate);

    [Fact]
    public Task Parentheses_2000_deep() =>
        FindsTheLeakAsync(Start + $"var depth = {new string('(', 2_000)}1{new string(')', 2_000)};" + TrainAndEvaluate);

    [Fact]
    public Task Sum_of_2000_terms() =>
        FindsTheLeakAsync(Start + $"var path = {string.Join(" + ", Enumerable.Range(0, 2_000).Select(i => $"\"{i}\" + ml"))};" + TrainAndEvaluate + "\nml.Model.Save(model, all.Schema, path);");

    [Fact]
    public Task Calls_nested_500_deep() =>
        OnlySurvivesAsync(Start + $"all = {string.Concat(Enumerable.Repeat("ml.Data.ShuffleRows(", 500))}all{new string(')', 500)};" + TrainAndEvaluate);

    [Fact]
    public Task Lambdas_nested_150_deep() =>
        OnlySurvivesAsync(Start + $"Func<IDataView> view = () => {string.Concat(Enumerable.Repeat("((Func<IDataView>)(() => ", 150))}all{string.Concat(Enumerable.Repeat("))()", 150))};\nall = view();" + TrainAndEvaluate);

    [Fact]
    public Task Array_of_10000_elements() =>
        OnlySurvivesAsync(Start + $"float[] numbers = {{ {string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"{i}f"))} }};\nHouse[] rows = [ {string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"new() {{ Size = {i} }}"))} ];\nall = ml.Data.LoadFromEnumerable(rows);" + TrainAndEvaluate);

    [Fact]
    public Task Helpers_calling_each_other_1000_deep() =>
        OnlySurvivesAsync(Start + "all = H.M0(ml, all);" + TrainAndEvaluate + "\nstatic class H {\n" + Lines(1_000, i => $"public static IDataView M{i}(MLContext ml, IDataView rows) => M{i + 1}(ml, rows);") + "public static IDataView M1000(MLContext ml, IDataView rows) => ml.Transforms.NormalizeMinMax(\"Size\").Fit(rows).Transform(rows);\n}");

    [Fact]
    public Task Helpers_each_called_twice_40_deep() =>
        OnlySurvivesAsync(Start + "all = H.M0(ml, all);" + TrainAndEvaluate + "\nstatic class H {\n" + Lines(40, i => $"public static IDataView M{i}(MLContext ml, IDataView rows) => M{i + 1}(ml, M{i + 1}(ml, rows));") + "public static IDataView M40(MLContext ml, IDataView rows) => ml.Data.ShuffleRows(rows);\n}");

    [Fact]
    public Task Mutual_recursion() =>
        FindsTheLeakAsync(Start + """
            all = Recursion.Odd(ml, all, 7);
            """ + TrainAndEvaluate + """

            static class Recursion
            {
                private static IDataView _last = null!;
                public static IDataView Odd(MLContext ml, IDataView rows, int n) => n == 0 ? rows : Even(ml, ml.Data.ShuffleRows(rows), n - 1);
                public static IDataView Even(MLContext ml, IDataView rows, int n) => n == 0 ? _last = rows : Odd(ml, Self(ml, _last, x => Odd(ml, x, n)), n - 1);
                public static IDataView Self(MLContext ml, IDataView rows, Func<IDataView, IDataView> f) => f(Self(ml, rows, y => f(f(y))));
                public static IDataView Chained { get => Chained; set => Chained = value; }
            }
            """);

    [Fact]
    public Task Generic_recursion() =>
        FindsTheLeakAsync(Start + """
            all = Growing<House>.Grow(ml, all, 5);
            """ + TrainAndEvaluate + """

            static class Growing<T> where T : class
            {
                public static IDataView Grow(MLContext ml, IDataView rows, int n) =>
                    n == 0 ? rows : Growing<List<T>>.Grow(ml, Same<Tuple<T, T>>(rows), n - 1);
                private static IDataView Same<TRow>(IDataView rows) where TRow : class => Growing<TRow>.Grow(null!, rows, 0);
            }
            abstract class Node<TSelf> where TSelf : Node<TSelf> { public IDataView Rows = null!; public virtual TSelf Next() => Other<Node<TSelf>>().Next().Next(); protected static TSelf Other<T>() where T : Node<TSelf> => null!; }
            """);

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static async Task FindsTheLeakAsync(string source) =>
        Assert.Contains(await OnlySurvivesAsync(source), finding => finding.Id == "MLR101");

    // For what reaches a bound of the engine: it may see the leak or be silent, but it must come to an end.
    private static async Task<ImmutableArray<Diagnostic>> OnlySurvivesAsync(string source)
    {
        var outcome = await Survival.VerifyAsync(new MlReviewAnalyzer(), ("Program.cs", source));
        Assert.Empty(outcome.CompilerErrors);
        return outcome.Findings;
    }
}
