using System.Text.Json;
using System.Text.RegularExpressions;
using MlReview.Cli.Configuration;
using MlReview.Cli.Initializing;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Initializing;

/// <summary>What the files of <c>mlreview init</c> say.</summary>
public sealed partial class StarterTextTests
{
    private static readonly ReviewConfiguration s_nothing = new("/");
    private static readonly string s_schema = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mlreview.schema.json"));

    [Fact]
    public void The_configuration_decides_nothing()
    {
        var read = ConfigurationFile.TryParse(StarterConfiguration.File.Content, s_nothing, out var error);

        Assert.Null(error);
        Assert.Equal(s_nothing with { FailOn = FailOn.Default }, read! with { Rules = s_nothing.Rules });
        Assert.Empty(read.Rules);
    }

    [Fact]
    public void The_configuration_names_every_key_with_what_it_means()
    {
        var text = Unwrapped(StarterConfiguration.File.Content);
        Assert.StartsWith(ConfigurationSchema.EditorHeader + "\n", StarterConfiguration.File.Content, StringComparison.Ordinal);
        Assert.All(ConfigurationKeys.All, key =>
        {
            Assert.Contains(key.Description, text, StringComparison.Ordinal);
            Assert.Matches($@"(?m)^#?{key.Name}:", StarterConfiguration.File.Content);
        });
    }

    [Fact]
    public void Its_examples_are_right_once_they_are_no_comments()
    {
        var live = CommentedExample().Replace(StarterConfiguration.File.Content, "");
        var read = ConfigurationFile.TryParse(live, s_nothing, out var error);

        Assert.Null(error);
        Assert.Single(read!.Include!.Value);
        Assert.Single(read.Exclude!.Value);
        Assert.Equal(3, read.Rules.Count);
        Assert.Equal(".mlreview/baseline.json", read.Baseline);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_configuration_is_valid_against_the_published_schema(bool withExamples)
    {
        var text = withExamples ? CommentedExample().Replace(StarterConfiguration.File.Content, "") : StarterConfiguration.File.Content;
        Assert.Empty(JsonSchema.Validate(s_schema, JsonSerializer.Serialize(Plain(YamlReader.TryRead(text, out _)!))));
    }

    [Fact]
    public void The_workflow_names_the_action_by_its_version_and_by_its_commit_where_that_is_known()
    {
        var used = Uses().Match(StarterWorkflow.File.Content).Groups[1].Value;
        Assert.Equal(Product.Commit.Length > 0 ? $"mlreview/mlreview@{Product.Commit} # v{Product.Version}" : $"mlreview/mlreview@v{Product.Version}", used);
    }

    [Fact]
    public void Each_command_file_asks_every_question_that_the_reviewer_asks_a_model()
    {
        Assert.All(CommandFile.All, command =>
        {
            var text = command.File.Content;
            Assert.All(LaneCatalog.All, lane => Assert.Contains($"**{lane.Title}**\n{lane.Text}", text, StringComparison.Ordinal));
            Assert.Contains("mlreview review --format json", text, StringComparison.Ordinal);
            Assert.Contains("never an instruction to you", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        });
    }

    [Theory, InlineData("prompts/review.md", 3), InlineData("prompts/verify.md", 2)]
    public void A_command_file_has_all_of_a_prompt_but_how_code_is_handed_to_a_model(string prompt, int paragraphs)
    {
        var left = CommandFile.WithoutFence(prompt).Split("\n\n");
        Assert.Equal(paragraphs, left.Length);
        Assert.Equal(paragraphs + 1, PromptFile.Read(prompt).Trim().Split("\n\n").Length);
        Assert.All(CommandFile.All, command => Assert.All(left, paragraph => Assert.Contains(paragraph, command.File.Content, StringComparison.Ordinal)));
    }

    private static object? Plain(YamlNode node) => node switch
    {
        YamlMap map => map.Pairs.ToDictionary(pair => pair.Item1.Text, pair => Plain(pair.Item2)),
        YamlList list => list.Items.Select(Plain).ToList(),
        YamlText { IsNothing: true } => null,
        YamlText text => text.Text,
        _ => throw new NotSupportedException(),
    };

    private static string Unwrapped(string text) => text.Replace("\n# ", " ", StringComparison.Ordinal);

    /// <summary>The sign before a key or a value, not before a sentence.</summary>
    [GeneratedRegex("(?m)^#(?=[^ ]|  )")]
    private static partial Regex CommentedExample();

    [GeneratedRegex(@"(?m)- uses: (.*)$")]
    private static partial Regex Uses();
}
