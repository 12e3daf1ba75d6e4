using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests;

public sealed class ReviewTests
{
    [Fact]
    public async Task A_project_that_was_never_restored_binds_to_the_surfaces()
    {
        using var tree = new TemporaryTree().With("App/App.csproj", Review.Project).With("App/Program.cs", Review.Program);
        var result = await Review.OfAsync(tree.Root);
        var finding = Assert.Single(result.Findings);
        Assert.Equal("App/Program.cs", result.Relative(finding.Path));
        Assert.Equal(new SourceRange(5, 13, 5, 60), finding.Range);
        Assert.Equal(Severity.Critical, finding.Severity);
        Assert.Equal(Level.Warning, finding.Level);
        Assert.Equal("the estimator", Assert.Single(finding.Evidence).Caption);
        Assert.Equal(0, result.Coverage.UnboundNames);
    }

    [Fact]
    public async Task A_project_without_an_ml_library_is_not_analyzed_and_says_so()
    {
        using var tree = new TemporaryTree().With("App.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""").With("A.cs", "class A { void M() { M(); } }");
        var project = Assert.Single((await Review.OfAsync(tree.Root)).Coverage.Projects);
        Assert.Equal(ProjectStatus.NoMachineLearning, project.Status);
    }

    [Fact]
    public async Task A_finding_in_a_file_that_names_no_library_is_reported()
    {
        using var tree = new TemporaryTree().With("App.csproj", Review.Project)
            .With("Order.cs", """
                static class Order
                {
                    public static List<T> Mixed<T>(List<T> items)
                    {
                        var random = new Random();
                        return items.OrderBy(_ => random.Next()).ToList();
                    }
                }
                """)
            .With("Program.cs", """
                using Microsoft.ML;

                var ml = new MLContext(seed: 1);
                var rows = Order.Mixed(new List<Row> { new() { Size = 1, Price = 2 }, new() { Size = 2, Price = 4 }, new() { Size = 3, Price = 5 } });
                var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows));
                var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.FastTree("Price")).Fit(split.TrainSet);
                Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);

                class Row
                {
                    public float Size { get; set; }
                    public float Price { get; set; }
                }
                """);
        var run = await Tool.RunAsync("review", tree.Root);
        Assert.Contains("Order.cs", run.Output, StringComparison.Ordinal);
        Assert.Contains("MLR302", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_without_csharp_is_reviewed_and_empty()
    {
        using var tree = new TemporaryTree().With("train.py", "print(1)");
        var run = await Tool.RunAsync("review", tree.Root);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 projects with 0 C# files", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_does_not_exist_is_a_usage_error_in_one_sentence()
    {
        var run = await Tool.RunAsync("review", "no/such/place");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("mlreview: The path 'no/such/place' does not exist; give a directory, a .sln, .slnx or .csproj file, a C# file or a notebook.", run.Error.Trim());
    }
}
