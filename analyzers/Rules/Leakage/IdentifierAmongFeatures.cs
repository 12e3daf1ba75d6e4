using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR110: a column that only tells rows apart is a feature.</summary>
internal sealed class IdentifierAmongFeatures : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR110",
        "Identifier among features",
        "{0} among the features '{1}' that {2} reads at {3}: an identifier says which row it is, not what it is like; what is learned from it is memory, and worth nothing for a new one",
        Category.Leakage,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A column that identifies rows is a feature. The model remembers rows by it, or follows the order in which they were numbered; neither holds for rows to come.",
        HelpLink("MLR110"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var trained = graph.ModelPairs.Select(pair => (pair.Estimator, pair.TrainData, pair.Model.Place))
            .Concat(graph.CrossValidations.SelectMany(validation => validation.Data.SelectMany(data => validation.Estimators
                .Where(estimator => estimator.Guard.AgreesWith(data.Guard)).Select(estimator => (estimator.Estimator, data.Data, validation.Place)))));
        foreach (var (estimator, data, training) in trained)
        {
            if (graph.ColumnsOf(estimator, data) is not { Trainer.Traits.LearnsFromIdentifiers: false } columns)
                continue;
            foreach (var feature in columns.Features.Where(feature => feature.IsCertain))
            {
                // The place that names it: the first concatenation on its way, else the trainer.
                var found = feature.Upstream().Where(column => column.IsSource).Select(column => (column.Name, Path: feature.PathTo(column)))
                    .Where(column => !column.Path.IsEmpty && IsIdentifier(graph, data, column.Name, column.Path, columns.Trainer.Place))
                    .GroupBy(column => column.Path.Reverse().FirstOrDefault(step => step.Step?.Traits?.Concatenates == true)?.Step ?? columns.Trainer);
                foreach (var step in found)
                {
                    var names = step.Select(column => $"'{column.Name}'").Distinct().ToList();
                    var place = step.Key.Place;
                    yield return new Finding(
                        place, Impact.Minor, $"{string.Join(" and ", names)} {(names.Count == 1 ? "is" : "are")}", feature.Name, columns.Trainer.Name, columns.Trainer.Place.SeenFrom(place))
                    {
                        Path = ImmutableArray.Create((columns.Trainer.Place, $"reads the features '{feature.Name}'"), (training, "trained here")),
                        Fix = $"Leave {string.Join(" and ", names)} out of the features.",
                    };
                }
            }
        }
    }

    /// <summary>Named like an identifier, of a type that can be one, and read as it stands: what is encoded as a category is meant as one.</summary>
    private static bool IsIdentifier(PipelineGraph graph, Value data, string name, ImmutableArray<Column> path, Place trainer)
    {
        if (path.Any(column => column.Step?.Traits is { HasHiddenInputs: true }))
            return false;
        if (ColumnRoles.IsAmong(name, graph.Options.Words(trainer.Tree, RuleOptions.IdentifierColumns)))
            return true;
        return ColumnRoles.IsIdentifier(name) && !path.Any(column => column.Step?.Traits is { EncodesCategories: true })
            && (!graph.SourceColumns.Of(data).TryGetValue(name, out var content)
                || content is ColumnContent.Integer or ColumnContent.Real or ColumnContent.Text or ColumnContent.Key);
    }
}
