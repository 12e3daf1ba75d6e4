using System.Xml.Linq;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>An item element met while reading, to be evaluated when all properties are known.</summary>
/// <param name="IsUncertain">It stands in a branch whose condition is unknown.</param>
internal sealed record ItemElement(XElement Element, string? GroupCondition, string File, bool IsUncertain);

/// <summary>
/// The first of MSBuild's two passes, without MSBuild: reads a project and what it imports in document order, sets properties and
/// collects items. Nothing in a <c>Target</c> counts, for targets run only in a build.
/// </summary>
internal sealed class ProjectWalk(ReviewRoot root, FileTree tree, string projectPath)
{
    private const int MostImports = 200;
    private const int DeepestImport = 32;

    /// <summary>Imports of the toolchain: what they set is known to the model builder.</summary>
    private static readonly string[] s_toolchain =
        ["MSBuildToolsPath", "MSBuildBinPath", "MSBuildExtensionsPath", "MSBuildSDKsPath", "VSToolsPath", "MSBuildFrameworkToolsPath", "NuGetPackageRoot", "SolutionDir)\\.nuget", "SolutionDir)/.nuget", "CustomBeforeMicrosoft", "LanguageTargets"];

    private readonly HashSet<string> _imported = new(PathRules.Comparer);
    private readonly HashSet<string> _askedFor = new(PathRules.Comparer);
    private readonly HashSet<string> _unreadConditions = new(StringComparer.Ordinal);
    private readonly string _directory = Path.GetDirectoryName(projectPath)!;

    public ProjectProperties Properties { get; } = new();

    public List<ItemElement> Items { get; } = [];

    public List<Notice> Notices { get; } = [];

    /// <summary>Files that were imported, or whose presence was asked for.</summary>
    public IEnumerable<string> Inputs => _imported.Concat(_askedFor);

    public IReadOnlyCollection<string> UnreadConditions => _unreadConditions;

    public void Walk(string file, XElement project, int depth = 0)
    {
        _imported.Add(file);
        EnterFile(file);
        WalkChildren(project, file, false, depth);
    }

    /// <summary>Sets what <c>$(MSBuildThisFile…)</c> stands for.</summary>
    public void EnterFile(string file)
    {
        Properties.SetReserved("MSBuildThisFile", Path.GetFileName(file));
        Properties.SetReserved("MSBuildThisFileName", Path.GetFileNameWithoutExtension(file));
        Properties.SetReserved("MSBuildThisFileExtension", Path.GetExtension(file));
        Properties.SetReserved("MSBuildThisFileFullPath", file);
        Properties.SetReserved("MSBuildThisFileDirectory", Path.GetDirectoryName(file) + "/");
    }

    /// <summary>Reads the nearest file of that name above the project, as the SDK imports Directory.Build.props.</summary>
    public void WalkNearest(string name)
    {
        if (FileAbove(_directory, name) is { } file)
            ImportFile(file, 0);
    }

    /// <summary>The nearest file of that name in or above a directory, not above the review root.</summary>
    public string? FileAbove(string directory, string name)
    {
        if (name.AsSpan().IndexOfAny('/', '\\') >= 0)
            return null;
        for (var at = directory; at is not null && PathRules.IsWithin(at, root.Directory); at = Path.GetDirectoryName(at))
            if (tree.FilesIn(at).FirstOrDefault(f => PathRules.Comparer.Equals(Path.GetFileName(f), name)) is { } found)
                return found;
        return null;
    }

    public bool? Holds(string? condition)
    {
        var value = ProjectCondition.Evaluate(condition, Properties.Expand, Exists);
        if (value is null)
            _unreadConditions.Add(condition!.Trim());
        return value;
    }

    private bool? Exists(string path)
    {
        if (path.Length == 0)
            return false;
        if (root.TryResolve(_directory, path, out _) is not { } real)
            return null;
        _askedFor.Add(real);
        return root.Exists(real);
    }

    private void WalkChildren(XElement parent, string file, bool uncertain, int depth)
    {
        foreach (var element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "PropertyGroup":
                    WalkProperties(element, uncertain);
                    break;
                case "ItemGroup":
                    foreach (var item in element.Elements())
                        Items.Add(new ItemElement(item, Condition(element), file, uncertain));
                    break;
                case "Choose":
                    WalkChoose(element, file, uncertain, depth);
                    break;
                case "ImportGroup" when Holds(Condition(element)) != false:
                    WalkChildren(element, file, uncertain, depth);
                    break;
                case "Import":
                    Import(element, file, depth);
                    break;
            }
        }
    }

    private void WalkProperties(XElement group, bool uncertain)
    {
        var holds = Holds(Condition(group));
        if (holds == false)
            return;
        foreach (var property in group.Elements())
        {
            var own = Holds(Condition(property));
            if (own == false)
                continue;
            var name = property.Name.LocalName;
            var certain = holds == true && own == true && !uncertain;
            // In an unknown branch a value counts only where there is none yet: it is the better guess than nothing.
            if (certain || (Properties[name].Length == 0 && !Properties.IsUnknown(name)))
                Properties.Set(name, Properties.Expand(property.Value)?.Trim());
        }
    }

    private void WalkChoose(XElement choose, string file, bool uncertain, int depth)
    {
        foreach (var branch in choose.Elements())
        {
            var holds = branch.Name.LocalName == "Otherwise" ? true : Holds(Condition(branch));
            if (holds == false)
                continue;
            WalkChildren(branch, file, uncertain || holds is null, depth);
            if (holds == true)
                return;
            uncertain = true;
        }
    }

    private void Import(XElement import, string file, int depth)
    {
        var written = import.Attribute("Project")?.Value ?? "";
        if (import.Attribute("Sdk") is not null || written.Length == 0 || s_toolchain.Any(t => written.Contains("$(" + t, StringComparison.OrdinalIgnoreCase)))
            return;
        if (Holds(Condition(import)) == false)
            return;
        if (Properties.Expand(written) is not { } expanded)
        {
            Note(NoticeKind.Assumed, $"imports '{written}', which is not understood and was left out");
            return;
        }
        if (expanded.Trim().Length == 0)
            return;
        var pattern = FilePattern.TryParse(root, Path.GetDirectoryName(file)!, expanded, out var reason);
        if (pattern is null)
        {
            Note(NoticeKind.Failed, $"imports '{expanded}', which {reason}; it was not opened");
            return;
        }
        foreach (var path in pattern.IsFile ? [pattern.Start] : tree.FilesIn(pattern.Start).Where(pattern.IsMatch))
            ImportFile(path, depth + 1);
        EnterFile(file);
    }

    private void ImportFile(string file, int depth)
    {
        if (!_imported.Add(file))
            return;
        if (depth > DeepestImport || _imported.Count > MostImports)
        {
            Note(NoticeKind.Failed, $"imports more than {MostImports} files or deeper than {DeepestImport}; the rest was not opened");
            return;
        }
        if (ProjectXml.TryRead(root, file, out var reason) is { } project)
            Walk(file, project, depth);
        else if (!reason.StartsWith("does not exist", StringComparison.Ordinal))
            Note(NoticeKind.Failed, $"imports {root.Relative(file)}, which {reason}");
        else
            Note(NoticeKind.Assumed, $"imports {root.Relative(file)}, which does not exist");
    }

    private void Note(NoticeKind kind, string reason) => Notices.Add(new Notice(kind, root.Relative(projectPath), reason));

    public static string? Condition(XElement element) => element.Attribute("Condition")?.Value;
}
