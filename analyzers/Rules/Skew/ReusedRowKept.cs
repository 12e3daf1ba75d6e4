using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR215: rows that share one object are kept in a list, sorted, or stored: all of them end up as the last row.</summary>
internal sealed class ReusedRowKept : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR215",
        "Reused row object kept",
        "'{0}' fills one object again for each row, and {1}",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "CreateEnumerable with reuseRowObject: true hands out the same object for every row. Whoever keeps the rows (in a list, sorted, in a dictionary) keeps the last row many times.",
        HelpLink("MLR215"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var rows in graph.ReusedRows)
        {
            var (enumeration, kept) = (rows.Enumeration, rows.Kept);
            var where = $"'{kept.Text}' ({kept.SeenFrom(enumeration)})";
            yield return new Finding(
                enumeration,
                rows.IsDeferred ? Impact.Minor : Impact.Critical,
                enumeration.ResultName,
                rows.IsDeferred ? $"{where} stores the sequence: whoever keeps its rows gets the last one many times" : $"{where} keeps the rows: every one of them ends up as the last row")
            {
                IsHint = rows.IsDeferred,
                Path = ImmutableArray.Create((kept, rows.IsDeferred ? "the sequence is stored here" : "the rows are kept here")),
                Fix = "Pass reuseRowObject: false.",
                RepairPlaces = rows.Reuse.Select(place => ("reuse", place)).ToImmutableArray(),
            };
        }
    }
}
