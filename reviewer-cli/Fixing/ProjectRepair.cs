using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Compilations;
using MlReview.CodeFixes;
using MlReview.CodeFixes.Repairs;

namespace MlReview.Cli.Fixing;

/// <summary>
/// Repairs the projects of a review one after the other, in memory, with the fixes that the IDE offers. A round makes the repairs that do
/// not touch each other and analyses what came of it; rounds end when nothing is offered any more.
/// </summary>
/// <param name="rules">The rules to repair.</param>
/// <param name="isReviewed">Whether a file may be changed.</param>
/// <param name="choice">Which findings to repair; all when null.</param>
internal sealed class ProjectRepair(ImmutableHashSet<string> rules, Func<string, bool> isReviewed, RepairChoice? choice = null) : IProjectWork
{
    /// <summary>No sound fix needs as many; a pair that undid each other would go on for ever.</summary>
    private const int MostRounds = 50;

    private readonly Dictionary<string, int> _made = new(StringComparer.Ordinal);

    public SourceChanges Changes { get; } = new();

    /// <summary>How many repairs were made of each rule.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    /// <summary>Findings for which no repair was offered.</summary>
    public int Left { get; private set; }

    public SourceText? TextOf(string path) => Changes.Of(path);

    public async Task WorkAsync(ProjectCompilation project, AnalysisResult result, ProjectAnalysis analysis, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var offered = result.Diagnostics.Where(IsWanted)
                .OrderBy(finding => finding.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start)
                .Select(finding => (finding.Id, Repair: AllFixes.For(new FindingToRepair(project.Compilation, finding, cancellationToken), finding.Id).FirstOrDefault(MayBeMade)))
                .Where(offer => offer.Repair is not null)
                .ToList();
            var together = Repaired.Together(offered.Select(offer => offer.Repair!));
            if (together.IsEmpty)
                break;
            foreach (var (id, _) in offered.Where(offer => together.Contains(offer.Repair!)))
                _made[id] = _made.GetValueOrDefault(id) + 1;
            project = project with { Compilation = Apply(project.Compilation, together, cancellationToken) };
            result = await analysis.RunAsync(project, isReviewed, cancellationToken).ConfigureAwait(false);
        }

        Left += result.Diagnostics.Count(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && diagnostic.Location.SourceTree is not null && IsChosen(diagnostic));
    }

    private bool IsWanted(Diagnostic finding) =>
        finding.Location.SourceTree is not null && finding.Severity != DiagnosticSeverity.Hidden && rules.Contains(finding.Id) && IsChosen(finding);

    private bool IsChosen(Diagnostic finding) => choice is null || choice.Concerns(finding);

    private bool MayBeMade(Repair repair) => repair.Edits.All(edit => edit.Tree.FilePath.Length > 0 && isReviewed(edit.Tree.FilePath));

    private CSharpCompilation Apply(CSharpCompilation compilation, ImmutableArray<Repair> repairs, CancellationToken cancellationToken)
    {
        foreach (var (tree, text) in Repaired.Texts(repairs, cancellationToken))
        {
            Changes.Set(tree.FilePath, tree.GetText(cancellationToken), text);
            compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text));
        }

        return compilation;
    }
}
