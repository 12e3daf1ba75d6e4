namespace MlReview.Surfaces;

/// <summary>What the table cannot say (variance, constraints of types, attribute usage, …): <c>supplement.txt</c>.</summary>
/// <remarks>Sections in brackets; within one, a name, a space, and the text that the generator takes over.</remarks>
public sealed class Supplement
{
    private readonly Dictionary<(string Section, string Name), string> _entries = [];

    /// <summary>Reads the file; lines that start with <c>#</c> are comments.</summary>
    public static Supplement Read(string path)
    {
        var supplement = new Supplement();
        var section = "";
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }
            var parts = line.Split(" => ", 2);
            supplement._entries.Add((section, parts[0]), parts[1]);
        }
        return supplement;
    }

    /// <summary>The text for <paramref name="name"/> in <paramref name="section"/>, or null.</summary>
    public string? Find(string section, string name) => _entries.GetValueOrDefault((section, name));

    /// <summary>All entries of a section.</summary>
    public IEnumerable<(string Name, string Text)> Section(string section) =>
        _entries.Where(entry => entry.Key.Section == section).Select(entry => (entry.Key.Name, entry.Value));
}
