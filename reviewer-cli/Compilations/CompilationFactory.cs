using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Notebooks;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>A compilation of one project and how analyzers are to see it.</summary>
internal sealed record ProjectCompilation(ProjectModel Project, CSharpCompilation Compilation, AnalyzerSettings Settings, ImmutableArray<AdditionalText> AdditionalTexts);

/// <summary>Makes a compilation of a project that was read as data.</summary>
/// <param name="changed">A text that stands in for a source file; null where the file counts.</param>
internal sealed class CompilationFactory(ReviewRoot root, AnalyzerConfigFiles configs, RestoredPackages packages, SurfaceAssemblies surfaces, Func<string, SourceText?> changed)
{
    /// <param name="references">Compilations of the projects that it sees.</param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    public ProjectCompilation Create(ProjectModel project, IReadOnlyList<CSharpCompilation> references, List<Notice> notices, CancellationToken cancellationToken)
    {
        var settings = new AnalyzerSettings(configs.Of(project, notices), BuildProperties(project));
        var arguments = CSharpCommandLineParser.Default.Parse([.. project.CompilerArguments, "none.cs"], project.Directory, sdkDirectory: null);
        // Not None, which would parse faster: then Roslyn never completes a tree in single-file analysis and no semantic-model action runs.
        var parse = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
        if (project.IsFileBased)
            parse = parse.WithFeatures([new("FileBasedProgram", "true")]);
        var options = arguments.CompilationOptions
            .WithSyntaxTreeOptionsProvider(settings)
            .WithConcurrentBuild(true)
            .WithMetadataImportOptions(MetadataImportOptions.Public);
        var compilation = CSharpCompilation.Create(
            project.AssemblyName,
            Parse(project, parse, notices, cancellationToken),
            MetadataReferences(project, notices).Concat(references.Select(r => r.ToMetadataReference())),
            options);
        return new ProjectCompilation(project, compilation, settings, AdditionalTexts(project, notices));
    }

    private List<SyntaxTree> Parse(ProjectModel project, CSharpParseOptions options, List<Notice> notices, CancellationToken cancellationToken)
    {
        var trees = new SyntaxTree?[project.Sources.Length];
        Parallel.For(0, trees.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var reason = "";
            if ((project.Notebook?.Text ?? changed(project.Sources[i]) ?? root.TryReadSource(project.Sources[i], out reason)) is { } text)
                trees[i] = SyntaxFactory.ParseSyntaxTree(text, options, project.Sources[i], cancellationToken);
            else
                lock (notices)
                    notices.Add(new Notice(NoticeKind.Failed, root.Relative(project.Sources[i]), reason));
        });
        var all = trees.OfType<SyntaxTree>().ToList();
        if (project.Notebook is not null)
            all.Add(SyntaxFactory.ParseSyntaxTree(SourceText.From(Notebook.Offered), options, "", cancellationToken));
        if (HiddenSource(project) is { Length: > 0 } hidden)
            all.Add(SyntaxFactory.ParseSyntaxTree(SourceText.From(hidden), options, "", cancellationToken));
        return all;
    }

    /// <summary>What the SDK generates into obj: global usings and friend assemblies.</summary>
    private static string HiddenSource(ProjectModel project)
    {
        var usings = project.Usings.Where(u => IsName(u.Name)).Select(u =>
            u.IsStatic ? $"global using static {u.Name};" : IsName(u.Alias) ? $"global using {u.Alias} = {u.Name};" : $"global using {u.Name};");
        var friends = project.FriendAssemblies.Select(f => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo({SymbolDisplay.FormatLiteral(f, quote: true)})]");
        return string.Join('\n', usings.Concat(friends));
    }

    /// <summary>Text of a project file becomes source only when it can be nothing but a name.</summary>
    private static bool IsName(string text) => text.Length > 0 && text.Split('.').All(SyntaxFacts.IsValidIdentifier);

    private List<MetadataReference> MetadataReferences(ProjectModel project, List<Notice> notices)
    {
        var framework = project.UsesAspNetCore ? FrameworkAssemblies.Core.AddRange(FrameworkAssemblies.AspNetCore) : FrameworkAssemblies.Core;
        var (restored, _) = packages.Of(root, project, out var reason);
        if (reason.Length > 0)
            notices.Add(new Notice(NoticeKind.Assumed, root.Relative(project.Path), reason));
        if (project.UsesAspNetCore && FrameworkAssemblies.AspNetCore.IsEmpty)
            notices.Add(new Notice(NoticeKind.Assumed, root.Relative(project.Path), "uses ASP.NET Core, which is not installed here; its types do not bind"));
        // Packages for old frameworks carry assemblies that the running framework has in a newer version: both together bind to neither.
        var inFramework = framework.Select(r => Path.GetFileNameWithoutExtension(r.Display ?? "")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. framework, .. restored.Where(r => !inFramework.Contains(r.Key)).Select(r => r.Value), .. surfaces.Besides(restored.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase))];
    }

    private ImmutableArray<AdditionalText> AdditionalTexts(ProjectModel project, List<Notice> notices)
    {
        var texts = ImmutableArray.CreateBuilder<AdditionalText>();
        foreach (var path in project.AdditionalFiles)
        {
            if (root.TryReadSource(path, out var reason) is { } text)
                texts.Add(new FileText(path, text));
            else
                notices.Add(new Notice(NoticeKind.Assumed, root.Relative(path), reason));
        }
        return texts.ToImmutable();
    }

    /// <summary>The property that the package makes visible to the rules, in the form of a build: a global config file of its own.</summary>
    private static AnalyzerConfig BuildProperties(ProjectModel project) => AnalyzerConfig.Parse(
        $"is_global = true\nbuild_property.IsTestProject = {project.IsTestProject switch { true => "true", false => "false", null => "" }}\n", project.Directory.Replace('\\', '/') + "/obj/Build.GeneratedMSBuildEditorConfig.editorconfig");

    private sealed class FileText(string path, SourceText text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => text;
    }
}
