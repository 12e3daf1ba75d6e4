namespace MlReview.CodeFixes.Tests.Verification;

/// <summary>How many findings and compiler problems of each id a program has.</summary>
internal sealed record FixConditions(IReadOnlyDictionary<string, int> Findings, IReadOnlyDictionary<string, int> Problems)
{
    public static async Task<FixConditions> OfAsync(FixSession session) => new(
        (await session.FindingsAsync()).CountBy(finding => finding.Id).ToDictionary(),
        (await session.ProblemsAsync()).CountBy(problem => problem.Id).ToDictionary());
}
