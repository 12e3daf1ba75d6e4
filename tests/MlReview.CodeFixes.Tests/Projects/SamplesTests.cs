using MlReview.Analyzers.Tests.Rules;
using MlReview.Cli.Commands;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;
using Xunit;

namespace MlReview.CodeFixes.Tests.Projects;

/// <summary><c>mlreview fix</c> leaves programs of the samples in which no rule speaks that has a fix, but for what is left to the user.</summary>
public sealed class SamplesTests : IDisposable
{
    private readonly string _copy = Directory.CreateTempSubdirectory("mlreview-samples-").FullName;

    public static TheoryData<string> Samples => [.. Directory.EnumerateDirectories(RepositoryFiles.PathOf("samples")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [Theory, MemberData(nameof(Samples))]
    public async Task Fixed_samples_have_no_finding_of_a_rule_that_has_a_fix(string sample)
    {
        File.Copy(RepositoryFiles.PathOf("samples", "Directory.Build.props"), Path.Combine(_copy, "Directory.Build.props"));
        Copy(RepositoryFiles.PathOf("samples", sample), Path.Combine(_copy, sample));
        Assert.Equal(0, await CommandLine.RunAsync(["fix", _copy, "--yes"]));

        var scope = ReviewScope.TryOpen(_copy, out var error);
        Assert.True(scope is not null, error);
        var reviewer = new Reviewer(RuleHost.OfProduct, new RestoredPackages(Path.Combine(_copy, "no-packages")), SurfaceAssemblies.Shipped);
        var review = await reviewer.ReviewAsync(scope, new FileFilter(scope, [], []), new Silent(), CancellationToken.None);
        var fixable = AllFixes.Fixes.Select(fix => fix.RuleId).ToHashSet();
        Assert.Empty(review.Findings.Where(finding => fixable.Contains(finding.Rule.Id))
            .Select(finding => $"{Path.GetRelativePath(_copy, finding.Path).Replace('\\', '/')} {finding.Rule.Id}"));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".csproj"))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Silent : IProgress
    {
        public void Report(int done, int total, string project)
        {
        }
    }
}
