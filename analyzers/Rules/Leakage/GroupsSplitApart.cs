using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR107: rows that belong together are split apart, because their column is not the sampling key.</summary>
internal sealed class GroupsSplitApart : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR107",
        "Groups split apart",
        "{0} splits '{1}' {2}, and '{3}' {4}: rows of one group stand on both sides, so the evaluation at {5} meets what training has seen",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The groups of a ranking, or rows that otherwise belong together, stand partly in training and partly in the evaluation, because their column is not the sampling key of the split.",
        HelpLink("MLR107"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var split in graph.RandomSplits)
        {
            var trainer = split.Estimator.Trainer;
            if (trainer?.Task == LearningTask.Ranking)
            {
                if (graph.ColumnsOf(split.Estimator, split.TrainData)?.RowGroup is not { IsKnown: true, IsCertain: true } group)
                    continue;
                var says = $"holds the groups that {trainer.Name} ranks";
                if (split.Key(graph).IsNull)
                    yield return Found(split, "row by row", group.Name, says);
                else if (OtherKey(graph, split, group) is { } key)
                    yield return Found(split, $"by '{key}'", group.Name, says, isHint: true);
            }
            else if (trainer is { Learning: Learning.Prediction, Traits.LearnsFromIdentifiers: false } && split.Key(graph).IsNull)
            {
                var configured = graph.Options.Words(split.Place.Tree, RuleOptions.GroupColumns);
                foreach (var name in graph.SourceColumns.Of(split.Data).Keys.Where(name => ColumnRoles.IsGroup(name, configured)).OrderBy(name => name, StringComparer.Ordinal).Take(1))
                    yield return Found(split, "row by row", name, "says which rows belong together", isHint: true);
            }
        }
    }

    /// <summary>The sampling key, when it surely is another column than the group. It may still hold whole groups.</summary>
    private static string? OtherKey(PipelineGraph graph, RandomSplit split, Column group) =>
        split.Key(graph) is { Kind: ValueKind.Constant, Tag: string key } && split.ColumnOf(graph, key).Origin is { IsSource: true } kept
        && group.Origin is { IsSource: true } ranked && kept.Name != ranked.Name ? key : null;

    private static Finding Found(RandomSplit split, string how, string group, string says, bool isHint = false) => new(
        split.Place, Impact.Major, split.Name, split.DataName, how, group, says, split.EvaluationPlace.SeenFrom(split.Place))
    {
        IsHint = isHint,
        Path = ImmutableArray.Create((split.Model, "the model is trained here"), (split.EvaluationPlace, "and evaluated here")),
        Fix = $"Give '{group}' as sampling key.",
    };
}
