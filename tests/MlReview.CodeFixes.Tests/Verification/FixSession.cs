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
    private readonly ProjectId _project;

    private FixSession(Solution solution, ProjectId project)
    {
        Solution = solution;
        _project = project;
    }

    public Solution Solution { get; private set; }

    /// <summary>Opens a compilation as a project; its trees become documents of the same names.</summary>
    public static FixSession Open(CSharpCompilation compilation)
    {
        var id = ProjectId.CreateNewId();
        // The workspace only holds the solution; nothing is ever applied to it.
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Program", compilation.AssemblyName ?? "Program", LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        return new FixSession(solution, id);
    }

    public async Task<Compilation> CompilationAsync() => (await Solution.GetProject(_project)!.GetCompilationAsync())!;

    /// <summary>Compiler errors and warnings.</summary>
    public async Task<ImmutableArray<Diagnostic>> ProblemsAsync() =>
        [.. (await CompilationAsync()).GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning && !problem.IsSuppressed)];

    /// <summary>What MlReview finds, by file and position.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindingsAsync()
    {
        var findings = await (await CompilationAsync()).WithAnalyzers([new MlReviewAnalyzer()]).GetAnalyzerDiagnosticsAsync();
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
            document, s_provider, scope, action.EquivalenceKey!, [finding.Id], new Diagnostics(this), CancellationToken.None);
        if (await s_provider.GetFixAllProvider().GetFixAsync(context) is not { } all)
            return false;
        await ApplyAsync(all);
        return true;
    }

    public async Task<string> TextAsync(string fileName)
    {
        var document = Solution.GetProject(_project)!.Documents.Single(document => document.Name == fileName);
        return (await document.GetTextAsync()).ToString();
    }

    public FixSession Copy() => new(Solution, _project);

    /// <summary>The analyzer's findings, as FixAll asks for them.</summary>
    private sealed class Diagnostics(FixSession session) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await session.FindingsAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await session.FindingsAsync()).Where(finding => finding.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
