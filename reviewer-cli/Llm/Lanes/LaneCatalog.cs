using System.Collections.Immutable;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm.Lanes;

/// <summary>All lanes: the Markdown files of this folder, which are part of the tool.</summary>
internal static class LaneCatalog
{
    /// <summary>More questions than this make worse reviewers.</summary>
    private const int MostLanes = 7;

    public static ImmutableArray<Lane> All { get; } =
        [.. PromptFile.Names("lanes/").Select(name => Parse(Path.GetFileNameWithoutExtension(name), PromptFile.Read(name))).OrderBy(lane => lane.Id, StringComparer.Ordinal)];

    public static Lane? Find(string id) => All.FirstOrDefault(lane => lane.Id == id);

    /// <summary>The lanes that a piece of code calls for, those with most signs first.</summary>
    /// <param name="only">The pass that was asked for; null for both.</param>
    public static ImmutableArray<Lane> CalledBy(string path, string code, Pass? only)
    {
        var asked = All.Where(lane => only is null || lane.Pass == only).Select(lane => (Lane: lane, Signs: lane.Signs(path, code))).ToList();
        var always = asked.Where(each => each.Lane.IsAlwaysAsked).Select(each => each.Lane).ToList();
        var called = asked.Where(each => !each.Lane.IsAlwaysAsked && each.Signs > 0).OrderByDescending(each => each.Signs).Take(MostLanes - always.Count).Select(each => each.Lane);
        return [.. called.Concat(always)];
    }

    /// <summary>Lines of <c>name: value</c>, a line of dashes, and the text.</summary>
    internal static Lane Parse(string id, string file)
    {
        var border = file.IndexOf("\n---\n", StringComparison.Ordinal);
        if (border < 0)
            throw new FormatException($"The lane '{id}' has no line of dashes between its head and its text.");
        var head = file[..border].Split('\n').Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        return new Lane(
            id,
            head["name"],
            Enum.Parse<Pass>(head["pass"], ignoreCase: true),
            head.GetValueOrDefault("category", ""),
            [.. List(head, "words")],
            [.. List(head, "files").Select(Glob.TryParse).OfType<Glob>()],
            head.ContainsKey("always"),
            file[(border + 5)..].Trim());
    }

    private static string[] List(Dictionary<string, string> head, string name) =>
        head.TryGetValue(name, out var value) ? value.Split(", ", StringSplitOptions.RemoveEmptyEntries) : [];
}
