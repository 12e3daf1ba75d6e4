namespace MlReview.CodeFixes.Tests.Verification;

/// <summary>How many findings and compiler problems of each id a program has.</summary>
internal sealed record FixConditions(IReadOnlyDictionary<string, int> Findings, IReadOnlyDictionary<string, int> Problems)
{
    public static async Task<FixConditions> OfAsync(FixSession session) => new(
        (await session.FindingsAsync()).CountBy(finding => finding.Id).ToDictionary(),
        (await session.ProblemsAsync()).CountBy(problem => problem.Id).ToDictionary());

    /// <summary>Rules that find more than they did.</summary>
    public IEnumerable<string> NewFindings(FixConditions before) => New(Findings, before.Findings);

    /// <summary>Errors and warnings of the compiler of which there are more than there were.</summary>
    public IEnumerable<string> NewProblems(FixConditions before) => New(Problems, before.Problems);

    private static IEnumerable<string> New(IReadOnlyDictionary<string, int> after, IReadOnlyDictionary<string, int> before) =>
        after.Where(each => each.Value > before.GetValueOrDefault(each.Key)).Select(each => each.Key).Order(StringComparer.Ordinal);
}
