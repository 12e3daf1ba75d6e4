using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Where a model is written: the path as the program composes it, and whether any part of it can carry a version.</summary>
internal sealed class ModelPath
{
    private static readonly ImmutableHashSet<string> s_words = ImmutableHashSet.Create(
        "version", "date", "timestamp", "stamp", "hash", "checksum", "sha", "commit", "revision", "run", "guid", "uuid", "ticks");

    /// <summary>1.4, 2.1.0 (but not net8.0), v3, 2024-05-01, 20240501, seven or more hex digits of which one is a number.</summary>
    private static readonly Regex s_version = new(
        @"(?<![\d.]|net|netcoreapp|netstandard)\d+\.\d+|(?<![a-z0-9])v\d+|(?<!\d)20\d\d([-_.]?)(0[1-9]|1[0-2])\1([0-2]\d|3[01])|(?<![a-z0-9])(?=[a-f]*\d)[0-9a-f]{7,}(?![a-z0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly PipelineGraph _graph;
    private readonly Value _path;
    private readonly CallSite _site;

    private ModelPath(PipelineGraph graph, CallSite site, Place place, Value path)
    {
        _graph = graph;
        _path = path;
        _site = site;
        Place = place;
    }

    public Value Value => _path;

    /// <summary>Where the path stands: an argument of the save, or of the call that opens the file.</summary>
    public Place Place { get; }

    /// <summary>The same, or what a caller writes for it: whoever else reads the parameter gets the same path.</summary>
    public Place Spelling => Place.WrittenFor(_site);

    /// <summary>
    /// The paths that a save reaches: its own, or those of the files that memory is written to. A buffer that unknown code gets may
    /// end up anywhere: none.
    /// </summary>
    public static IEnumerable<ModelPath> AllOf(PipelineGraph graph, FlowEvent save)
    {
        if (Of(graph, save) is { } own)
            return new[] { own };
        return from memory in save.Argument("stream") is { } stream ? ValueFactory.Expand(stream).Select(each => each.Value) : Enumerable.Empty<Value>()
               where memory is { Kind: ValueKind.Event, Site.Role: Role.OpensMemory } && !graph.Reach.IsHandedOut(memory.Site!)
               from copy in graph.Transfers.Destinations(memory)
               where copy.Place is not { Kind: ValueKind.Event, Site.Role: Role.OpensMemory }
               let writes = Writes(graph, copy.By)
               select new ModelPath(graph, writes.Site, PlaceOf(writes), copy.Place);
    }

    /// <summary>The path of a save or load; null when it goes to a stream that is no file.</summary>
    public static ModelPath? Of(PipelineGraph graph, FlowEvent recorded)
    {
        if (recorded.Argument("path") is { } path)
            return new ModelPath(graph, recorded.Site, PlaceOf(recorded), path);
        for (var stream = recorded.Argument("stream"); graph.OperationAt(stream?.Site) is { Role: Role.OpensFile } opened;)
        {
            stream = opened.Argument("path");
            if (graph.OperationAt(stream?.Site) is { Role: Role.OpensFile })
                continue;
            return stream is null ? null : new ModelPath(graph, opened.Site, PlaceOf(opened), stream);
        }

        return null;
    }

    /// <summary>Whether the program may load the model again that it saves: it loads one, and not surely from another file.</summary>
    public static bool MayBeLoadedHere(PipelineGraph graph, FlowEvent save) => graph.Operations(Role.LoadsModel).Any(load =>
        Of(graph, save) is not { } path || Of(graph, load) is not { } from || path.TextOf(path._path) is not { } text || from.TextOf(from._path) is not { } other || text == other);

    /// <summary>Whether the file is copied or moved to where a version may stand.</summary>
    public bool HasVersionedCopy() => _graph.Transfers.Destinations(_path).Any(copy => new ModelPath(_graph, _site, Place, copy.Place).TextWithoutVersion() is null);

    /// <summary>Whether both surely name one file.</summary>
    public bool IsSameAs(ModelPath other) => _path == other._path && TextOf(_path) is not null;

    /// <summary>The path, when all of it is known; of several, the first.</summary>
    public string? Text() => TextOf(ValueFactory.Expand(_path).First().Value);

    /// <summary>The path, when no part of it can carry a version; null when a part does, or is not known.</summary>
    public string? TextWithoutVersion()
    {
        var words = s_words.Union(_graph.Options.Words(Place.Tree, RuleOptions.VersionWords));
        if (Sources.Within(_path).Any(part => _graph.Values.NamesOf(part).Any(name => WordsOf(name).Any(words.Contains))))
            return null;
        string? shown = null;
        foreach (var (path, _) in ValueFactory.Expand(_path))
        {
            if (TextOf(path) is not { } text || s_version.IsMatch(text))
                return null;
            shown ??= text;
        }

        return shown;
    }

    /// <summary>The operation that names the file which another one writes.</summary>
    private static FlowEvent Writes(PipelineGraph graph, FlowEvent by) => graph.OperationAt(by.Argument("to")?.Site) is { Role: Role.OpensFile } file ? file : by;

    /// <summary>Where the path of the file stands.</summary>
    private static Place PlaceOf(FlowEvent opened) =>
        new Place(opened.Site.Node, opened.Site.Member).Argument(opened, opened.Role == Role.CopiesFile ? "to" : "path");

    /// <summary>The text of a path whose parts are all constant, or directories that the environment decides.</summary>
    private string? TextOf(Value path)
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
                case { Kind: ValueKind.Computed, Tag: "directory" }:
                    text.Append('…');
                    break;
                case { Kind: ValueKind.Items }:
                case { Kind: ValueKind.Computed, Tag: "text" or "Add" }:
                    Push(open, next.Operands, separator: null);
                    break;
                case { Kind: ValueKind.Computed, Tag: "path" or "call" or "GetDirectoryName" or "Directory" or "DirectoryName" or "FullName" or "Parent"
                        or "GetParent" or "CreateDirectory" or ".ctor", Operands.IsEmpty: false }:
                    Push(open, next.Operands, next.Tag is "path" ? "/" : " ");
                    break;
                case { Kind: ValueKind.Event } when _graph.OperationAt(next.Site) is { Role: Role.OpensFile } file && file.Argument("path") is { } inner:
                    open.Push(inner);
                    break;
                default:
                    return null;
            }
        }

        return text.ToString();
    }

    private void Push(Stack<Value> open, ImmutableArray<Value> parts, string? separator)
    {
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            open.Push(parts[i]);
            if (i > 0 && separator is not null)
                open.Push(_graph.Values.Constant(separator));
        }
    }

    /// <summary>The words of a name: <c>modelVersion</c>, <c>MODEL_VERSION</c>.</summary>
    private static IEnumerable<string> WordsOf(string name) =>
        Regex.Split(name, @"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])").Where(word => word.Length > 0).Select(word => word.ToLowerInvariant());
}
