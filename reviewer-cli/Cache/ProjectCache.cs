using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Cache;

/// <summary>The kept results of one review's projects.</summary>
internal sealed class ProjectCache(ResultCache cache, ProjectKeys keys, ProjectGraph graph, ReviewRoot root, FileFilter filter)
{
    private readonly ConcurrentDictionary<string, bool> _changed = new(PathRules.Comparer);

    public ProjectResult? Find(ProjectModel project) => cache.TryRead(keys.Of(project, filter.IsReviewed), root);

    /// <summary>Notes a project whose files changed after their key was taken: what is found in it belongs under no key.</summary>
    public void Compare(ProjectCompilation project)
    {
        var read = project.Compilation.SyntaxTrees.Where(t => t.FilePath.Length > 0).Select(t => (t.FilePath, Text: t.GetText()))
            .Concat(project.AdditionalTexts.Select(t => (FilePath: t.Path, Text: t.GetText()!)))
            // Others were made of a file, as the program of a notebook is: they have no hash of its bytes.
            .Where(t => t.Text.ChecksumAlgorithm == SourceHashAlgorithm.Sha256)
            .ToLookup(t => t.FilePath, t => ProjectKeys.HashOf(t.Text), PathRules.Comparer);
        // Files without a text of their own, also those that are binary or could not be read, must still be what they were.
        if (keys.Of(project.Project).Contents.Any(c => read[c.Key].DefaultIfEmpty(keys.HashOf(c.Key)).Any(hash => hash != c.Value)))
            _changed[project.Project.Path] = true;
    }

    public void Keep(ProjectModel project, ProjectResult result)
    {
        if (result.IsRepeatable && !graph.Closure(project).Append(project).Any(p => _changed.ContainsKey(p.Path)))
            cache.Write(keys.Of(project, filter.IsReviewed), result, root);
    }
}
