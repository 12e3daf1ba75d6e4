using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Cli.Cache;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests;

/// <summary>What a review is given besides its path.</summary>
/// <param name="Analyzing">Called with each compilation that the rules are asked about.</param>
internal sealed record ReviewSettings(
    ResultCache? Cache = null, Shard? Shard = null, int Parallel = 4, string? Exclude = null, IProgress? Progress = null, Action<Compilation>? Analyzing = null);

/// <summary>Reviews a tree in process with <see cref="FitAnalyzer"/>.</summary>
internal static class Review
{
    /// <summary>Trains on all rows and evaluates on some of them: a Critical that no version of the rules may miss.</summary>
    public const string Leaking = """
        using Microsoft.ML;

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<Row>("rows.csv", separatorChar: ',', hasHeader: true);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(data);
        var metrics = ml.BinaryClassification.Evaluate(model.Transform(data));
        System.Console.WriteLine(metrics.AreaUnderPrecisionRecallCurve);

        class Row
        {
            public float[] Features { get; set; } = [];
            public bool Label { get; set; }
        }
        """;

    public const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" Version="4.0.0" /></ItemGroup>
        </Project>
        """;

    /// <summary>One finding of <see cref="FitAnalyzer"/>, if ML.NET binds.</summary>
    public const string Program = """
        using Microsoft.ML;

        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(new List<Row>());
        var model = ml.Transforms.NormalizeMinMax("Size").Fit(data);

        class Row
        {
            public float Size { get; set; }
        }
        """;

    public static Task<ReviewResult> OfAsync(string path, string? include = null, string? exclude = null, string? packages = null) =>
        OfAsync((_, _) => new RuleHost(new FitAnalyzer(), (_, _) => true), path, include, exclude, packages);

    /// <summary>As <see cref="OfAsync(string, string?, string?, string?)"/>, with everything that a reviewer can be given.</summary>
    public static Task<ReviewResult> OfAsync(string path, ReviewSettings settings, CancellationToken cancellation = default) =>
        OfAsync((_, _) => new RuleHost(new FitAnalyzer(), (_, _) => true), path, settings, cancellation);

    private static async Task<ReviewResult> OfAsync(Func<Compilation, AnalyzerOptions, RuleHost> rules, string path, ReviewSettings settings, CancellationToken cancellation)
    {
        var scope = ReviewScope.TryOpen(path, out var error);
        Assert.True(scope is not null, error);
        var reviewer = new Reviewer(Rules, new RestoredPackages(Path.Combine(path, "no-packages")), SurfaceAssemblies.Shipped)
        {
            Cache = settings.Cache,
            Shard = settings.Shard,
            Bounds = new WorkBounds(settings.Parallel, long.MaxValue),
        };
        return await reviewer.ReviewAsync(scope, new FileFilter(scope, [], Globs(settings.Exclude)), settings.Progress ?? new Silent(), cancellation);

        RuleHost Rules(Compilation compilation, AnalyzerOptions options)
        {
            // The reviewer also asks once what rules there are.
            if (compilation.SyntaxTrees.Any())
                settings.Analyzing?.Invoke(compilation);
            return rules(compilation, options);
        }
    }

    /// <summary>With the product's own rules.</summary>
    public static Task<ReviewResult> OfProductAsync(string path, ReviewSettings settings) => OfAsync(RuleHost.OfProduct, path, settings, CancellationToken.None);

    public static Task<ReviewResult> OfProductAsync(string path) => OfAsync(RuleHost.OfProduct, path, null, null, null);

    private static async Task<ReviewResult> OfAsync(Func<Compilation, AnalyzerOptions, RuleHost> rules, string path, string? include, string? exclude, string? packages)
    {
        var scope = ReviewScope.TryOpen(path, out var error);
        Assert.True(scope is not null, error);
        var reviewer = new Reviewer(rules, new RestoredPackages(packages ?? Path.Combine(path, "no-packages")), SurfaceAssemblies.Shipped);
        return await reviewer.ReviewAsync(scope, new FileFilter(scope, Globs(include), Globs(exclude)), new Silent(), CancellationToken.None);
    }

    private static Glob[] Globs(string? pattern) => pattern is null ? [] : [Glob.TryParse(pattern)!];

    private sealed class Silent : IProgress
    {
        public void Report(int done, int total, string project)
        {
        }
    }
}
