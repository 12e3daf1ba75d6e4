using System.Text.RegularExpressions;
using MlReview.Action.Tests.Linting;

namespace MlReview.Action.Tests.Docs;

/// <summary>
/// What the guides tell others to copy, and that they know every input and output. To write the tables anew, run the tests with
/// <c>MLREVIEW_UPDATE_DOCS=1</c>.
/// </summary>
public sealed partial class GuideTests
{
    private static readonly string s_guide = Repository.PathOf("docs", "github-action.md");

    /// <summary>All YAML in the guides, parts of workflows too.</summary>
    public static IReadOnlyList<string> Snippets { get; } =
        [.. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Order(StringComparer.Ordinal).SelectMany(file => Blocks().Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))).Select(block => block.Groups[1].Value)];

    public static IReadOnlyList<string> Templates { get; } = [.. Snippets.Where(text => Jobs().IsMatch(text))];

    public static TheoryData<string> Names => [.. Templates.Select(text => Yaml.Read(text).Text("name"))];

    [Theory, MemberData(nameof(Names))]
    public void A_template_is_in_order(string name) => Assert.Empty(WorkflowLint.Workflow(Assert.Single(Templates, text => Yaml.Read(text).Text("name") == name)));

    [Fact]
    public void Actions_are_pinned_in_parts_of_workflows_too() => Assert.All(Snippets, text => Assert.Empty(WorkflowLint.Unpinned(text)));

    [Fact]
    public void There_is_a_template_for_each_way_of_using_it() =>
        Assert.Superset(new HashSet<string> { "MlReview", "MlReview of forks", "MlReview on demand", "MlReview alerts", "MlReview sweep" }, Names.Select(name => name.Data).ToHashSet());

    [Fact]
    public void Every_input_is_documented_and_none_is_invented() => Documents("inputs", Table("inputs", input => input.Text("default") is { Length: > 0 } given ? $" `{given}` |" : " |"));

    [Fact]
    public void Every_output_is_documented_and_none_is_invented() => Documents("outputs", Table("outputs", null));

    [Fact]
    public void Each_permission_that_an_input_needs_is_explained() =>
        Assert.All(["contents: read", "pull-requests: write", "checks: write", "security-events: write"], permission => Assert.Contains($"| `{permission}` |", File.ReadAllText(s_guide), StringComparison.Ordinal));

    private static string Table(string section, Func<YamlMap, string>? more)
    {
        var rows = Yaml.Read(Repository.Read("action.yml")).Map(section).Pairs.Select(pair => $"| `{pair.Name}` |{more?.Invoke(pair.Value)} {pair.Value.Text("description").Trim().Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return (more is null ? "| output | |\n| --- | --- |\n" : "| input | default | |\n| --- | --- | --- |\n") + string.Concat(rows);
    }

    private static void Documents(string section, string table)
    {
        var guide = File.ReadAllText(s_guide).ReplaceLineEndings("\n");
        var part = new Regex($"(?s)(?<=<!-- {section} -->\n).*(?=<!-- /{section} -->)");
        if (Environment.GetEnvironmentVariable("MLREVIEW_UPDATE_DOCS") == "1")
            File.WriteAllText(s_guide, guide = part.Replace(guide, table.Replace("$", "$$", StringComparison.Ordinal)));
        Assert.Equal(table, part.Match(guide).Value);
    }

    [GeneratedRegex("(?s)```yaml\n(.*?)```")]
    private static partial Regex Blocks();

    [GeneratedRegex("(?m)^jobs:")]
    private static partial Regex Jobs();
}
