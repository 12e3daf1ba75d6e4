using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes;

/// <summary>
/// Repairs every finding of a rule in a document, a project or the solution, in one change. Repairs that touch each other, and those of
/// findings that another one hid, are made one after the other: what came of the first ones is analysed anew.
/// </summary>
internal sealed class RepairAll : FixAllProvider
{
    public static readonly RepairAll Instance = new();

    /// <summary>No sound fix needs as many.</summary>
    private const int MostRounds = 50;

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var repairs = await OfferedAsync(context, context.Solution, (project, document) => document is null
            ? context.GetAllDiagnosticsAsync(project)
            : context.GetDocumentDiagnosticsAsync(document), context.CancellationToken).ConfigureAwait(false);
        return repairs.Count == 0
            ? null
            : CodeAction.Create(repairs[0].Title, cancellation => RepairedAsync(context, repairs, cancellation), context.CodeActionEquivalenceKey);
    }

    /// <summary>The solution with the files that repairs change; a file that several projects compile is changed in each.</summary>
    public static Solution Apply(Solution solution, IEnumerable<Repair> repairs, CancellationToken cancellation)
    {
        foreach (var text in Repaired.Texts(repairs, cancellation))
        {
            var documents = solution.GetDocument(text.Key) is { } document ? document.GetLinkedDocumentIds().Add(document.Id) : ImmutableArray<DocumentId>.Empty;
            foreach (var id in documents)
                solution = solution.WithDocumentText(id, text.Value);
        }

        return solution;
    }

    private static async Task<Solution> RepairedAsync(FixAllContext context, IReadOnlyList<Repair> repairs, CancellationToken cancellation)
    {
        var solution = context.Solution;
        for (var round = 0; repairs.Count > 0 && round < MostRounds; round++)
        {
            solution = Apply(solution, Repaired.Together(repairs), cancellation);
            repairs = await OfferedAsync(context, solution, (project, document) => FoundAsync(project, document, context.DiagnosticIds, cancellation), cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    /// <summary>The repairs that the scope's findings are offered, by file and position; a file of several projects is repaired as one of them compiles it.</summary>
    private static async Task<IReadOnlyList<Repair>> OfferedAsync(
        FixAllContext context, Solution solution, Func<Project, Document?, Task<ImmutableArray<Diagnostic>>> findings, CancellationToken cancellation)
    {
        var projects = context.Scope == FixAllScope.Solution ? solution.Projects.ToImmutableArray() : ImmutableArray.Create(solution.GetProject(context.Project.Id)!);
        var repairs = new List<Repair>();
        var repaired = new Dictionary<string, ProjectId>(StringComparer.Ordinal);
        foreach (var project in projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            var compilation = (await project.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
            var found = await findings(project, context.Scope == FixAllScope.Document ? project.GetDocument(context.Document!.Id) : null).ConfigureAwait(false);
            var offered = found
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => AllFixes.For(new FindingToRepair(compilation, diagnostic, cancellation), diagnostic.Id)
                    .FirstOrDefault(repair => diagnostic.Id + "/" + repair.Kind == context.CodeActionEquivalenceKey))
                .OfType<Repair>().ToList();
            repairs.AddRange(offered.Where(repair => repair.Edits.All(edit => !repaired.TryGetValue(edit.Tree.FilePath, out var other) || other == project.Id)));
            foreach (var edit in offered.SelectMany(repair => repair.Edits).Where(edit => !repaired.ContainsKey(edit.Tree.FilePath)))
                repaired[edit.Tree.FilePath] = project.Id;
        }

        return repairs;
    }

    /// <summary>What the project's own analyzers find; whoever asked for the first round cannot be asked about what came of it.</summary>
    private static async Task<ImmutableArray<Diagnostic>> FoundAsync(Project project, Document? document, ImmutableHashSet<string> rules, CancellationToken cancellation)
    {
        var analyzers = project.AnalyzerReferences.SelectMany(reference => reference.GetAnalyzers(project.Language))
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rules.Contains(rule.Id))).ToImmutableArray();
        if (analyzers.IsEmpty)
            return ImmutableArray<Diagnostic>.Empty;
        var compilation = (await project.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
        var tree = document is null ? null : await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false);
        var found = await compilation.WithAnalyzers(analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(cancellation).ConfigureAwait(false);
        return found.Where(diagnostic => rules.Contains(diagnostic.Id) && (tree is null || diagnostic.Location.SourceTree == tree)).ToImmutableArray();
    }
}
