using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A file that a pipeline reads rows or a model from, or writes them to.</summary>
/// <param name="Place">Where its path is given.</param>
/// <param name="Path">The path.</param>
/// <param name="IsModel">Whether a model is in it; else rows.</param>
internal sealed record FileUse(Place Place, Value Path, bool IsModel)
{
    /// <summary>Arguments of estimators that name a file of a model or a folder of images.</summary>
    private static readonly (string Argument, bool IsModel)[] s_ofEstimators =
        { ("modelFile", true), ("options.ModelFile", true), ("customModelFile", true), ("imageFolder", false) };

    public static IEnumerable<FileUse> In(PipelineGraph graph)
    {
        foreach (var recorded in graph.AllOperations)
        {
            var uses = recorded.Role switch
            {
                Role.LoadsData or Role.SavesData => OfCall(graph, recorded, isModel: false),
                Role.SavesModel or Role.LoadsModel or Role.LoadsNetwork or Role.ServesModel => OfCall(graph, recorded, isModel: true),
                Role.BuildsEstimator => OfEstimator(recorded),
                Role.LoadsRows => OfRows(graph, recorded),
                _ => Enumerable.Empty<FileUse>(),
            };
            foreach (var use in uses)
                yield return use;
        }
    }

    private static IEnumerable<FileUse> OfCall(PipelineGraph graph, FlowEvent call, bool isModel)
    {
        var paths = call.Role == Role.SavesModel ? ModelPath.AllOf(graph, call) : ModelPath.Of(graph, call) is { } own ? new[] { own } : Enumerable.Empty<ModelPath>();
        foreach (var path in paths)
        {
            foreach (var file in path.Value.Kind == ValueKind.Items ? path.Value.Operands.AsEnumerable() : new[] { path.Value })
                yield return new FileUse(path.Place, file, isModel);
        }
    }

    private static IEnumerable<FileUse> OfEstimator(FlowEvent built)
    {
        foreach (var (argument, isModel) in s_ofEstimators)
        {
            if (built.Argument(argument) is { IsNull: false } path)
                yield return new FileUse(new Place(built.Site.Node, built.Site.Member).Argument(built, argument), path, isModel);
        }
    }

    /// <summary>The files that rows in memory were read from.</summary>
    private static IEnumerable<FileUse> OfRows(PipelineGraph graph, FlowEvent load)
    {
        if (load.Argument("data") is not { } rows)
            yield break;
        foreach (var read in Sources.Within(rows).Select(source => graph.OperationAt(source.Site)).OfType<FlowEvent>().Where(source => source.Role == Role.ReadsFile).Distinct())
        {
            if (read.Argument("path") is { } path)
                yield return new FileUse(new Place(read.Site.Node, read.Site.Member).Argument(read, "path"), path, false);
        }
    }
}
