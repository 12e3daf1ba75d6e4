using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>For those who build anyway: the compiler's logs of a build become the reports of a review.</summary>
public sealed class CompilerLogTests(PackedAnalyzers packed)
{
    private static readonly string Reviewer =
        Repository.PathOf("reviewer-cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "mlreview.dll");

    [Fact]
    public async Task Merged_logs_hold_the_findings_of_the_build()
    {
        var logs = FreshProject.All.Select(project => LogOf(project.Name)).Where(File.Exists).ToList();
        var merged = await DotNet.RunAsync([Reviewer, "merge", .. logs, "--format", "json", "--fail-on", "never"], TestContext.Current.CancellationToken);
        Assert.True(merged.ExitCode == 0, merged.Text);

        using var report = JsonDocument.Parse(merged.Text);
        foreach (var project in FreshProject.All)
        {
            var folder = Path.Combine(packed.Projects, project.Name) + Path.DirectorySeparatorChar;
            var found = report.RootElement.GetProperty("findings").EnumerateArray()
                .Where(finding => Path.GetFullPath(finding.GetProperty("file").GetString()!).StartsWith(folder, StringComparison.Ordinal))
                .Select(finding => (finding.GetProperty("line").GetInt32(), finding.GetProperty("rule").GetString()!))
                .Order();
            Assert.Equal(packed.FindingsIn(project.Name).Where(finding => finding.Line > 0).Select(finding => (finding.Line, finding.Id)).Distinct().Order(), found);
        }
    }

    [Fact]
    public async Task They_are_annotations_and_a_page()
    {
        var commands = await DotNet.RunAsync([Reviewer, "merge", LogOf("Fresh"), "--format", "github"], TestContext.Current.CancellationToken);
        Assert.Matches(new Regex(@"^::notice .*title=MLR101 Learned before split::.*%0AFix: .*%0A1\. ", RegexOptions.Multiline), commands.Text);

        var page = await DotNet.RunAsync([Reviewer, "merge", LogOf("Fresh"), "--format", "markdown"], TestContext.Current.CancellationToken);
        Assert.StartsWith("# PASS\n", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 build, as the compiler logged it.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("```csharp\n```", page.Text, StringComparison.Ordinal);
    }

    private string LogOf(string project) => Path.Combine(packed.Projects, project, "obj", "build.sarif");
}
