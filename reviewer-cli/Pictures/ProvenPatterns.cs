using MlReview.Analyzers.Pipeline;

namespace MlReview.Cli.Pictures;

/// <summary>
/// What a project does right. Each pattern is a query over the graph that answers only where it is proven for all that the project does, and is
/// silent beside any finding that says otherwise, suppressed or not.
/// </summary>
internal static class ProvenPatterns
{
    private static readonly Pattern[] s_all =
    [
        new("split-before-fit", "Split before every fit", ["MLR10", "MLR11"], EvaluationProofs.SplitBeforeFit),
        new("held-out-evaluation", "Evaluated on held-out rows before it is saved", ["MLR10", "MLR11", "MLR403"], EvaluationProofs.HeldOutEvaluation),
        new("gated-save", "Saved only past a gate", ["MLR10", "MLR11", "MLR403", "MLR501"], EvaluationProofs.GatedSave),
        new("prepared-inside-folds", "Prepared anew in each fold", ["MLR10", "MLR11"], EvaluationProofs.PreparedInsideFolds),
        new("grouped-split", "Groups stay on one side of the split", ["MLR10", "MLR11"], EvaluationProofs.GroupedSplit),
        new("one-saved-chain", "Saved with all of its preparation", ["MLR2"], ArtifactProofs.OneSavedChain),
        new("input-schema", "Saved with the schema of its input", ["MLR402", "MLR2"], ArtifactProofs.InputSchema),
        new("versioned-model", "Every model file has a version", ["MLR401"], ArtifactProofs.VersionedModel),
        new("seeded", "Every context has a fixed seed", ["MLR30"], ArtifactProofs.Seeded),
    ];

    /// <summary>Ids and titles, for whoever documents them.</summary>
    public static IEnumerable<(string Id, string Title)> All => s_all.Select(pattern => (pattern.Id, pattern.Title));

    /// <param name="found">Ids of all findings, those that were suppressed included.</param>
    public static IEnumerable<PositivePattern> In(PipelineGraph graph, IReadOnlySet<string> found)
    {
        // What was not looked at to the end is not praised.
        if (!graph.IsComplete || found.Contains("MLR001"))
            yield break;
        foreach (var pattern in s_all)
        {
            if (!pattern.RefutedBy.Any(prefix => found.Any(id => id.StartsWith(prefix, StringComparison.Ordinal))) && pattern.Prove(graph) is { } proof)
                yield return new PositivePattern(pattern.Id, pattern.Title, Findings.Printable.Text(proof.Text), "", NodeDraft.PlaceOf(proof.Place));
        }
    }

    /// <param name="RefutedBy">Beginnings of the ids of rules whose findings say the contrary.</param>
    private sealed record Pattern(string Id, string Title, string[] RefutedBy, Func<PipelineGraph, Proof?> Prove);
}

/// <summary>Where a pattern shows best, and why it holds.</summary>
internal sealed record Proof(Place Place, string Text);
