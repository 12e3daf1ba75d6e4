using System.Collections.Immutable;
using System.Xml.Linq;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>The configuration of the tree before a change, in place of the one that the change brings: a change must not switch off its own review.</summary>
internal sealed class BaseConfiguration(ReviewScope before, ProjectGraph projects)
{
    private static readonly string[] s_options = ["/nowarn:", "/warn:", "/warnaserror"];

    private readonly Dictionary<string, ProjectModel> _projects = projects.Ordered.ToDictionary(p => p.Path, PathRules.Comparer);

    /// <summary>Files that say how a review is done, and hold nothing that is reviewed.</summary>
    public static bool IsConfiguration(string path)
    {
        var name = Path.GetFileName(path);
        return name.Equals(".editorconfig", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".globalconfig", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".mlreview.txt", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(".mlreview.", StringComparison.OrdinalIgnoreCase)
            || path.Split(Path.DirectorySeparatorChar).Contains(".mlreview", StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The tree after the change, with the configuration files of the one before it.</summary>
    public static TreeOverlay Overlay(TreeOverlay before)
    {
        var overlay = new TreeOverlay();
        foreach (var path in before.Paths.Where(IsConfiguration))
            Take(path, before, overlay);
        return overlay;
    }

    /// <summary>Files that the projects before the change name as configuration, whatever their names are.</summary>
    public void AddNamed(TreeOverlay overlay)
    {
        foreach (var path in _projects.Values.SelectMany(p => p.AnalyzerConfigs.Concat(p.AdditionalFiles)).Distinct(PathRules.Comparer))
            if (!overlay.Covers(path, out _))
                Take(path, before.Root.Overlay!, overlay);
    }

    /// <summary>What a project compiles is what it compiles now; how it is reviewed is what it was.</summary>
    public ProjectModel Apply(ProjectModel project)
    {
        var trusted = _projects.GetValueOrDefault(project.Path) ?? Inherited(project);
        return project with
        {
            Mode = trusted.Mode,
            AdditionalFiles = trusted.AdditionalFiles,
            AnalyzerConfigs = trusted.AnalyzerConfigs,
            CompilerArguments = [.. project.CompilerArguments.Where(a => !IsTrustedOnly(a)), .. trusted.CompilerArguments.Where(IsTrustedOnly)],
        };
    }

    /// <summary>A project that the change adds has what Directory.Build.props gave to every project before it.</summary>
    private ProjectModel Inherited(ProjectModel project) =>
        new ProjectReader(before.Root, before.Tree, before.SolutionDirectory).Read(project.Path, new XElement("Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup", new XElement("TargetFramework", project.Framework.Moniker), new XElement("EnableDefaultItems", "false"))));

    private static bool IsTrustedOnly(string argument) => s_options.Any(o => argument.StartsWith(o, StringComparison.OrdinalIgnoreCase));

    private static void Take(string path, TreeOverlay from, TreeOverlay to)
    {
        if (!from.Covers(path, out var content))
            return;
        if (content is null)
            to.Hide(path);
        else
            to.Put(path, content);
    }
}
