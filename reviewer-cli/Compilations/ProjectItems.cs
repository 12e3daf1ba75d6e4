using System.Xml.Linq;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>The second pass: evaluates the items that matter to a compilation, with the final properties.</summary>
internal sealed class ProjectItems(ReviewRoot root, FileTree tree, ProjectWalk walk, string projectPath)
{
    private const int MostFragments = 10_000;
    private const int MostFiles = 100_000;

    /// <summary>Files looked at by all patterns of one project together.</summary>
    private const int MostLooks = 4_000_000;

    private static readonly HashSet<string> s_files = new(StringComparer.OrdinalIgnoreCase)
        { "Compile", "AdditionalFiles", "EditorConfigFiles", "GlobalAnalyzerConfigFiles", "ProjectReference" };

    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
        { "Using", "PackageReference", "GlobalPackageReference", "Reference", "FrameworkReference", "InternalsVisibleTo" };

    private readonly string _directory = Path.GetDirectoryName(projectPath)!;
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _seen = new(PathRules.Comparer);
    private readonly Dictionary<(string List, string Name), XElement> _metadata = [];
    private int _looks;
    private bool _cutShort;

    public IReadOnlyList<string> this[string list] => _lists.GetValueOrDefault(list) ?? [];

    /// <summary>Metadata of an item, as an attribute or a child element.</summary>
    public string Metadata(string list, string name, string metadata)
    {
        if (!_metadata.TryGetValue((list, name), out var element))
            return "";
        var written = element.Attribute(metadata)?.Value ?? element.Elements().FirstOrDefault(e => e.Name.LocalName == metadata)?.Value;
        return written is null ? "" : walk.Properties.Expand(written)?.Trim() ?? "";
    }

    /// <summary>The files that an SDK project compiles without naming them.</summary>
    public void AddDefaultSources()
    {
        var excludes = Fragments(walk.Properties["DefaultItemExcludes"]).Select(TryParse).OfType<FilePattern>().ToList();
        foreach (var file in tree.FilesUnder(_directory, IsNotSource))
            if (file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && Look() && !excludes.Exists(e => e.IsMatch(file)))
                AddFile("Compile", file);
    }

    public void Evaluate(ItemElement item)
    {
        var list = item.Element.Name.LocalName;
        if (!s_files.Contains(list) && !s_names.Contains(list))
            return;
        walk.EnterFile(item.File);
        var group = walk.Holds(item.GroupCondition);
        var own = walk.Holds(ProjectWalk.Condition(item.Element));
        if (group == false || own == false)
            return;
        var certain = group == true && own == true && !item.IsUncertain;
        // Of an unknown branch what it adds is tried, and what it removes is not: more is compiled, nothing is lost.
        if (certain && item.Element.Attribute("Remove")?.Value is { } remove)
            Remove(list, remove);
        if (item.Element.Attribute("Include")?.Value is { } include)
            Include(list, include, item.Element);
    }

    private void Include(string list, string include, XElement element)
    {
        if (walk.Properties.Expand(include) is not { } expanded)
        {
            if (s_files.Contains(list))
                Note(NoticeKind.Assumed, $"{list} '{include}' is not understood and was left out");
            return;
        }
        if (s_names.Contains(list))
        {
            foreach (var name in Fragments(expanded))
            {
                _metadata[(list, name)] = element;
                List(list).Add(name);
            }
            return;
        }
        var excludes = Fragments(walk.Properties.Expand(element.Attribute("Exclude")?.Value ?? "") ?? "").Select(TryParse).OfType<FilePattern>().ToList();
        foreach (var fragment in Fragments(expanded))
        {
            if (FilePattern.TryParse(root, _directory, fragment, out var reason) is not { } pattern)
            {
                Note(NoticeKind.Failed, $"{list} '{fragment}' {reason}; it was not opened");
                continue;
            }
            foreach (var file in Expand(pattern))
            {
                if (excludes.Exists(e => e.IsMatch(file)))
                    continue;
                _metadata[(list, file)] = element;
                AddFile(list, file);
            }
        }
    }

    private IEnumerable<string> Expand(FilePattern pattern) =>
        pattern.IsFile ? [pattern.Start] : tree.FilesUnder(pattern.Start, IsNotSource).TakeWhile(_ => Look()).Where(pattern.IsMatch);

    private void Remove(string list, string remove)
    {
        if (walk.Properties.Expand(remove) is not { } expanded || !_lists.TryGetValue(list, out var items))
            return;
        foreach (var fragment in Fragments(expanded))
        {
            if (s_names.Contains(list))
            {
                items.RemoveAll(i => i.Equals(fragment, StringComparison.OrdinalIgnoreCase));
            }
            else if (TryParse(fragment) is { } pattern)
            {
                items.RemoveAll(i => Look() && pattern.IsMatch(i));
                _seen.IntersectWith(items.Select(i => list + "|" + i).Concat(_seen.Where(s => !s.StartsWith(list + "|", StringComparison.Ordinal))).ToList());
            }
        }
    }

    private void AddFile(string list, string file)
    {
        if (List(list).Count >= MostFiles)
            CutShort();
        else if (_seen.Add(list + "|" + file))
            List(list).Add(file);
    }

    private List<string> List(string name)
    {
        if (!_lists.TryGetValue(name, out var list))
            _lists[name] = list = [];
        return list;
    }

    /// <summary>Output folders of this and of nested projects, hidden folders and installed packages hold no source.</summary>
    private bool IsNotSource(string directory)
    {
        var name = Path.GetFileName(directory);
        if (name.StartsWith('.') || name == "node_modules")
            return true;
        return (name.Equals("bin", StringComparison.OrdinalIgnoreCase) || name.Equals("obj", StringComparison.OrdinalIgnoreCase))
            && tree.FilesIn(Path.GetDirectoryName(directory)!).Any(f => f.EndsWith("proj", StringComparison.OrdinalIgnoreCase));
    }

    private FilePattern? TryParse(string fragment) => FilePattern.TryParse(root, _directory, fragment, out _);

    private IEnumerable<string> Fragments(string text)
    {
        var fragments = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (fragments.Length <= MostFragments)
            return fragments;
        CutShort();
        return fragments.Take(MostFragments);
    }

    private bool Look()
    {
        if (++_looks <= MostLooks)
            return true;
        CutShort();
        return false;
    }

    private void CutShort()
    {
        if (_cutShort)
            return;
        _cutShort = true;
        Note(NoticeKind.Failed, "names more files or patterns than a project is allowed to; the rest was left out");
    }

    private void Note(NoticeKind kind, string reason) => walk.Notices.Add(new Notice(kind, root.Relative(projectPath), reason));
}
