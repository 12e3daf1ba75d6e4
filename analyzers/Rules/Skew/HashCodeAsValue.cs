using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR217: a hash code that is another number in every process becomes a feature, or decides about an order or a split.</summary>
internal sealed class HashCodeAsValue : Rule
{
    private const int LongestPath = 8;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR217",
        "Hash code as value",
        "'{0}' is another number in every process and decides about {1} at {2}: {3}",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A hash code that .NET draws anew in every process flows into a feature, an order or a split.",
        HelpLink("MLR217"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var uses in Uses(graph).GroupBy(use => use.Code.Node))
        {
            var first = uses.First();
            var place = new Place(uses.Key, first.Code.Member);
            yield return new Finding(place, Impact.Critical, place.Text, first.What, first.Where.SeenFrom(place), first.Consequence)
            {
                Path = uses.Select(use => (Place: use.Where, Caption: "decides about " + use.What)).GroupBy(step => step.Place.Location).Select(same => same.First())
                    .Take(LongestPath).ToImmutableArray(),
                Fix = "Compute it from the text itself: a hash with a fixed seed (XxHash32, SHA256), or the Hash transform.",
            };
        }
    }

    private static IEnumerable<(CallSite Code, Place Where, string What, string Consequence)> Uses(PipelineGraph graph)
    {
        var inColumns = new HashSet<CallSite>();
        foreach (var column in graph.ColumnValues)
        {
            foreach (var code in graph.Changes.HashCodesIn(column.Value).Select(value => value.Site!))
            {
                inColumns.Add(code);
                if (!graph.ColumnUses.IsIdle(column.Column))
                    yield return (code, column.Place, $"column '{column.Column}'", "the model meets other values than it was trained on");
            }
        }

        foreach (var (source, isChoice, consumer, _, name) in graph.RowSources.Where(each => Sources.IsHashCode(each.Source)))
        {
            var where = new Place(consumer.Site.Node, consumer.Site.Member);
            if (isChoice)
                yield return (source.Site!, where, $"which rows are in '{name}'", "every run sees other rows");
            else if (!inColumns.Contains(source.Site!))
                yield return (source.Site!, where, $"values in '{name}'", "the model meets other values than it was trained on");
        }

        var deciding = new HashSet<CallSite>(graph.RandomUses.Select(use => use.Source.Site));
        foreach (var seeded in graph.AllOperations.Where(recorded => recorded.Role != Role.CreatesRandom || deciding.Contains(recorded.Site)))
        {
            foreach (var code in RandomnessInRows.SeedOf(seeded) is { } seed ? Sources.HashCodes(seed) : Enumerable.Empty<Value>())
            {
                var where = new Place(seeded.Site.Node, seeded.Site.Member);
                yield return (code.Site!, where, $"the seed of '{where.Text}'", "every run draws other numbers");
            }
        }
    }
}
