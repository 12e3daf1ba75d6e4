using System.Collections.Immutable;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm.Evaluation;

/// <summary>What a review of one case was worth.</summary>
/// <param name="Matched">Expected findings that were found.</param>
/// <param name="False">Findings that nobody expected.</param>
/// <param name="IsAnswered">Whether every question was answered: otherwise the case says nothing.</param>
internal sealed record CaseScore(ReviewCase Case, int Found, int Matched, int False, bool IsAnswered, ModelUsage Usage)
{
    /// <summary>A finding may stand on a neighbour of the line, for a defect often has two ends.</summary>
    private const int NearLines = 2;

    public static CaseScore Of(ReviewCase review, ImmutableArray<Candidate> found, bool isAnswered, ModelUsage usage)
    {
        var right = found.Where(candidate => review.Expected.Any(expected => Matches(candidate, expected))).ToList();
        var matched = review.Expected.Count(expected => found.Any(candidate => Matches(candidate, expected)));
        return new CaseScore(review, found.Length, matched, found.Length - right.Count, isAnswered, usage);
    }

    private static bool Matches(Candidate candidate, ExpectedFinding expected) =>
        candidate.File.Name == expected.File && expected.Lanes.Contains(candidate.Lane.Id)
        && candidate.FirstLine - NearLines <= expected.Line && expected.Line <= candidate.LastLine + NearLines;
}

/// <summary>What a model is worth as a reviewer.</summary>
internal sealed record Scores(ImmutableArray<CaseScore> Cases)
{
    private IEnumerable<CaseScore> Answered => Cases.Where(score => score.IsAnswered);

    public int Unanswered => Cases.Count(score => !score.IsAnswered);

    public int Found => Answered.Sum(score => score.Found);

    public int Right => Answered.Sum(score => score.Found - score.False);

    public int Expected => Answered.Sum(score => score.Case.Expected.Length);

    public int Matched => Answered.Sum(score => score.Matched);

    public int Clean => Answered.Count(score => score.Case.IsClean);

    public int CleanWithAlarm => Answered.Count(score => score.Case.IsClean && score.Found > 0);

    /// <summary>Not a number where there is nothing to divide by.</summary>
    public double Precision => (double)Right / Found;

    public double Recall => (double)Matched / Expected;

    public ModelUsage Usage => Cases.Aggregate(ModelUsage.None, (sum, score) => new ModelUsage(
        sum.Calls + score.Usage.Calls, sum.FromCache + score.Usage.FromCache, sum.Failed + score.Usage.Failed, sum.InputTokens + score.Usage.InputTokens, sum.OutputTokens + score.Usage.OutputTokens));
}
