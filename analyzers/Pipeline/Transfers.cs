using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// How bytes get from one place to another: from memory into a file, from one file into the next, from a download to both. A place is the
/// path of a file, or the call that made a buffer or began a download.
/// </summary>
internal sealed class Transfers
{
    private readonly PipelineGraph _graph;
    private readonly ILookup<Value, (Value To, FlowEvent By)> _out;
    private readonly ILookup<Value, Value> _in;

    public Transfers(PipelineGraph graph)
    {
        _graph = graph;
        var all = graph.AllOperations.SelectMany(Steps).Where(step => step.From != step.To).ToList();
        _out = all.ToLookup(step => step.From, step => (step.To, step.By));
        _in = all.ToLookup(step => step.To, step => step.From);
    }

    /// <summary>Where what is in a place gets to, each with the operation that brings it there.</summary>
    public IEnumerable<(Value Place, FlowEvent By)> Destinations(Value place)
    {
        var seen = new HashSet<Value> { place };
        var open = new Stack<Value>();
        open.Push(place);
        while (open.Count > 0)
        {
            foreach (var step in _out[open.Pop()].Where(step => seen.Add(step.To)))
            {
                yield return step;
                open.Push(step.To);
            }
        }
    }

    /// <summary>Where what is in a place came from, the place itself included.</summary>
    public IEnumerable<Value> Origins(Value place)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(place);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            yield return next;
            foreach (var from in _in[next])
                open.Push(from);
        }
    }

    /// <summary>The places that a path, a stream or bytes stand for.</summary>
    public IEnumerable<Value> PlacesOf(Value value) =>
        ValueFactory.Expand(value).SelectMany(each => ContentOf(each.Value) is { Count: > 0 } content ? content : new List<Value> { each.Value });

    /// <summary>The places whose content streams or bytes are. The text of a path is not the file.</summary>
    private List<Value> ContentOf(Value value) => Sources.Within(value)
        .Where(inner => inner is { Kind: ValueKind.Event, Site.Role: Role.OpensMemory or Role.OpensFile or Role.ReadsFile or Role.Downloads })
        .Select(FileOf)
        .ToList();

    /// <summary>The places that a path or a stream stands for.</summary>
    private IEnumerable<Value> Opened(Value value) => ValueFactory.Expand(value).Select(each => FileOf(each.Value));

    private Value FileOf(Value opened)
    {
        while (_graph.OperationAt(opened.Site) is { Role: Role.OpensFile or Role.ReadsFile } file && (file.Argument("path") ?? file.Argument("stream")) is { } path)
            opened = path;
        return opened;
    }

    private IEnumerable<(Value From, Value To, FlowEvent By)> Steps(FlowEvent recorded)
    {
        (Value? content, Value? goal) = (null, null);
        switch (recorded.Role)
        {
            case Role.CopiesBytes or Role.CopiesFile:
                (content, goal) = (recorded.Argument("from"), recorded.Argument("to"));
                break;
            case Role.WritesFile:
                (content, goal) = (recorded.Argument("content"), recorded.Argument("path"));
                break;
            case Role.Downloads:
                (content, goal) = (_graph.Values.Event(recorded.Site), recorded.Argument("path"));
                break;
            case Role.OpensMemory:
                (content, goal) = (recorded.Argument("content"), _graph.Values.Event(recorded.Site));
                break;
        }

        return content is null || goal is null || content.IsUnknown || goal.IsUnknown
            ? Enumerable.Empty<(Value, Value, FlowEvent)>()
            : from source in recorded.Role == Role.CopiesFile ? Opened(content) : ContentOf(content)
              from target in Opened(goal)
              select (source, target, recorded);
    }
}
