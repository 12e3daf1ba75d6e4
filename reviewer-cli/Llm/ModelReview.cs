using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm;

/// <summary>What a model is asked about.</summary>
/// <param name="Files">In the order in which they are asked about; what the budget does not cover is at the end.</param>
/// <param name="Analyzers">Findings that are established.</param>
/// <param name="Only">The pass that was asked for; null for both.</param>
internal sealed record ReviewMaterial(ImmutableArray<ShownFile> Files, ImmutableArray<Finding> Analyzers, SliceFacts Facts, ImmutableArray<ProjectFact> Project, Pass? Only);

/// <summary>What a model found, grounded and verified.</summary>
/// <param name="Analyzers">The findings of the analyzers, with what the model added to them.</param>
internal sealed record ModelFindings(ImmutableArray<Candidate> Candidates, ImmutableArray<Finding> Analyzers, ImmutableArray<Praise> Praise, ImmutableArray<ShownFile> Answered, ImmutableArray<ShownFile> LeftOut)
{
    public ImmutableSortedDictionary<DropReason, int> Dropped { get; init; } = ImmutableSortedDictionary<DropReason, int>.Empty;

    public ImmutableArray<Unanswered> Unanswered { get; init; } = [];

    /// <summary>Estimated input of each question of the first pass.</summary>
    public ImmutableArray<int> RequestTokens { get; init; } = [];
}

/// <summary>The review by a model: slices, questions, grounding, merging with what analyzers found, and a second question about each candidate.</summary>
internal sealed class ModelReview(ModelConversation conversation, int parallel)
{
    public const int MostFindings = 10;
    private const int MostPraise = 3;

    public async Task<ModelFindings> RunAsync(ReviewMaterial material, CancellationToken cancellation)
    {
        var drops = new DropCounts();
        var requests = RequestPacker.Pack(material.Files.SelectMany(file => Slicer.Of(file, material.Facts)), material.Project, material.Only).ToList();
        var answers = await EachAsync(requests, request => FirstPassAsync(request, drops, cancellation), cancellation).ConfigureAwait(false);
        var grounded = answers.OfType<GroundedAnswer>().ToList();

        var analyzers = material.Analyzers.ToArray();
        var candidates = Ranked(Unmerged(grounded.SelectMany(answer => answer.Candidates), analyzers, drops), drops);
        var kept = await EachAsync(candidates, candidate => VerifyAsync(candidate, drops, cancellation), cancellation).ConfigureAwait(false);

        var leftOut = requests.Where((_, i) => answers[i] is null).SelectMany(FilesOf).Distinct().ToImmutableArray();
        return new ModelFindings(
            [.. candidates.Where((_, i) => kept[i])],
            [.. analyzers],
            [.. grounded.SelectMany(answer => answer.Praise).DistinctBy(each => (each.File, each.Index)).Take(MostPraise)],
            [.. requests.Where((_, i) => answers[i] is not null).SelectMany(FilesOf).Distinct()],
            leftOut)
        {
            Dropped = drops.All,
            Unanswered = conversation.Unanswered,
            RequestTokens = [.. requests.Select(request => request.Tokens)],
        };
    }

    private static IEnumerable<ShownFile> FilesOf(ReviewRequest request) => request.Slices.Select(slice => slice.File);

    private Task<GroundedAnswer?> FirstPassAsync(ReviewRequest request, DropCounts drops, CancellationToken cancellation)
    {
        var reader = new AnswerReader(request.Slices, request.Lanes, drops);
        return conversation.AskAsync(request.Messages, request.Options, reader.TryRead, cancellation);
    }

    /// <summary>Unverifiable is refuted: a claim that cannot be checked is not reported.</summary>
    private async Task<bool> VerifyAsync(Candidate candidate, DropCounts drops, CancellationToken cancellation)
    {
        var verdict = await conversation.AskAsync(VerificationRequest.Messages(candidate), VerificationRequest.Options, SecondAnswer.TryRead, cancellation).ConfigureAwait(false);
        if (verdict is null or { Keep: false })
            drops.Add(verdict is null ? DropReason.NotVerified : DropReason.Refuted);
        return verdict is { Keep: true };
    }

    private static IEnumerable<Candidate> Unmerged(IEnumerable<Candidate> candidates, Finding[] analyzers, DropCounts drops)
    {
        foreach (var candidate in candidates)
        {
            if (AnalyzerOverlap.Find(candidate, analyzers) is not { } known)
            {
                yield return candidate;
                continue;
            }
            analyzers[Array.IndexOf(analyzers, known)] = AnalyzerOverlap.Merged(known, candidate);
            drops.Add(DropReason.FoundByAnalyzer);
        }
    }

    /// <summary>The worst and surest first, each once, and no more than anybody reads.</summary>
    private static List<Candidate> Ranked(IEnumerable<Candidate> candidates, DropCounts drops)
    {
        var kept = new List<Candidate>();
        foreach (var candidate in candidates.OrderByDescending(each => each.Severity).ThenByDescending(each => each.IsCertain))
        {
            if (kept.Any(other => Repeats(candidate, other)))
                drops.Add(DropReason.Repeated);
            else if (kept.Count == MostFindings)
                drops.Add(DropReason.OverLimit);
            else
                kept.Add(candidate);
        }
        return kept;
    }

    private static bool Repeats(Candidate candidate, Candidate other) =>
        candidate.File == other.File && candidate.FirstIndex <= other.LastIndex && other.FirstIndex <= candidate.LastIndex
        && (candidate.Lane == other.Lane || (candidate.FirstIndex == other.FirstIndex && candidate.LastIndex == other.LastIndex));

    /// <summary>A few questions at a time, answers in the order of the questions.</summary>
    private async Task<TAnswer[]> EachAsync<TQuestion, TAnswer>(List<TQuestion> questions, Func<TQuestion, Task<TAnswer>> ask, CancellationToken cancellation)
    {
        var answers = new TAnswer[questions.Count];
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, async (i, _) =>
            answers[i] = await ask(questions[i]).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }
}
