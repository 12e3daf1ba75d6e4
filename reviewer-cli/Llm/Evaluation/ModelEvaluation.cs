using System.Collections.Immutable;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm.Evaluation;

/// <summary>Reviews every case with a model, and compares what it says with what is expected.</summary>
internal sealed class ModelEvaluation(ModelSetup setup, TimeProvider time)
{
    /// <param name="report">Told of every case when it is done.</param>
    public async Task<Scores> RunAsync(IEnumerable<ReviewCase> cases, Action<CaseScore> report, CancellationToken cancellation)
    {
        var scores = ImmutableArray.CreateBuilder<CaseScore>();
        foreach (var each in cases)
        {
            // The limits are those of one review, as they are when people use it.
            var meter = new UsageMeter();
            using var deadline = new Deadline(time, setup.Limits.Total, cancellation);
            using var client = ModelChain.Create(setup.Models, setup.Limits, new TokenBudget(setup.Limits.Tokens), meter, deadline, setup.Recordings, PromptFile.Version, time);
            var review = new ModelReview(new ModelConversation(client, deadline), setup.Limits.Parallel);
            var found = await review.RunAsync(new ReviewMaterial(each.Files, [], SliceFacts.None, each.Project, setup.Only), cancellation).ConfigureAwait(false);
            scores.Add(CaseScore.Of(each, found.Candidates, found.Unanswered.IsEmpty, meter.Total));
            report(scores[^1]);
        }
        return new Scores(scores.ToImmutable());
    }
}
