using System.Collections.Immutable;
using Markdig;
using Markdig.Syntax;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Llm.Slices;

/// <summary>What a project decided about itself.</summary>
/// <param name="Heading">Where it says so.</param>
internal sealed record ProjectFact(string File, string Heading, string Text);

/// <summary>Reads <c>problem_statement.md</c> and <c>architecture.md</c> for what findings may rest on: metric, guardrails, costs of errors, latency, what is deferred.</summary>
internal static class ProjectDocuments
{
    public static readonly ImmutableArray<string> Names = ["problem_statement.md", "architecture.md"];

    private const int LongestFact = 240;
    private const int LongestAll = 1_400;

    /// <summary>Words of headings and labels that make what stands under them a fact.</summary>
    private static readonly string[] s_topics =
    [
        "metric", "guardrail", "baseline", "cost of", "error cost", "costs of error", "false positive", "false negative", "latency", "problem type", "target",
        "regulat", "interpretab", "success criteri", "deferred", "out of scope", "not in scope", "later", "mvp",
    ];

    public static ImmutableArray<ProjectFact> Read(string name, string markdown)
    {
        var facts = ImmutableArray.CreateBuilder<ProjectFact>();
        var left = LongestAll;
        var heading = "";
        foreach (var block in Markdown.Parse(markdown).Descendants())
        {
            if (block is HeadingBlock { Inline: { } title })
                heading = Safe(RulePage.TextOf(title), LongestFact / 2);
            if (block is not ParagraphBlock { Inline: { } inlines })
                continue;
            var text = Safe(RulePage.TextOf(inlines), LongestFact);
            var label = text.IndexOf(':', StringComparison.Ordinal) is > 0 and < 40 and var colon ? text[..colon] : "";
            if (text.Length == 0 || text.Length > left || !(IsTopic(heading) || IsTopic(label)))
                continue;
            left -= text.Length;
            facts.Add(new ProjectFact(name, heading, text));
        }
        return facts.ToImmutable();
    }

    private static bool IsTopic(string heading) => s_topics.Any(topic => heading.Contains(topic, StringComparison.OrdinalIgnoreCase));

    private static string Safe(string text, int longest)
    {
        var safe = Printable.Text(Secrets.Redact(text.ReplaceLineEndings(" ").Trim()));
        return safe.Length <= longest ? safe : safe[..(longest - 1)] + "…";
    }
}
