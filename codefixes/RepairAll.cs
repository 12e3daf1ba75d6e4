using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes;

/// <summary>Repairs every finding of a rule in a document, a project or the solution, in one change.</summary>
internal sealed class RepairAll : FixAllProvider
{
    public static readonly RepairAll Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects.ToImmutableArray() : ImmutableArray.Create(context.Project);
        var repairs = new List<Repair>();
        foreach (var project in projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            var compilation = await project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false);
            var diagnostics = context.Scope == FixAllScope.Document && context.Document is { } document
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            repairs.AddRange(diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => AllFixes.For(new FindingToRepair(compilation!, diagnostic, context.CancellationToken), diagnostic.Id)
                    .FirstOrDefault(repair => diagnostic.Id + "/" + repair.Kind == context.CodeActionEquivalenceKey))
                .OfType<Repair>());
        }

        var together = Repaired.Together(repairs);
        return together.IsEmpty
            ? null
            : CodeAction.Create(together[0].Title, cancellation => Task.FromResult(Apply(context.Solution, together, cancellation)), context.CodeActionEquivalenceKey);
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
}
