using System.Text;
using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Changes;

/// <summary>Reviews a change in process with <see cref="FitAnalyzer"/>.</summary>
internal static class ChangeRun
{
    public static async Task<ReviewResult> OfAsync(
        string path, string diff, string? input = null, ConfigurationSide configuration = ConfigurationSide.Head, string? include = null)
    {
        using var change = await OpenAsync(path, diff, input, configuration);
        var filter = new FileFilter(change.Head, include is null ? [] : [Glob.TryParse(include)!], []);
        var reviewer = new Reviewer((_, _) => new RuleHost(new FitAnalyzer(), (_, _) => true), new RestoredPackages(Path.Combine(path, "no-packages")), SurfaceAssemblies.Shipped);
        var review = new ChangeReview(change);
        return review.Only(await review.ReviewAsync(reviewer, filter, new Silent(), CancellationToken.None));
    }

    public static async Task<Change> OpenAsync(string path, string diff, string? input = null, ConfigurationSide configuration = ConfigurationSide.Head)
    {
        using var standardInput = new MemoryStream(Encoding.UTF8.GetBytes(input ?? ""));
        return await new ChangeReader(GitTree.Program, standardInput).ReadAsync(path, diff, configuration, CancellationToken.None);
    }

    /// <summary>The sentence with which a change is refused.</summary>
    public static async Task<string> RefusalOfAsync(string path, string diff, string? input = null) =>
        (await Assert.ThrowsAsync<ChangeException>(() => OpenAsync(path, diff, input))).Message;

    /// <summary>Where the findings are, as <c>path:line</c>.</summary>
    public static IEnumerable<string> Places(this ReviewResult result) => result.Findings.Select(f => $"{result.Relative(f.Path)}:{f.Range.StartLine}");

    private sealed class Silent : IProgress
    {
        public void Report(int done, int total, string project)
        {
        }
    }
}
