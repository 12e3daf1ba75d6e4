using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>Settings of the rules themselves, in projects that were never restored. That a build makes the same of them is tested on real builds.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Unseeded = """
        using Microsoft.ML;

        var ml = new MLContext();
        System.Console.WriteLine(ml.Clustering.Trainers.KMeans("Size").Fit(ml.Data.LoadFromTextFile<Row>("rows.csv")));

        class Row
        {
            public float Size { get; set; }
        }
        """;

    private readonly TemporaryTree _tree = new TemporaryTree().With("Program.cs", Unseeded);

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("", "", Level.Error)]
    [InlineData("<PackageReference Include='NUnit' Version='4.0.0' />", "", Level.Note)]
    [InlineData("<PackageReference Include='xunit.v3' />", "", Level.Note)]
    [InlineData("<PackageReference Include='NUnit' />", "mlreview_test_projects = full", Level.Error)]
    [InlineData("<PackageReference Include='NUnit' />", "dotnet_diagnostic.MLR301.severity = warning", Level.Error)]
    internal async Task A_test_project_is_one_before_it_is_restored(string package, string setting, Level expected)
    {
        _tree.With("App.csproj", Project(package, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")).With(".editorconfig", "[*.cs]\n" + setting);
        Assert.Equal(expected, Assert.Single((await Review.OfProductAsync(_tree.Root)).Findings, f => f.Rule.Id == "MLR301").Level);
    }

    [Theory]
    [InlineData("Minimal", "MLR301")]
    [InlineData("recommended", "MLR301")]
    [InlineData("Strict", "MLR301")]
    [InlineData("Sure", "MLR002 MLR301")]
    public async Task A_mode_that_does_not_exist_is_said_at_the_project(string mode, string expected)
    {
        _tree.With("App.csproj", Project("", $"<MlReviewMode>{mode}</MlReviewMode>"));
        Assert.Equal(expected, string.Join(' ', (await Review.OfProductAsync(_tree.Root)).Findings.Select(f => f.Rule.Id)));
    }

    [Fact]
    public async Task A_setting_that_means_nothing_is_found_where_it_stands()
    {
        _tree.With("App.csproj", Project("<AdditionalFiles Include='*.mlreview.txt' />", "")).With("own.mlreview.txt", "# ours\n  Acme.Load = laods\n")
            .With(".editorconfig", "root = true\n\n[*.cs]\n  mlreview_test_projects = none # for now\n[nowhere.cs]\nmlreview_test_projects = never\n");
        var result = await Review.OfProductAsync(_tree.Root);
        Assert.Equal(
            [(".editorconfig", new SourceRange(4, 3, 4, 32)), ("own.mlreview.txt", new SourceRange(2, 3, 2, 20))],
            result.Findings.Where(f => f.Rule.Id == "MLR002").Select(f => (result.Relative(f.Path), f.Range)));
        Assert.All(result.Findings.Where(f => f.Rule.Id == "MLR002"), f => Assert.Equal((Severity.Minor, Level.Warning), (f.Severity, f.Level)));
    }

    [Fact]
    public async Task Roles_count_as_in_a_build()
    {
        _tree.With("App.csproj", Project("<AdditionalFiles Include='*.mlreview.txt' />", "")).With("own.mlreview.txt", "Own.Rows = loads\nOwn.Train(rows as data) = trains\nOwn.Score(model, rows as data) = evaluates\n")
            .With("Own.cs", """
                using Microsoft.ML;

                internal static class Own
                {
                    public static IDataView Rows() => null!;
                    public static ITransformer Train(IDataView rows) => null!;
                    public static double Score(ITransformer model, IDataView rows) => 0;
                }
                """)
            .With("Program.cs", "var rows = Own.Rows();\nvar model = Own.Train(rows);\nSystem.Console.WriteLine(Own.Score(model, rows));");
        var finding = Assert.Single((await Review.OfProductAsync(_tree.Root)).Findings);
        Assert.Equal(("MLR103", 3), (finding.Rule.Id, finding.Range.StartLine));
    }

    private static string Project(string items, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType>{properties}</PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" Version="4.0.0" />{items}</ItemGroup>
        </Project>
        """;
}
