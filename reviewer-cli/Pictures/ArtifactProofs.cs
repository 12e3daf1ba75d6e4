using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using Origins = MlReview.Analyzers.Flow.Sources;

namespace MlReview.Cli.Pictures;

/// <summary>Proofs about what is saved, and whether it can be made again.</summary>
internal static class ArtifactProofs
{
    /// <summary>What is saved holds every fit that prepared the rows which the model was evaluated on.</summary>
    public static Proof? OneSavedChain(PipelineGraph graph)
    {
        Proof? proof = null;
        foreach (var save in graph.Saves)
        {
            foreach (var (model, _) in save.Models.Where(model => !model.Model.IsNull))
            {
                var parts = ModelOrigins.Parts(model).Select(graph.Models.PartOf).ToList();
                if (parts.Any(part => part is null or { IsLastStepOnly: true }) || parts.LastOrDefault(part => part!.Fit.TrainsModel)?.Fit is not { } trained)
                    return null;
                var saved = parts.Select(part => part!.Fit.Site).ToHashSet();
                var pairs = graph.ModelPairs.Where(pair => pair.Model.Site == trained.Site).ToList();
                if (pairs.Count == 0 || !pairs.All(pair => graph.Models.AppliedFits(pair.EvaluationData).All(fit => saved.Contains(fit.Site)) && !graph.AppliedStatistics(pair.EvaluationData).Any()))
                    return null;
                var steps = parts.SelectMany(part => part!.Fit.Steps).Count(step => !step.IsTrainer);
                if (steps > 0)
                    proof ??= new Proof(save.Place, $"'{save.ModelName}' holds every step from the raw rows to the score, as it was evaluated at {pairs[0].Evaluation.Place}.");
            }
        }

        return proof;
    }

    /// <summary>Each model is saved with the schema of rows as they come in.</summary>
    public static Proof? InputSchema(PipelineGraph graph)
    {
        foreach (var save in graph.Saves)
        {
            var schemas = save.Event.Argument("schema") is { } schema ? ValueFactory.Expand(schema).Select(each => each.Value).ToList() : [];
            if (schemas.Count == 0 || !schemas.All(each => each is { Kind: ValueKind.Schema, First: { Kind: ValueKind.Data } rows } && IsInput(graph, save, rows)))
                return null;
        }

        return graph.Saves.Length > 0
            ? new Proof(graph.Saves[0].Place, $"'{graph.Saves[0].ModelName}' is saved with '{graph.Saves[0].Place.Argument(graph.Saves[0].Event, "schema").Text}', the schema of the rows that go into it.")
            : null;
    }

    /// <summary>Each path that a model is written to has a part that differs from training to training.</summary>
    public static Proof? VersionedModel(PipelineGraph graph)
    {
        ModelPath? shown = null;
        foreach (var save in graph.Saves)
        {
            var paths = ModelPath.AllOf(graph, save.Event).ToList();
            if (paths.Count == 0 || !paths.All(IsVersioned))
                return null;
            shown ??= paths[0];
        }

        return shown is null ? null : new Proof(shown.Spelling, $"'{shown.Spelling.Text}' ({shown.Spelling}) names another file for each version.");
    }

    /// <summary>All contexts are created with a constant seed.</summary>
    public static Proof? Seeded(PipelineGraph graph)
    {
        var contexts = graph.Operations(Role.CreatesContext).ToList();
        if (contexts.Count == 0 || !contexts.All(context => context.Argument("seed") is { Kind: ValueKind.Constant, IsNull: false }) || !graph.Fits.Any())
            return null;
        var first = new Place(contexts[0].Site.Node, contexts[0].Site.Member);
        return new Proof(first, $"'{first.ResultName}' ({first}) draws from seed {contexts[0].Argument("seed")!.Tag}: its random numbers are the same in every run.");
    }

    /// <summary>Rows that nothing was applied to, or those that the first part of the model was fitted on.</summary>
    private static bool IsInput(PipelineGraph graph, Save save, Value rows) => save.Models.All(model =>
        ModelOrigins.Parts(model.Model) is [var first, ..] && graph.Models.FitOf(first) is { } fit
        && (fit.Data.Any(data => data.Data == rows) || (rows.Operands.Skip(1).All(applied => graph.Models.FitOf(applied) is null)
            && fit.Data.All(data => !graph.Models.AppliedFits(data.Data).Any() && RowAlgebra.Bases(data.Data.First).Intersect(RowAlgebra.Bases(rows.First)).Any()))));

    /// <summary>A constant with a version in it, or a part that a clock or a random identifier fills.</summary>
    private static bool IsVersioned(ModelPath path) => path.TextWithoutVersion() is null
        && (path.Text() is not null || Origins.Within(path.Value).Any(part => part is { Kind: ValueKind.Event, Site.Role: Role.ReadsClock or Role.DrawsRandom }));
}
