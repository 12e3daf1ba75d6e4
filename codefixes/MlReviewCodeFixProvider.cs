using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MlReview.CodeFixes.Repairs;

namespace MlReview.CodeFixes;

/// <summary>Hosts every fix: the lightbulb at a finding, and FixAll over a document, a project or the solution.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MlReviewCodeFixProvider)), Shared]
public sealed class MlReviewCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = AllFixes.Fixes.Select(fix => fix.RuleId).Distinct().ToImmutableArray();

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => RepairAll.Instance;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        if (await project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in AllFixes.For(new FindingToRepair(compilation, diagnostic, context.CancellationToken), diagnostic.Id))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(repair.Title, cancellation => Task.FromResult(RepairAll.Apply(project.Solution, new[] { repair }, cancellation)), diagnostic.Id + "/" + repair.Kind),
                    diagnostic);
            }
        }
    }
}
