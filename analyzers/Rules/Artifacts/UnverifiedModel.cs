using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR404: a model is loaded from a download, or from a path that means "the newest", and nothing checks that it is the right one.</summary>
internal sealed class UnverifiedModel : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR404",
        "Unverified model",
        "The model is loaded from {0}, and nothing checks a hash: whoever can change it decides what this program predicts",
        Category.Artifacts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A model is loaded from a download, or from a path that stands for whatever is newest there, without checking that it is the model it should be.",
        HelpLink("MLR404"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        foreach (var model in graph.LoadedModels)
        {
            var download = model.Download;
            if ((download is null && model.NewestAt is null) || model.MayBeVerified())
                continue;
            var isElsewhere = download is not null && download.Location != model.Place.Location;
            yield return new Finding(
                model.Place,
                Impact.Major,
                download is null ? $"'{model.NewestAt}', whatever that is today" : isElsewhere ? $"a download ({download.SeenFrom(model.Place)})" : "a download")
            {
                Path = isElsewhere ? ImmutableArray.Create((download!, "downloaded here")) : ImmutableArray<(Place, string)>.Empty,
                Fix = "Compare a hash of the file with the one that was published with the model, and name a version.",
            };
        }
    }
}
