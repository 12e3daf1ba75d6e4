using System.Collections.Immutable;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm;

/// <summary>Adds to the review by the analyzers what a model finds.</summary>
/// <param name="trusted">The tree that the project's documents are read from: the base, when somebody else's change is reviewed.</param>
internal sealed class ReviewWithModel(ModelSetup setup, ReviewScope scope, FileFilter filter, PatchedTree? change, ReviewScope trusted, TimeProvider time)
{
    private const int LargestDocument = 256 << 10;
    private const int MostCached = 5_000;

    /// <param name="change">Null for a review of everything.</param>
    public static ReviewWithModel Of(ModelSetup setup, ReviewScope scope, FileFilter filter, Change? change) => new(
        setup, scope, filter, change is null ? null : new PatchedTree(change.Patch, change.Top), change is { Configuration: ConfigurationSide.Base } ? change.Before : scope, TimeProvider.System);

    public async Task<ReviewResult> RunAsync(ReviewResult result, CancellationToken cancellation)
    {
        if (setup.NotAsked.Length > 0)
            return result with { Model = new ModelSummary { Models = setup.Names, NotAsked = setup.NotAsked } };
        var notices = new List<Notice>();
        var all = ReviewedFiles.Of(scope, filter, change, setup.Only, notices);
        ImmutableArray<ReviewedFile> files = result.Shard is { } shard ? [.. all.Where((_, i) => i % shard.Count == shard.Index - 1)] : all;
        var facts = SliceFacts.Of(result.Findings).Concat(PictureFacts.Of(result.Pictures));
        var material = new ReviewMaterial([.. files.Select(file => file.Shown)], result.Findings, new SliceFacts(facts), Documents(), setup.Only);
        var meter = new UsageMeter();
        var found = await AskAsync(material, meter, cancellation).ConfigureAwait(false);
        setup.Recordings.Cache?.Prune(MostCached);

        var texts = files.ToDictionary(file => file.Shown.Path, file => file.Text, PathRules.Comparer);
        var own = Fingerprint.Numbered(found.Candidates.OrderBy(each => each.File.Name, StringComparer.Ordinal).ThenBy(each => each.FirstIndex)
            .Select(candidate => ModelFindingFactory.Create(candidate, texts[candidate.File.Path])));
        return result with
        {
            Findings = [.. found.Analyzers.Concat(own).OrderBy(each => each.Path, StringComparer.Ordinal).ThenBy(each => each.Range.StartLine).ThenBy(each => each.Range.StartColumn)
                .ThenBy(each => each.Rule.Id, StringComparer.Ordinal).ThenBy(each => each.Issue, StringComparer.Ordinal)],
            Rules = [.. result.Rules, .. own.Select(each => each.Rule).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal)],
            Coverage = result.Coverage with { Notices = [.. result.Coverage.Notices.Concat(notices).Distinct()] },
            Model = Summary(found, meter.Total),
        };
    }

    private async Task<ModelFindings> AskAsync(ReviewMaterial material, UsageMeter meter, CancellationToken cancellation)
    {
        using var deadline = new Deadline(time, setup.Limits.Total, cancellation);
        using var client = ModelChain.Create(setup.Models, setup.Limits, new TokenBudget(setup.Limits.Tokens), meter, deadline, setup.Recordings, PromptFile.Version, time);
        return await new ModelReview(new ModelConversation(client, deadline), setup.Limits.Parallel).RunAsync(material, cancellation).ConfigureAwait(false);
    }

    private ImmutableArray<ProjectFact> Documents()
    {
        var folders = new[] { trusted.Root.Directory, trusted.BasePath }.Distinct(PathRules.Comparer);
        return
        [
            .. from folder in folders
               from name in ProjectDocuments.Names
               let text = trusted.Root.TryReadSource(Path.Combine(folder, name), out _)
               where text is { Length: <= LargestDocument }
               from fact in ProjectDocuments.Read(name, text.ToString())
               select fact,
        ];
    }

    private ModelSummary Summary(ModelFindings found, ModelUsage usage) => new()
    {
        Models = setup.Names,
        PromptVersion = PromptFile.Version,
        Files = found.Answered.Length,
        FilesLeftOut = [.. found.LeftOut.Select(file => file.Name).Order(StringComparer.Ordinal)],
        Usage = usage,
        Cost = usage.Cost(setup.Price),
        Dropped = found.Dropped,
        Unanswered = found.Unanswered,
        Praise = [.. found.Praise.Select(each => new PraisedLine(each.File.Path, each.File.Lines[each.Index].Number, each.Text))],
    };
}
