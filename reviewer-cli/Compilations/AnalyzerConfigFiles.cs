using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>A config file and what Roslyn makes of it.</summary>
internal sealed record ConfigFile(string Path, SourceText Text, AnalyzerConfig Config)
{
    public static ConfigFile Parse(string path, SourceText text) => new(path, text, AnalyzerConfig.Parse(text, path.Replace('\\', '/')));
}

/// <summary>Finds and reads the config files that apply to a project: .editorconfig and .globalconfig up to the root, and those that it names.</summary>
internal sealed class AnalyzerConfigFiles(ReviewRoot root, FileTree tree)
{
    /// <summary>Above the presets, below all config files.</summary>
    private const int LevelOfRulesOn = -99;

    private readonly ConcurrentDictionary<string, (ConfigFile? File, string Reason)> _read = new(PathRules.Comparer);

    /// <summary>Rules that are asked although they are off, or switched off by a preset. Every setting of a config file wins.</summary>
    public IReadOnlyCollection<string> RulesOn { get; init; } = [];

    public IReadOnlyList<ConfigFile> Of(ProjectModel project, List<Notice> notices)
    {
        var directories = new HashSet<string>(PathRules.Comparer);
        foreach (var source in project.Sources)
            for (var at = Path.GetDirectoryName(source); at is not null && PathRules.IsWithin(at, root.Directory) && directories.Add(at); at = Path.GetDirectoryName(at))
            {
            }
        var paths = directories.SelectMany(d => Named(d, ".editorconfig")).Concat(Ancestors(project.Directory).SelectMany(d => Named(d, ".globalconfig"))).Concat(project.AnalyzerConfigs);
        var configs = paths.Distinct(PathRules.Comparer).Order(StringComparer.Ordinal).Select(p => Read(p, notices)).OfType<ConfigFile>().ToList();
        if (Preset(project.Mode) is { } preset)
            configs.Add(preset);
        if (RulesOn.Count > 0)
            configs.Add(SwitchedOn());
        return configs;
    }

    private ConfigFile SwitchedOn() => ConfigFile.Parse(
        Path.Combine(AppContext.BaseDirectory, "mlreview.on.globalconfig"),
        SourceText.From($"is_global = true\nglobal_level = {LevelOfRulesOn}\n" + string.Concat(RulesOn.Order(StringComparer.Ordinal).Select(id => $"dotnet_diagnostic.{id}.severity = suggestion\n"))));

    /// <summary>The preset that <c>MlReviewMode</c> chooses in a build; it ships beside the tool and gives way to every setting of the user.</summary>
    private ConfigFile? Preset(string mode)
    {
        if (!ProjectModel.Modes.Contains(mode, StringComparer.OrdinalIgnoreCase))
            return null;
        var path = Path.Combine(AppContext.BaseDirectory, "presets", $"mlreview.{mode.ToLowerInvariant()}.globalconfig");
        return File.Exists(path) ? _read.GetOrAdd(path, static p => (ConfigFile.Parse(p, SourceText.From(File.ReadAllText(p))), "")).File : null;
    }

    private IEnumerable<string> Named(string directory, string name) =>
        tree.FilesIn(directory).Where(f => PathRules.Comparer.Equals(Path.GetFileName(f), name));

    private IEnumerable<string> Ancestors(string directory)
    {
        for (var at = directory; at is not null && PathRules.IsWithin(at, root.Directory); at = Path.GetDirectoryName(at))
            yield return at;
    }

    /// <summary>Each project whose settings a file holds says when it cannot be read, whichever comes first.</summary>
    private ConfigFile? Read(string path, List<Notice> notices)
    {
        var (file, reason) = _read.GetOrAdd(path, p => root.TryReadSource(p, out var why) is { } text ? (ConfigFile.Parse(p, text), "") : (null, why));
        if (file is null)
            notices.Add(new Notice(NoticeKind.Failed, root.Relative(path), reason));
        return file;
    }
}
