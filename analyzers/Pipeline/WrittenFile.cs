using System.Text;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A file that the program writes, besides its models.</summary>
internal sealed class WrittenFile
{
    private readonly PipelineGraph _graph;
    private readonly FlowEvent _by;

    private WrittenFile(PipelineGraph graph, FlowEvent by, Value path)
    {
        _graph = graph;
        _by = by;
        Path = path;
    }

    public Value Path { get; }

    public static IEnumerable<WrittenFile> In(PipelineGraph graph)
    {
        var models = new HashSet<Value>(graph.Saves.SelectMany(save => ModelPath.AllOf(graph, save.Event)).SelectMany(path => graph.Transfers.Destinations(path.Value)
            .Select(copy => copy.Place).Append(path.Value)));
        foreach (var recorded in graph.AllOperations)
        {
            var path = recorded.Role switch
            {
                Role.WritesFile => recorded.Argument("path"),
                Role.CopiesFile => recorded.Argument("to"),
                Role.OpensFile when recorded.Site.Spec!.Has("writes") || MayWrite(recorded) => recorded.Argument("path"),
                _ => null,
            };
            if (path is not null && !models.Contains(path))
                yield return new WrittenFile(graph, recorded, path);
        }
    }

    /// <summary>Whether the file may say something of a model: it lies in the same folder, or perhaps does, or has its metrics.</summary>
    public bool MayDescribe(ModelPath model) =>
        Sources.Metrics(_by.Argument("content") ?? _graph.Values.Null).Any()
        || Sources.Within(Path).Contains(model.Value)
        || (from folder in FoldersOf(Path) from other in FoldersOf(model.Value) select folder is null || other is null || folder == other).Any(isThere => isThere);

    /// <summary>Opened in a mode that is not known to be for reading.</summary>
    private static bool MayWrite(FlowEvent opened)
    {
        const int Open = 3;
        return opened.Argument("mode") is { } mode && mode is not { Kind: ValueKind.Constant, Tag: Open };
    }

    private IEnumerable<string?> FoldersOf(Value path) => ValueFactory.Expand(path).Select(each => FolderOf(each.Value));

    /// <summary>The folder of a path, as it is written; null when it is not known.</summary>
    private string? FolderOf(Value path)
    {
        var text = new StringBuilder();
        var open = new Stack<Value>();
        open.Push(path);
        while (open.Count > 0)
        {
            var next = open.Pop();
            switch (next)
            {
                case { Kind: ValueKind.Constant }:
                    text.Append(next.Tag);
                    break;
                case { Kind: ValueKind.Computed, Tag: "text" or "Add" or "path" }:
                    for (var i = next.Operands.Length - 1; i >= 0; i--)
                    {
                        open.Push(next.Operands[i]);
                        if (i > 0 && next.Tag is "path")
                            open.Push(_graph.Values.Constant("/"));
                    }

                    break;
                case { Kind: ValueKind.Computed, Tag: "directory" }:
                    text.Append(next);
                    break;
                default:
                    // What is not known in the name of the file does not matter; in a folder it may be any.
                    text.Append('?');
                    break;
            }
        }

        var whole = text.ToString().Replace('\\', '/');
        var folder = whole.Substring(0, Math.Max(0, whole.LastIndexOf('/'))).Replace("./", "");
        return folder.IndexOf('?') >= 0 || whole.StartsWith("?", StringComparison.Ordinal) ? null : folder;
    }
}
