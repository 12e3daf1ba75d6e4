using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR216: a sequence that reads files or a database anew in each pass feeds a training that makes many passes.</summary>
internal sealed class SourceEnumeratedManyTimes : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR216",
        "Source enumerated many times",
        "Each pass over '{0}' {1}, and the training at {2} makes many passes: hold the rows with ToList or Cache",
        Category.Skew,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A deferred sequence that reads files, a download or a database feeds LoadFromEnumerable, and nothing holds its rows. Every pass of the training enumerates it again.",
        HelpLink("MLR216"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var rows in graph.DeferredRows)
        {
            yield return new Finding(rows.Rows, Impact.Minor, rows.Rows.Text, rows.Work, rows.Training.SeenFrom(rows.Rows))
            {
                Path = ImmutableArray.Create((rows.Training, "passes over the rows many times")),
                Fix = "Put ToList() behind the sequence, or cache the rows with ml.Data.Cache.",
            };
        }
    }
}
