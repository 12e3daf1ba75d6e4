using System.Collections.Immutable;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;

namespace MlReview.Cli.Initializing;

/// <summary>
/// The review as a command of a coding agent that reads the repository itself. Its text is made of the prompts and questions that the reviewer gives a
/// model, so that the two cannot come to say different things.
/// </summary>
internal sealed record CommandFile(string Agent, string Path, string Head, string Arguments)
{
    private const string Description = "Reviews what changed for defects that make a machine-learning system silently wrong";
    private const string Hint = "[base branch] [ml|general]";
    private const string Meaning = "may name the base branch, and 'ml' or 'general' for these questions alone; without a name the base branch is the one that the repository merges into.";

    public static ImmutableArray<CommandFile> All { get; } =
    [
        new("claude", ".claude/commands/mlops-code-review.md",
            $"---\ndescription: {Description}\nargument-hint: \"{Hint}\"\nallowed-tools: Bash(mlreview review:*), Bash(git diff:*), Read, Grep, Glob\n---\n",
            $"This, if anything stands here, {Meaning}\n\n> $ARGUMENTS"),
        new("copilot", ".github/prompts/mlops-code-review.prompt.md",
            $"---\ndescription: '{Description}'\nagent: agent\nargument-hint: '{Hint}'\n---\n",
            $"What was written after the command {Meaning}"),
        new("cursor", ".cursor/commands/mlops-code-review.md", "", $"What was written after the command {Meaning}"),
    ];

    public StarterFile File => new(Path, Head + PromptFile.Read("initializing/command.md")
        .Replace("{{arguments}}", Arguments, StringComparison.Ordinal)
        .Replace("{{review}}", WithoutFence("prompts/review.md"), StringComparison.Ordinal)
        .Replace("{{verify}}", WithoutFence("prompts/verify.md"), StringComparison.Ordinal)
        .Replace("{{lanes}}", Questions(), StringComparison.Ordinal));

    public static CommandFile? Find(string agent) => All.FirstOrDefault(file => file.Agent.Equals(agent, StringComparison.OrdinalIgnoreCase));

    /// <summary>A prompt without the paragraphs about how code is handed to a model that cannot read it itself.</summary>
    public static string WithoutFence(string prompt) =>
        string.Join("\n\n", PromptFile.Read(prompt).Trim().Split("\n\n").Where(paragraph => !paragraph.Contains("{{fence}}", StringComparison.Ordinal)));

    private static string Questions() =>
        string.Join("\n\n", LaneCatalog.All.GroupBy(lane => lane.Pass).OrderByDescending(pass => pass.Key).Select(pass =>
            $"### {(pass.Key == Pass.Ml ? "ml" : "general")}\n\n" + string.Join("\n\n", pass.Select(lane => $"**{lane.Title}**\n{lane.Text}"))));
}
