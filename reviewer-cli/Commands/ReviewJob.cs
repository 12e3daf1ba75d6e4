using System.CommandLine;
using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary>A review that is about to be made: what can be wrong with its settings was said before.</summary>
/// <param name="Change">Null for a review of everything.</param>
internal sealed record ReviewJob(ReviewScope Scope, Change? Change, ReviewSettings Settings, BaselineOptions.Reading Baseline)
{
    /// <returns>Null and the sentence that says what is wrong.</returns>
    public static ReviewJob? TryPrepare(ParseResult parsed, ReviewScope scope, Change? change, out string error)
    {
        // A stranger's change must not say how it is reviewed.
        var trusted = change is { Configuration: ConfigurationSide.Base } ? change.Before : scope;
        return SettingsOptions.TryRead(parsed, scope, trusted, out error) is { } settings && BaselineOptions.TryRead(parsed, settings, scope, trusted, out error) is { } baseline
            ? new ReviewJob(scope, change, settings, baseline) : null;
    }

    /// <param name="model">Null when none was named.</param>
    /// <param name="offersRepairs">Whether somebody will read how a finding can be repaired by itself.</param>
    public async Task<ReviewResult> RunAsync(ScaleChoice scale, ModelSetup? model, bool offersRepairs, CancellationToken cancellation)
    {
        var cache = scale.CacheOf(Scope);
        using var progress = new ConsoleProgress();
        // What a tree that nobody vouches for says of restored packages chooses no assemblies of ours.
        var packages = Change is { Configuration: ConfigurationSide.Base } ? RestoredPackages.None() : RestoredPackages.OfUser();
        var reviewer = new Reviewer(RuleHost.OfProduct, packages, SurfaceAssemblies.Shipped) { OffersRepairs = offersRepairs, Cache = cache, Shard = scale.Shard, RulesOn = Settings.Policy.RulesOn };
        var review = Change is null ? null : new ChangeReview(Change);
        var result = await (review?.ReviewAsync(reviewer, Settings.Filter, progress, cancellation) ?? reviewer.ReviewAsync(Scope, Settings.Filter, progress, cancellation)).ConfigureAwait(false);
        result = Settings.Policy.Apply(result);
        if (model is not null)
            result = await ReviewWithModel.Of(model.Keeping(scale.AnswersOf(Scope)), Scope, Settings.Filter, Change).RunAsync(result, cancellation).ConfigureAwait(false);
        result = Baseline.Apply(result);
        result = review?.Only(result) ?? result;
        progress.Dispose();
        if (cache?.Problem is { Length: > 0 } problem)
            await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(problem)).ConfigureAwait(false);
        return result;
    }

    public int ExitCodeOf(ReviewResult result, ReviewOutput output) => Baseline.Fails(result) ? ExitCode.Findings : output.ExitCodeOf(result, Settings.FailOn);
}
