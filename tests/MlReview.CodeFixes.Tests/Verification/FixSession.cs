using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;

namespace MlReview.CodeFixes.Tests.Verification;

/// <summary>A program in a workspace: what the analyzer finds in it, what the provider offers, and what it becomes.</summary>
internal sealed class FixSession
{
    private static readonly MlReviewCodeFixProvider s_provider = new();

    private FixSession(Solution solution) => Solution = solution;

    public Solution Solution { get; private set; }

    /// <summary>Opens compilations as projects; their trees become documents of the same names. A file of several compilations is linked.</summary>
    public static FixSession Open(params CSharpCompilation[] compilations)
    {
        // The workspace only holds the solution; nothing is ever applied to it.
        var solution = new AdhocWorkspace().CurrentSolution;
        foreach (var compilation in compilations)
        {
            var id = ProjectId.CreateNewId();
            solution = solution.AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, compilation.AssemblyName ?? "Program", compilation.AssemblyName ?? "Program", LanguageNames.CSharp,
                compilationOptions: compilation.Options,
                parseOptions: compilation.SyntaxTrees[0].Options,
                metadataReferences: compilation.References,
                analyzerReferences: [new AnalyzerImageReference([new MlReviewAnalyzer()])]));
            foreach (var tree in compilation.SyntaxTrees)
                solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }

        return new FixSession(solution);
    }

    /// <summary>Compiler errors and warnings.</summary>
    public async Task<ImmutableArray<Diagnostic>> ProblemsAsync()
    {
        var problems = new List<Diagnostic>();
        foreach (var project in Solution.Projects)
            problems.AddRange((await project.GetCompilationAsync())!.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning && !problem.IsSuppressed));
        return [.. problems];
    }

    /// <summary>What MlReview finds, by project, file and position.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindingsAsync()
    {
        var findings = new List<Diagnostic>();
        foreach (var project in Solution.Projects)
            findings.AddRange(await FindingsAsync(project));
        return [.. findings];
    }

    private static async Task<ImmutableArray<Diagnostic>> FindingsAsync(Project project)
    {
        var findings = await (await project.GetCompilationAsync())!.WithAnalyzers([new MlReviewAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. findings.OrderBy(finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>What the lightbulb offers at a finding, in its order.</summary>
    public async Task<ImmutableArray<CodeAction>> OfferedAsync(Diagnostic finding)
    {
        var offered = ImmutableArray.CreateBuilder<CodeAction>();
        var document = Solution.GetDocument(finding.Location.SourceTree)!;
        await s_provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => offered.Add(action), CancellationToken.None));
        return offered.ToImmutable();
    }

    /// <summary>Makes the change of an offered action.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        var operation = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        Solution = operation.ChangedSolution;
    }

    /// <summary>Makes the change of an action everywhere in a scope.</summary>
    /// <returns>False when there was nothing to change.</returns>
    public async Task<bool> ApplyAllAsync(Diagnostic finding, CodeAction action, FixAllScope scope)
    {
        var document = Solution.GetDocument(finding.Location.SourceTree)!;
        var context = new FixAllContext(
            document, s_provider, scope, action.EquivalenceKey!, [finding.Id], new Diagnostics(), CancellationToken.None);
        if (await s_provider.GetFixAllProvider().GetFixAsync(context) is not { } all)
            return false;
        await ApplyAsync(all);
        return true;
    }

    public async Task<string> TextAsync(string fileName)
    {
        var document = Solution.Projects.SelectMany(project => project.Documents).First(document => document.Name == fileName);
        return (await document.GetTextAsync()).ToString();
    }

    public FixSession Copy() => new(Solution);

    /// <summary>The analyzer's findings, as FixAll asks for them.</summary>
    private sealed class Diagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await FindingsAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await FindingsAsync(document.Project)).Where(finding => finding.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
