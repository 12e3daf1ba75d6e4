namespace MlReview.Analyzers.Tests.Rules;

/// <summary>A page in <c>docs/rules</c>: a title, a table of facts, sections with code. Every page has the same form.</summary>
internal sealed class RulePage
{
    private const string Fence = "```";

    private readonly List<(string Heading, List<string> Lines)> _sections = [];

    private RulePage(string text)
    {
        var inCode = false;
        foreach (var line in text.Split('\n'))
        {
            inCode ^= line.StartsWith(Fence, StringComparison.Ordinal);
            if (!inCode && line.StartsWith("# ", StringComparison.Ordinal))
                Titles.Add(line[2..]);
            else if (!inCode && line.StartsWith("## ", StringComparison.Ordinal))
                _sections.Add((line[3..], []));
            else if (_sections.Count > 0)
                _sections[^1].Lines.Add(line);
            else if (line.Split('|') is ["", var name, var value, ""] && name.Trim() is { Length: > 0 } fact && fact.Trim('-').Length > 0)
                Facts.Add((fact, value.Trim()));
        }
    }

    /// <summary>The headings of the first level; a page has one.</summary>
    public List<string> Titles { get; } = [];

    /// <summary>The rows of the table under the title.</summary>
    public List<(string Name, string Value)> Facts { get; } = [];

    public IEnumerable<string> Headings => _sections.Select(section => section.Heading);

    /// <summary>The ids that have a page, in order.</summary>
    public static IEnumerable<string> Ids =>
        Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "rules"), "*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    public static string FileOf(string id) => $"docs/rules/{id}.md";

    public static RulePage Read(string id) => new(RepositoryFiles.Read("docs", "rules", id + ".md"));

    public string? Fact(string name) => Facts.Where(fact => fact.Name == name).Select(fact => fact.Value).SingleOrDefault();

    public string Section(string heading) =>
        string.Join('\n', _sections.Where(section => section.Heading == heading).SelectMany(section => section.Lines)).Trim();

    /// <summary>The C# blocks of a section.</summary>
    public IReadOnlyList<string> Code(string heading)
    {
        var blocks = new List<string>();
        List<string>? block = null;
        foreach (var line in Section(heading).Split('\n'))
        {
            if (line == Fence + "csharp")
            {
                block = [];
            }
            else if (line == Fence && block is not null)
            {
                blocks.Add(string.Join('\n', block));
                block = null;
            }
            else
            {
                block?.Add(line);
            }
        }

        return blocks;
    }
}
