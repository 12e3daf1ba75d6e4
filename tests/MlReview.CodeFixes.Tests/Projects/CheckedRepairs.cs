using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Compilations;
using MlReview.CodeFixes.Repairs;
using MlReview.CodeFixes.Tests.Verification;

namespace MlReview.CodeFixes.Tests.Projects;

/// <summary>How often a rule found something, and what became of it.</summary>
/// <param name="Findings">Findings of a rule that has a fix.</param>
/// <param name="Offered">Those for which a repair is offered.</param>
/// <param name="Repairs">Offered repairs: a finding may have several.</param>
/// <param name="Kept">Repairs that kept every promise.</param>
internal sealed record RepairCount(int Findings, int Offered, int Repairs, int Kept);

/// <summary>
/// Makes every offered repair of the projects of a review, alone, and all of a rule together, and verifies what each promises: the program
/// compiles as well as before, the finding is gone, no other is new, and when all are made nothing more is offered.
/// </summary>
internal sealed class CheckedRepairs : IProjectWork
{
    private const int MostRounds = 50;

    /// <summary>Compiling a larger project anew for each repair takes too long: there the changed files count, which the host has compiled.</summary>
    private const int MostFilesCompiled = 150;

    private readonly SortedDictionary<string, RepairCount> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _broken = [];

    /// <summary>Counts by rule.</summary>
    public IReadOnlyDictionary<string, RepairCount> Counts => _counts;

    /// <summary>Promises that were not kept: where, and which.</summary>
    public IReadOnlyList<string> Broken => _broken;

    public SourceText? TextOf(string path) => null;

    public async Task WorkAsync(ProjectCompilation project, AnalysisResult result, ProjectAnalysis analysis, CancellationToken cancellationToken)
    {
        var before = Conditions(project, result);
        foreach (var rule in FindingsIn(result).GroupBy(finding => finding.Id))
        {
            var isAnyOffered = false;
            foreach (var finding in rule)
            {
                var repairs = OffersFor(project, finding, cancellationToken);
                var kept = 0;
                foreach (var repair in repairs)
                {
                    var after = await ApplyAsync(project, [repair], analysis, cancellationToken);
                    if (Judge(finding.Id, before, after.Conditions, before.Findings[finding.Id] - 1) is { } broken)
                        _broken.Add($"{Shown(finding)} '{repair.Title}': {broken}");
                    else
                        kept++;
                }

                isAnyOffered |= repairs.Count > 0;
                var count = _counts.GetValueOrDefault(rule.Key) ?? new RepairCount(0, 0, 0, 0);
                _counts[rule.Key] = new RepairCount(count.Findings + 1, count.Offered + (repairs.Count > 0 ? 1 : 0), count.Repairs + repairs.Count, count.Kept + kept);
            }

            if (isAnyOffered && await RepairAllAsync(rule.Key, project, result, before, analysis, cancellationToken) is { } problem)
                _broken.Add($"{project.Project.Path} {rule.Key} everywhere: {problem}");
        }
    }

    /// <summary>What is wrong when all repairs of a rule are made, those that touch in several rounds; null when nothing is.</summary>
    private static async Task<string?> RepairAllAsync(
        string id, ProjectCompilation project, AnalysisResult result, FixConditions before, ProjectAnalysis analysis, CancellationToken cancellation)
    {
        var conditions = before;
        for (var round = 0; round < MostRounds; round++)
        {
            var together = Repaired.Together(FindingsIn(result).Where(finding => finding.Id == id).Select(finding => OffersFor(project, finding, cancellation).FirstOrDefault()).OfType<Repair>());
            if (together.IsEmpty)
                return Judge(id, before, conditions, before.Findings[id] - 1);
            (project, result, conditions) = await ApplyAsync(project, together, analysis, cancellation);
        }

        return $"still offered after {MostRounds} rounds";
    }

    private static string? Judge(string id, FixConditions before, FixConditions after, int mostLeft)
    {
        var news = after.NewFindings(before).Where(rule => !VerifyFix.MayUncover(id, rule)).ToList();
        return after.NewProblems(before).ToList() is { Count: > 0 } problems ? $"the compiler says {string.Join(", ", problems)}"
            : after.Findings.GetValueOrDefault(id) > mostLeft ? "the finding is still there"
            : news.Count > 0 ? $"new {string.Join(", ", news)}"
            : null;
    }

    private static List<Repair> OffersFor(ProjectCompilation project, Diagnostic finding, CancellationToken cancellation) =>
        [.. AllFixes.For(new FindingToRepair(project.Compilation, finding, cancellation), finding.Id)];

    private static IEnumerable<Diagnostic> FindingsIn(AnalysisResult result) => result.Diagnostics
        .Where(finding => finding.Location.SourceTree is not null && finding.Severity != DiagnosticSeverity.Hidden && AllFixes.Fixes.Any(fix => fix.RuleId == finding.Id))
        .OrderBy(finding => finding.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan.Start);

    private static async Task<(ProjectCompilation Project, AnalysisResult Result, FixConditions Conditions)> ApplyAsync(
        ProjectCompilation project, IEnumerable<Repair> repairs, ProjectAnalysis analysis, CancellationToken cancellation)
    {
        var compilation = project.Compilation;
        foreach (var (tree, text) in Repaired.Texts(repairs, cancellation))
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath, cancellation));
        project = project with { Compilation = compilation };
        var result = await analysis.RunAsync(project, _ => true, cancellation);
        return (project, result, Conditions(project, result));
    }

    private static FixConditions Conditions(ProjectCompilation project, AnalysisResult result) => new(
        result.Diagnostics.Where(finding => finding.Severity != DiagnosticSeverity.Hidden).CountBy(finding => finding.Id).ToDictionary(),
        project.Compilation.SyntaxTrees.Length > MostFilesCompiled
            ? new Dictionary<string, int>()
            : project.Compilation.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning && !problem.IsSuppressed).CountBy(problem => problem.Id).ToDictionary());

    private static string Shown(Diagnostic finding) => $"{finding.Location.GetLineSpan().Path}:{finding.Location.GetLineSpan().StartLinePosition.Line + 1} {finding.Id}";
}
