using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR209: the time at which the program happens to run becomes part of a feature of rows that are trained on or evaluated.</summary>
internal sealed class ClockInFeature : Rule
{
    private const int LongestPath = 8;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR209",
        "Clock in a feature",
        "'{0}' flows into column '{1}' at {2}: the same row has another value whenever it is computed, so that the model meets other values than it was trained on",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "The present time flows into a feature of training or evaluation rows, or into a mapping that is part of the pipeline.",
        HelpLink("MLR209"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var uses = from column in graph.ColumnValues
                   from clock in Sources.Clocks(column.Value)
                   where IsFeature(graph, column, clock) && ReachesModel(graph, column, clock)
                   group column by clock.Site!.Node into columns
                   select columns;
        foreach (var columns in uses)
        {
            var first = columns.First();
            var place = new Place(columns.Key, Sources.Clocks(first.Value).First(clock => clock.Site!.Node == columns.Key).Site!.Member);
            yield return new Finding(place, Impact.Major, place.Text, first.Column, first.Place.SeenFrom(place))
            {
                Path = columns.GroupBy(column => column.Place.Location).Select(same => (same.First().Place, $"becomes column '{same.First().Column}'")).Take(LongestPath).ToImmutableArray(),
                Fix = "Use the time of the row: the date of the event or of the snapshot that the row describes.",
            };
        }
    }

    /// <summary>Whether a column that no one may know to be a feature looks like one: a number that is computed from the time and from the row.</summary>
    private static bool IsFeature(PipelineGraph graph, ColumnValue column, Value clock) => !graph.ColumnUses.IsLabel(column.Column) && graph.ColumnUses.IsFeature(column.Column) switch
    {
        { } known => known && (column.IsMapped || column.IsRelativeTo(clock) || graph.RowSources.Any(source => source.Source == clock && source.IsApplied)),
        null => column.IsNumber && (column.IsMapped || column.IsRelativeTo(clock)),
    };

    private static bool ReachesModel(PipelineGraph graph, ColumnValue column, Value clock) => column.IsMapped
        || (column.IsComputed && graph.Fits.Any(fit => fit.TrainsModel))
        || graph.RowSources.Any(source => source.Source == clock && !source.IsChoice)
        || (column.WrittenInto is { } rows && graph.AreTrainedOnOrEvaluated(rows));
}
