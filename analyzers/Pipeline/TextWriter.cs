using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>An operation that writes text which a load may read back.</summary>
internal sealed class TextWriter
{
    private readonly Value? _path;
    private readonly Value? _separator;

    private TextWriter(Value? path, Value? separator)
    {
        _path = path;
        _separator = separator;
    }

    public static IEnumerable<TextWriter> In(PipelineGraph graph)
    {
        var saves = graph.Operations(Role.SavesData).Where(saved => saved.Site.Spec!.Has("separator"))
            .Select(saved => new TextWriter(ModelPath.Of(graph, saved)?.Value, saved.Argument("separator"))).ToList();
        var saved = new HashSet<Value?>(saves.Select(save => save._path));
        return saves.Concat(graph.WrittenFiles.Where(file => !saved.Contains(file.Path)).Select(file => new TextWriter(file.Path, null)));
    }

    /// <summary>Whether it surely writes the file that is loaded, in a way that is not known.</summary>
    public bool Writes(TextLoad load) => _separator is null && _path == load.Path;

    /// <summary>Whether the file that is loaded may be its, with the separator of the load.</summary>
    public bool MayWrite(TextLoad load) => _separator is { Kind: ValueKind.Constant, Tag: char separator } && load.Format.Separators is { } separators
        ? separators.IndexOf(separator) >= 0
        : _path is not { Kind: ValueKind.Constant } || _path == load.Path;
}
