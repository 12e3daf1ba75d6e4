using Microsoft.CodeAnalysis;
using MlReview.Cli.Findings;
using MlReview.CodeFixes;
using MlReview.CodeFixes.Repairs;

namespace MlReview.Cli.Fixing;

/// <summary>
/// The repairs that the fix engine offers for findings, as exact replacements: a tool that applies them needs no compiler. Each was compiled
/// before it is offered.
/// </summary>
/// <param name="isReviewed">Whether a file may be changed.</param>
internal sealed class OfferedRepairs(Compilation compilation, Func<string, bool> isReviewed, CancellationToken cancellation)
{
    /// <summary>Each costs a look at all errors of the files that it changes.</summary>
    private const int MostRepairs = 200;

    private int _tried;

    /// <returns>Null when none is offered.</returns>
    public FindingRepair? Of(Diagnostic finding)
    {
        if (finding.Location.SourceTree is null || !AllFixes.Fixes.Any(fix => fix.RuleId == finding.Id) || ++_tried > MostRepairs)
            return null;
        var repair = AllFixes.For(new FindingToRepair(compilation, finding, cancellation), finding.Id).FirstOrDefault(MayBeMade);
        return repair is null ? null : new FindingRepair(Printable.Text(repair.Title), [.. repair.Edits.Distinct().Select(ReplacementOf)]);
    }

    private bool MayBeMade(Repair repair) => repair.Edits.Length > 0 && repair.Edits.All(edit => edit.Tree.FilePath.Length > 0 && isReviewed(edit.Tree.FilePath));

    private Replacement ReplacementOf(Edit edit)
    {
        var span = edit.Tree.GetText(cancellation).Lines.GetLinePositionSpan(edit.Change.Span);
        return new Replacement(
            edit.Tree.FilePath,
            new SourceRange(span.Start.Line + 1, span.Start.Character + 1, span.End.Line + 1, span.End.Character + 1),
            edit.Change.NewText ?? "");
    }
}
