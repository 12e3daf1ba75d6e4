using System.Text.RegularExpressions;

namespace MlReview.Cli.Tests;

/// <summary>What README.md says the tool prints, it prints.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_root = RootOf(AppContext.BaseDirectory);

    [Fact]
    public async Task The_first_command_reviews_the_samples_and_prints_the_finding_that_is_shown()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(s_root, "README.md"));
        Assert.Contains("\ndotnet run --project reviewer-cli -- review samples --fail-on never\n", readme, StringComparison.Ordinal);
        var shown = Shown().Match(readme).Groups[1].Value;
        Assert.Contains("MLR", shown, StringComparison.Ordinal);

        var run = await Tool.RunAsync("review", Path.Combine(s_root, "samples"), "--fail-on", "never");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(shown, run.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"One of the findings:\n\n```text\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    private static string RootOf(string directory) =>
        File.Exists(Path.Combine(directory, "MlReview.sln")) ? directory : RootOf(Path.GetDirectoryName(directory.TrimEnd(Path.DirectorySeparatorChar))!);
}
