using System.Collections.Immutable;
using System.Xml.Linq;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Reads C# projects as data, the way MSBuild and the .NET SDK would understand them, without running either.</summary>
internal sealed class ProjectReader(ReviewRoot root, FileTree tree, string? solutionDirectory = null)
{
    /// <returns>The project, or null and the reason.</returns>
    public ProjectModel? TryRead(string path, out string reason) =>
        ProjectXml.TryRead(root, path, out reason) is { } project ? Read(path, project) : null;

    public ProjectModel Read(string path, XElement project)
    {
        var walk = Walk(path, project, null);
        if (walk.Properties["TargetFrameworks"] is { Length: > 0 } several && walk.Properties["TargetFramework"].Length == 0
            && TargetFramework.NewestOf(several.Split(';')) is { } newest)
            walk = Walk(path, project, newest.Moniker);
        return new ProjectModelBuilder(root, walk, path, Sdk(project)).Build(Items(walk, path, project));
    }

    private ProjectWalk Walk(string path, XElement project, string? framework)
    {
        var walk = new ProjectWalk(root, tree, path);
        var directory = Path.GetDirectoryName(path)!;
        var properties = walk.Properties;
        properties.Function = new PropertyFunctions(walk, directory).Evaluate;
        properties.Fix("MSBuildProjectName", Path.GetFileNameWithoutExtension(path));
        properties.Fix("MSBuildProjectFile", Path.GetFileName(path));
        properties.Fix("MSBuildProjectExtension", Path.GetExtension(path));
        properties.Fix("MSBuildProjectFullPath", path);
        properties.Fix("MSBuildProjectDirectory", directory);
        properties.Fix("MSBuildRuntimeType", "Core");
        // The same findings on every machine: what depends on the system is unknown, not this machine's.
        properties.Fix("OS", null);
        properties.Set("Configuration", "Debug");
        properties.Set("Platform", "AnyCPU");
        if ((solutionDirectory ?? NearestSolution(directory)) is { } solution)
            properties.Set("SolutionDir", solution + "/");
        if (framework is not null)
            properties.Fix("TargetFramework", framework);

        walk.WalkNearest("Directory.Build.props");
        if (!properties.IsFalse("ImportDirectoryPackagesProps"))
            walk.WalkNearest("Directory.Packages.props");
        walk.Items.Add(s_defaultItems);
        walk.Walk(path, project);
        SetFrameworkProperties(properties);
        if (!properties.IsFalse("ImportDirectoryBuildTargets"))
            walk.WalkNearest("Directory.Build.targets");
        return walk;
    }

    /// <summary>Where the default items of the SDK stand among the project's own: after Directory.Build.props, before the project.</summary>
    private static readonly ItemElement s_defaultItems = new(new XElement("DefaultItems"), null, "", false);

    private ProjectItems Items(ProjectWalk walk, string path, XElement project)
    {
        var items = new ProjectItems(root, tree, walk, path);
        var properties = walk.Properties;
        foreach (var item in walk.Items)
        {
            if (!ReferenceEquals(item, s_defaultItems))
                items.Evaluate(item);
            else if (Sdk(project) is not null && !properties.IsFalse("EnableDefaultItems") && !properties.IsFalse("EnableDefaultCompileItems"))
                items.AddDefaultSources();
        }
        return items;
    }

    /// <summary>Conditions in targets files ask for these; the SDK computes them from the moniker.</summary>
    private static void SetFrameworkProperties(ProjectProperties properties)
    {
        if (TargetFramework.TryParse(properties["TargetFramework"]) is not { } framework)
            return;
        properties.Set("TargetFrameworkIdentifier", framework.Family switch
        {
            FrameworkFamily.NetFramework => ".NETFramework",
            FrameworkFamily.NetStandard => ".NETStandard",
            _ => ".NETCoreApp",
        });
        properties.Set("TargetFrameworkVersion", "v" + framework.Version);
    }

    private string? NearestSolution(string directory)
    {
        for (var at = directory; at is not null && PathRules.IsWithin(at, root.Directory); at = Path.GetDirectoryName(at))
            if (tree.FilesIn(at).Any(f => f.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase)))
                return at;
        return null;
    }

    /// <summary>The SDK's name, or null for a project of the old format.</summary>
    private static string? Sdk(XElement project) =>
        project.Attribute("Sdk")?.Value
        ?? project.Elements().FirstOrDefault(e => e.Name.LocalName == "Sdk")?.Attribute("Name")?.Value
        ?? project.Elements().Where(e => e.Name.LocalName == "Import").Select(e => e.Attribute("Sdk")?.Value).FirstOrDefault(s => s is not null);
}
