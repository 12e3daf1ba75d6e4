using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>
/// Source files that no project claims. A file with <c>#:</c> directives is a program of its own. Of the others, a folder and its sub-folders are
/// one compilation until a sub-folder has an entry point; two entry points in one folder are two programs that share the rest.
/// </summary>
internal sealed class LooseFiles(ReviewRoot root, ProjectReader projects)
{
    private sealed record Source(string Path, bool IsFileBased, bool IsEntry);

    public IEnumerable<ProjectModel> Group(IReadOnlyCollection<string> files, string top)
    {
        var sources = files.AsParallel().AsOrdered().Select(Look).ToList();
        foreach (var program in sources.Where(s => s.IsFileBased))
            yield return FileBased(program.Path);
        var rest = sources.Where(s => !s.IsFileBased).ToList();
        var withEntry = rest.Where(s => s.IsEntry).Select(s => Path.GetDirectoryName(s.Path)!).ToHashSet(PathRules.Comparer);
        foreach (var group in rest.GroupBy(s => Owner(Path.GetDirectoryName(s.Path)!, withEntry, top), PathRules.Comparer).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var entries = group.Where(s => s.IsEntry).ToList();
            var shared = group.Where(s => !s.IsEntry).Select(s => s.Path).ToList();
            if (entries.Count <= 1)
                yield return Model(group.Key, Path.Combine(group.Key, "(loose files)"), group.Select(s => s.Path), entries.Count == 1);
            else
                foreach (var entry in entries)
                    yield return Model(group.Key, entry.Path, [entry.Path, .. shared], true);
        }
    }

    /// <summary>The nearest folder upwards that has an entry point, else the top.</summary>
    private static string Owner(string directory, HashSet<string> withEntry, string top)
    {
        for (var at = directory; at is not null && at.Length > top.Length; at = Path.GetDirectoryName(at))
            if (withEntry.Contains(at))
                return at;
        return top;
    }

    private Source Look(string path)
    {
        if (root.TryReadSource(path, out _) is not { } text)
            return new Source(path, false, false);
        var source = text.ToString();
        if (FileBasedProgram.IsOne(source))
            return new Source(path, true, true);
        // Parsing is only worth it where an entry point can be: a Main method, or a statement outside any type.
        var unit = (CompilationUnitSyntax)SyntaxFactory.ParseSyntaxTree(text).GetRoot();
        var isEntry = unit.Members.Any(m => m is GlobalStatementSyntax) || (source.Contains("Main", StringComparison.Ordinal) && unit.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).Any(IsMain));
        return new Source(path, false, isEntry);
    }

    private static bool IsMain(SyntaxNode node) =>
        node is MethodDeclarationSyntax { Identifier.ValueText: "Main" } main && main.Modifiers.Any(m => m.IsKind(SyntaxKind.StaticKeyword));

    private ProjectModel FileBased(string path)
    {
        var text = root.TryReadSource(path, out _)?.ToString() ?? "";
        return projects.Read(path, FileBasedProgram.AsProject(path, text)) with { IsFileBased = true };
    }

    private static ProjectModel Model(string directory, string path, IEnumerable<string> files, bool isProgram) => new()
    {
        Path = path,
        Directory = directory,
        AssemblyName = isProgram ? "LooseProgram" : "LooseFiles",
        Framework = TargetFramework.Newest,
        Sources = [.. files],
        Usings = [.. ImplicitUsings.Of("").Select(n => new UsingItem(n, false, ""))],
        CompilerArguments = [isProgram ? "/target:exe" : "/target:library", "/unsafe+", "/langversion:latest", "/define:" + string.Join(';', TargetFramework.Newest.Symbols().Prepend("TRACE").Prepend("DEBUG"))],
        // No project says what it is; code of a web application is only readable with its framework.
        UsesAspNetCore = true,
    };
}
