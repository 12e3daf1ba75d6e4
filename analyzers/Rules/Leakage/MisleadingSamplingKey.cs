using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Leakage;

/// <summary>MLR113: the sampling key keeps whole classes together, or makes the split a range of values.</summary>
internal sealed class MisleadingSamplingKey : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR113",
        "Sampling key does not do what it says",
        "The sampling key '{0}' is {1}, and {2} {3}: the evaluation at {4} meets only {5} that training never saw",
        Category.Leakage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A sampling key keeps rows of one value together; it does not stratify. With the label as key every class stands wholly on one side; with a float, double or key column the split is a range of values, not a random choice.",
        HelpLink("MLR113"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var split in graph.RandomSplits)
        {
            if (split.IsByRankingGroup || split.Key(graph) is not { Kind: ValueKind.Constant, Tag: string name })
                continue;
            var key = split.ColumnOf(graph, name);
            var isLabel = IsLabel(graph, split, key);
            var range = ContentOf(graph, split, key) switch { ColumnContent.Real => "a floating-point column", ColumnContent.Key => "a key column", _ => null };
            if (!isLabel && range is null)
                continue;
            yield return new Finding(
                split.KeyPlace,
                Impact.Critical,
                name,
                !isLabel ? range! : range is null ? "the label" : "the label and " + range,
                split.Name,
                range is null ? "keeps the rows of each class on one side" : Range(split),
                split.EvaluationPlace.SeenFrom(split.KeyPlace),
                range is null ? "classes" : "values")
            {
                Path = ImmutableArray.Create((split.Place, $"'{split.DataName}' is split here"), (split.Model, "the model is trained here"), (split.EvaluationPlace, "and evaluated here")),
                Fix = isLabel
                    ? "Leave the sampling key out: ML.NET has no stratified split."
                    : "Leave the sampling key out, or give it a text or integer column: only those are hashed into a random choice.",
            };
        }
    }

    private static bool IsLabel(PipelineGraph graph, RandomSplit split, Column key) =>
        graph.ColumnsOf(split.Estimator, split.TrainData) is { Label: { IsKnown: true, IsCertain: true } label }
        && label.Origin is { IsSource: true } learned && key.Origin is { IsSource: true } kept && learned.Name == kept.Name;

    /// <summary>What decides how rows are assigned. Values that were drawn make any range of them a random choice.</summary>
    private static ColumnContent ContentOf(PipelineGraph graph, RandomSplit split, Column key) =>
        !key.IsCertain || split.Data.Operands.Any(Sources.IsDraw) ? ColumnContent.Other
        : key.IsSource && graph.SourceColumns.Of(split.Data).TryGetValue(key.Name, out var content) ? content
        : key.Step?.Traits?.NumbersValues == true ? ColumnContent.Key
        : ColumnContent.Other;

    private static string Range(RandomSplit split) =>
        split.HasFolds ? "makes each fold of one range of its values"
        : Arithmetic.Number(split.Call.Argument("fraction") ?? split.Data) is { } fraction
            ? $"holds out the lowest {(int)Math.Round(100 * fraction)} % of its range of values"
            : "holds out the lowest part of its range of values";
}
