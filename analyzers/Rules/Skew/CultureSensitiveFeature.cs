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
        "'{0}' asks the culture of the machine and becomes {1} at {2}: {3}",
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
            var first = uses.FirstOrDefault(use => use.Excuse is null) ?? uses.First();
            var place = new Place(uses.Key, first.Conversion.Member);
            if (graph.Culture.IsFixed || graph.Options.Is(place.Tree, RuleOptions.InvariantGlobalization, "true"))
                continue;
            var impact = first.Excuse is null ? Impact.Major : Impact.Minor;
            var because = first.Excuse ?? "where the decimal mark, or the order of day and month, is another, the same text means another value";
            yield return new Finding(place, impact, place.Text, first.What, first.Where.SeenFrom(place), because)
            {
                IsHint = first.Excuse is not null,
                Path = uses.GroupBy(use => use.Where.Location).Select(same => (same.First().Where, "becomes " + same.First().What)).Take(LongestPath).ToImmutableArray(),
                Fix = "Give it CultureInfo.InvariantCulture.",
                RepairPlaces = uses.Any(use => use.Together.IsEmpty)
                    ? ImmutableArray<(string, Place)>.Empty
                    : uses.SelectMany(use => use.Together).Distinct().Select(each => ("conversion", new Place(each.Node, each.Member))).ToImmutableArray(),
            };
        }
    }

    private static IEnumerable<Use> InColumns(PipelineGraph graph) =>
        from column in graph.ColumnValues
        let conversions = Sources.CultureConversions(column.Value).ToList()
        from conversion in conversions
        where column.IsNumber || RowMembers.ContentOf(column.Member) == ColumnContent.Time ? !graph.ColumnUses.IsIdle(column.Column) : graph.ColumnUses.IsFeature(column.Column) ?? column.IsMapped
        select new Use(conversion.Conversion.Site!, column.Place, $"column '{column.Column}'", ExcuseOf(conversion, conversions), TogetherWith(conversion, conversions));

    /// <summary>Text that is written to a file which a loader in reach reads: the loader itself always takes the point as decimal mark.</summary>
    private static IEnumerable<Use> InFiles(PipelineGraph graph)
    {
        var loaded = graph.Operations(Role.LoadsData).ToLookup(load => FileOf(load.Argument("path")));
        return from written in graph.Operations(Role.WritesText).Concat(graph.Operations(Role.WritesFile))
               let file = FileOf(written.Argument("path") ?? graph.OperationAt(written.Receiver.Site)?.Argument("path"))
               where file is not null && loaded.Contains(file) && written.Argument("content") is not null
               let conversions = Sources.CultureConversions(written.Argument("content")!).ToList()
               from conversion in conversions
               let load = loaded[file].First().Site
               select new Use(conversion.Conversion.Site!, new Place(load.Node, load.Member), "text that is loaded", ExcuseOf(conversion, conversions), TogetherWith(conversion, conversions));
    }

    private static Value? FileOf(Value? path) => path is { Kind: ValueKind.Items, Operands: { Length: 1 } paths } ? paths[0] : path is { IsUnknown: false, IsNull: false } ? path : null;

    /// <summary>Why a conversion hardly ever goes wrong; null where it does.</summary>
    private static string? ExcuseOf((Value Conversion, Value Result) conversion, IEnumerable<(Value Conversion, Value Result)> all)
    {
        if (conversion.Conversion.Site!.Spec!.Has("whole"))
            return "cultures hardly differ in whole numbers, but some write another minus sign";
        if (IsTyped(conversion.Result))
            return "who types it may write another decimal mark than the machine expects";
        return all.Any(read => !IsFormatting(read.Conversion) && Sources.Within(read.Result).Any(IsFormatting) && Sources.Within(read.Result).Contains(conversion.Conversion))
            ? "it is written and read back, which agrees only while both use one culture"
            : null;
    }

    /// <summary>
    /// The conversions that must be given one culture, this one among them: of what is written and read back, both sides. None where a person types:
    /// only the user knows in which language.
    /// </summary>
    private static ImmutableArray<CallSite> TogetherWith((Value Conversion, Value Result) conversion, IEnumerable<(Value Conversion, Value Result)> all) => IsTyped(conversion.Result)
        ? ImmutableArray<CallSite>.Empty
        : all.Where(read => !IsFormatting(read.Conversion)).Select(read => Sources.Within(read.Result).Where(Sources.IsCultureConversion).ToList())
            .Where(parts => parts.Contains(conversion.Conversion)).SelectMany(parts => parts).Append(conversion.Conversion).Select(each => each.Site!).Distinct().ToImmutableArray();

    private static bool IsTyped(Value result) => Sources.Within(result).Any(part => part.Site is { Role: Role.AsksUser });

    private static bool IsFormatting(Value conversion) => conversion is { Kind: ValueKind.Event, Site.Spec: { Name: "ToString" } spec } && spec.Has("culture");

    /// <summary>A conversion, and where its result goes.</summary>
    private sealed record Use(CallSite Conversion, Place Where, string What, string? Excuse, ImmutableArray<CallSite> Together);
}
