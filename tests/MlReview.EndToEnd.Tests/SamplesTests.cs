using Xunit;

namespace MlReview.EndToEnd;

/// <summary>
/// The samples are built as a user builds: the findings in the output are those of <c>expected.tsv</c>, and the corrected
/// twins are clean. Findings of severity Info do not show in a build, so they are not in the lists.
/// </summary>
[Collection(SamplesCollection.Name)]
public sealed class SamplesTests(SamplesBuild build)
{
    private static readonly string SamplesFolder = Repository.PathOf("samples");

    private static readonly string[] FlagshipRules =
    [
        "MLR101", "MLR102", "MLR103", "MLR104", "MLR105", "MLR106", "MLR109", "MLR114", "MLR201",
        "MLR301", "MLR302", "MLR303", "MLR401", "MLR402", "MLR501", "MLR502",
    ];

    public static TheoryData<string> Samples() =>
        [.. Directory.GetDirectories(SamplesFolder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Defective_program_shows_exactly_the_expected_findings(string sample)
    {
        var expected = ExpectedFindings(sample);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, FindingsBelow(sample, "defective"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Corrected_twin_is_clean(string sample)
    {
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(SamplesFolder, sample, "corrected"), "*.cs"));
        Assert.Empty(FindingsBelow(sample, "corrected"));
    }

    [Fact]
    public void Build_succeeds_and_says_nothing_but_findings()
    {
        var other = build.Log.Messages.Where(message => !message.Id.StartsWith("MLR", StringComparison.Ordinal) || message.Line == 0);

        Assert.Empty(other);
        Assert.True(build.Log.ExitCode == 0, build.Log.Text);
    }

    [Fact]
    public void Solution_builds_every_sample()
    {
        var solution = File.ReadAllText(Path.Combine(SamplesFolder, "Samples.slnx"));
        var missing = Directory.EnumerateFiles(SamplesFolder, "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(SamplesFolder, project).Replace('\\', '/'))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_flagship_rule_is_planted_in_a_sample()
    {
        var planted = Samples().SelectMany(row => ExpectedFindings(row.Data)).Select(finding => finding.Split('\t')[2]).ToHashSet();

        Assert.Empty(FlagshipRules.Except(planted));
    }

    [Fact]
    public void Readme_shows_what_the_demo_prints()
    {
        var demo = Repository.PathOf("samples", "churn", "defective") + Path.DirectorySeparatorChar;
        var printed = build.Log.Messages
            .Where(message => message.File.StartsWith(demo, StringComparison.Ordinal))
            .Select(message => $"{message.File[demo.Length..]}({message.Line},{message.Column}): {message.Level} {message.Id}: {WithoutLink(message.Message)}");

        Assert.Equal(printed.Order(StringComparer.Ordinal), FindingsInReadme().Order(StringComparer.Ordinal));
    }

    /// <summary>The findings that README.md shows, unwrapped: an indented line goes on with the one before.</summary>
    private static IEnumerable<string> FindingsInReadme()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        var block = readme.Split("```").First(part => part.Contains(": warning MLR", StringComparison.Ordinal));
        return block.Replace("\n    ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string WithoutLink(string message) => message[..message.LastIndexOf(" (https://", StringComparison.Ordinal)];

    private static List<string> ExpectedFindings(string sample) =>
        File.ReadAllLines(Path.Combine(SamplesFolder, sample, "expected.tsv"))
            .Skip(1)
            .Where(line => line.Length > 0)
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <summary>The findings in the form of a line of <c>expected.tsv</c>, so that a failure shows what to write there.</summary>
    private List<string> FindingsBelow(string sample, string twin)
    {
        var folder = Path.Combine(SamplesFolder, sample, twin) + Path.DirectorySeparatorChar;
        return build.Log.Messages
            .Where(message => message.Id.StartsWith("MLR", StringComparison.Ordinal) && message.File.StartsWith(folder, StringComparison.Ordinal))
            .Select(message => $"{message.File[folder.Length..]}\t{message.Line}\t{message.Id}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
    }
}
