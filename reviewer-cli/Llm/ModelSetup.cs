using System.Collections.Immutable;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Recordings;

namespace MlReview.Cli.Llm;

/// <summary>Which models are asked, with what, and how far.</summary>
/// <param name="Models">In the order in which they are asked.</param>
/// <param name="Only">The pass that was asked for; null for both.</param>
/// <param name="NotAsked">Why no model is asked; empty when one is.</param>
internal sealed record ModelSetup(ImmutableArray<ModelAccess> Models, CallLimits Limits, RecordingPlaces Recordings, Pass? Only, ModelPrice? Price, string NotAsked)
{
    /// <param name="directory">Where answers are kept from run to run; null for nowhere.</param>
    public ModelSetup Keeping(string? directory) => this with { Recordings = Recordings with { Cache = directory is null ? null : new Recording(directory) } };

    public string Names => string.Join(", ", Models.Select(access => access.Model));
}
