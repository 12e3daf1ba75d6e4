using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR208: a text becomes a number (or a number a text) as the culture of the machine has it, on the way into a feature.</summary>
internal sealed class CultureSensitiveFeature : Rule
{
    private const int LongestPath = 8;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR208",
        "Culture-sensitive feature",
        "'{0}' asks the culture of the machine and becomes {1} at {2}: where a comma is the decimal mark, 1.5 is read or written as another number",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Text is parsed to a number or date, or formatted from one, with the current culture, on a path into a feature.",
        HelpLink("MLR208"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var uses in InColumns(graph).Concat(InFiles(graph)).GroupBy(use => use.Conversion.Node))
        {
            var place = new Place(uses.Key, uses.First().Conversion.Member);
            if (graph.Culture.IsFixed || graph.Options.Is(place.Tree, RuleOptions.InvariantGlobalization, "true"))
                continue;
            var first = uses.First();
            yield return new Finding(place, Impact.Major, place.Text, first.What, first.Where.SeenFrom(place))
            {
                IsHint = uses.All(use => use.IsHarmless),
                Path = uses.GroupBy(use => use.Where.Location).Select(same => (same.First().Where, "becomes " + same.First().What)).Take(LongestPath).ToImmutableArray(),
                Fix = "Give it CultureInfo.InvariantCulture.",
            };
        }
    }

    private static IEnumerable<(CallSite Conversion, Place Where, string What, bool IsHarmless)> InColumns(PipelineGraph graph) =>
        from column in graph.ColumnValues
        let conversions = Sources.CultureConversions(column.Value).ToList()
        from conversion in conversions
        where column.IsNumber || RowMembers.ContentOf(column.Member) == ColumnContent.Time ? !graph.ColumnUses.IsIdle(column.Column) : graph.ColumnUses.IsFeature(column.Column) ?? column.IsMapped
        select (conversion.Conversion.Site!, column.Place, $"column '{column.Column}'", IsHarmless(conversion.Conversion, conversion.Result) || conversions.Any(outer => IsReadBack(conversion.Conversion, outer)));

    /// <summary>Text that is written to a file which a loader in reach reads: the loader itself always takes the point as decimal mark.</summary>
    private static IEnumerable<(CallSite Conversion, Place Where, string What, bool IsHarmless)> InFiles(PipelineGraph graph)
    {
        var loaded = graph.Operations(Role.LoadsData).ToLookup(load => FileOf(load.Argument("path")));
        return from written in graph.Operations(Role.WritesText).Concat(graph.Operations(Role.WritesFile))
               let file = FileOf(written.Argument("path") ?? graph.OperationAt(written.Receiver.Site)?.Argument("path"))
               where file is not null && loaded.Contains(file)
               from conversion in Sources.CultureConversions(written.Argument("content") ?? written.Receiver)
               let load = loaded[file].First().Site
               select (conversion.Conversion.Site!, new Place(load.Node, load.Member), "text that is loaded", IsHarmless(conversion.Conversion, conversion.Result));
    }

    private static bool IsReadBack(Value written, (Value Conversion, Value Result) read) =>
        IsFormatting(written) && !IsFormatting(read.Conversion) && Sources.Within(read.Result).Contains(written);

    private static bool IsFormatting(Value conversion) => conversion is { Kind: ValueKind.Event, Site.Spec: { Name: "ToString" } spec } && spec.Has("culture");

    private static Value? FileOf(Value? path) => path is { Kind: ValueKind.Items, Operands: { Length: 1 } paths } ? paths[0] : path is { IsUnknown: false, IsNull: false } ? path : null;

    /// <summary>Whole numbers are written alike nearly everywhere; who types a number, and who reads back what was just written, uses one culture.</summary>
    private static bool IsHarmless(Value conversion, Value result) => conversion.Site!.Spec!.Has("whole")
        || result.Operands.Where(operand => operand != conversion).SelectMany(Sources.Within)
            .Any(part => part.Site is { Role: Role.AsksUser } || (!IsFormatting(conversion) && IsFormatting(part)));
}
