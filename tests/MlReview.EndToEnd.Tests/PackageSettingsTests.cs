using System.Text.Json;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>What the settings of a project do in a real build, and that the reviewer makes the same of them without one.</summary>
public sealed class PackageSettingsTests(PackedAnalyzers packed)
{
    private const string Path401 = "MLR401 warning";
    private const string Saved403 = "MLR403 note";
    private const string Accuracy501 = "MLR501 note";

    public static TheoryData<string> Projects => [.. FreshProject.All.Select(project => project.Name)];

    [Theory]
    [InlineData("ByDefault", Accuracy501, Path401, Saved403)]
    [InlineData("Recommended", Accuracy501, Path401, Saved403)]
    [InlineData("Strict", Accuracy501, Path401, "MLR407 warning", "MLR403 warning", "MLR407 warning")]
    [InlineData("Minimal", Accuracy501, Path401)]
    [InlineData("None")]
    [InlineData("NoSuchMode", Accuracy501, Path401, Saved403)]
    [InlineData("UserWins", Accuracy501, "MLR407 warning", Saved403, "MLR407 warning")]
    [InlineData("Errors", Accuracy501, "MLR401 error", Saved403)]
    [InlineData("NamedError", "MLR501 error", Path401, Saved403)]
    [InlineData("StrictErrors", Accuracy501, "MLR401 error", "MLR407 error", "MLR403 error", "MLR407 error")]
    [InlineData("Test", "MLR301 note")]
    [InlineData("TestInFull", "MLR301 error")]
    [InlineData("Misconfigured", "MLR002 warning", "MLR002 warning", "MLR101 warning", "MLR304 note")]
    public void Settings_have_their_effect(string project, params string[] expected) =>
        Assert.Equal(expected, packed.FindingsIn(project).Select(finding => $"{finding.Id} {finding.Level}"));

    [Theory, MemberData(nameof(Projects))]
    public void A_build_prints_what_is_more_than_a_suggestion(string project)
    {
        var printed = packed.MessagesOf(project).Where(message => message.Line > 0).Select(message => new LoggedFinding(message.Id, message.Level, message.Line));
        Assert.Equal(packed.FindingsIn(project).Where(finding => finding is { Level: not "note", Line: > 0 }), printed.OrderBy(finding => finding.Line).ThenBy(finding => finding.Id, StringComparer.Ordinal));
    }

    [Fact]
    public void A_mode_that_does_not_exist_is_one_warning_at_the_project()
    {
        var warning = Assert.Single(packed.Log.Messages, message => message.Message.Contains("MlReviewMode", StringComparison.Ordinal));
        Assert.Equal(("warning", "MLR002"), (warning.Level, warning.Id));
        Assert.Contains("The setting 'MlReviewMode = Relaxed' has no effect: it takes Recommended, Strict, Minimal or None", packed.Log.Text, StringComparison.Ordinal);
        Assert.Contains("NoSuchMode.csproj : warning MLR002", packed.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_mean_nothing_are_said_and_the_rest_counts()
    {
        var role = Assert.Single(packed.MessagesOf("Misconfigured"), message => message.Id == "MLR002");
        Assert.Equal(("team.mlreview.txt", 2), (Path.GetFileName(role.File), role.Line));
        Assert.Contains("The setting 'mlreview_test_project = full' has no effect: there is no such key", packed.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reviewer_reads_the_same_from_the_same_settings()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var tool = Repository.PathOf("reviewer-cli", "bin", configuration, "net10.0", "mlreview.dll");
        var report = Path.Combine(packed.Projects, "review.json");
        var review = await DotNet.RunAsync([tool, "review", packed.Projects, "--fail-on", "never", "--format", "json=" + report], TestContext.Current.CancellationToken);
        Assert.True(review.ExitCode == 0, review.Text);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        var reviewed = json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("file").GetString()!.EndsWith(".cs", StringComparison.Ordinal) || finding.GetProperty("file").GetString()!.EndsWith(".txt", StringComparison.Ordinal))
            .Select(finding => $"{finding.GetProperty("file").GetString()!.Split('/')[0]}: {finding.GetProperty("line").GetInt32()} {finding.GetProperty("rule").GetString()} {finding.GetProperty("level").GetString()}");
        var built = FreshProject.All.SelectMany(project => packed.FindingsIn(project.Name).Where(finding => finding.Line > 0).Select(finding => $"{project.Name}: {finding.Line} {finding.Id} {finding.Level}"));
        Assert.Equal(built.Order(StringComparer.Ordinal), reviewed.Order(StringComparer.Ordinal));

        // What a build says without a place, the reviewer says at the line.
        var placed = json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("rule").GetString() == "MLR002")
            .Select(finding => $"{finding.GetProperty("file").GetString()}:{finding.GetProperty("line").GetInt32()}");
        Assert.Equal(["Misconfigured/.editorconfig:3", "Misconfigured/team.mlreview.txt:2", "NoSuchMode/NoSuchMode.csproj:1"], placed.Order(StringComparer.Ordinal));
    }
}
