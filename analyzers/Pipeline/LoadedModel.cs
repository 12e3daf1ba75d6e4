using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A model that is loaded, and where its bytes come from.</summary>
internal sealed class LoadedModel : PipelineNode
{
    private static readonly Regex s_newest = new("(?<![a-z])(latest|newest)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly PipelineGraph _graph;
    private readonly ImmutableHashSet<Value> _origins;

    private LoadedModel(PipelineGraph graph, FlowEvent load, Value source)
        : base(load)
    {
        _graph = graph;
        _origins = graph.Transfers.PlacesOf(source).SelectMany(graph.Transfers.Origins).ToImmutableHashSet();
    }

    /// <summary>Models that the program loads, of ML.NET or of another library.</summary>
    public static IEnumerable<LoadedModel> In(PipelineGraph graph) =>
        from load in graph.AllOperations
        where load.Role is Role.LoadsModel or Role.LoadsNetwork or Role.ServesModel or Role.BuildsEstimator
        let source = load.Role == Role.BuildsEstimator
            ? load.Argument("modelFile") ?? load.Argument("modelBytes") ?? load.Argument("options.ModelFile")
            : load.Argument("path") ?? load.Argument("stream") ?? graph.Values.Null
        where source is { IsUnknown: false }
        select new LoadedModel(graph, load, source);

    /// <summary>Where the download begins that brings the model; null when none is known.</summary>
    public Place? Download
    {
        get
        {
            if (Event.Role == Role.ServesModel && Event.Argument("uri") is not null)
                return Place;
            var download = _origins.Where(IsDownload).OrderBy(origin => origin.Site!.Node.SpanStart).FirstOrDefault();
            return download is null ? null : new Place(download.Site!.Node, download.Site.Member);
        }
    }

    /// <summary>The path, when it stands for whatever is newest there and the program does not write it itself.</summary>
    public string? NewestAt =>
        _origins.Count == 1 && ModelPath.Of(_graph, Event) is { } path && path.Text() is { } text && s_newest.IsMatch(text)
            && !_graph.Saves.SelectMany(save => ModelPath.AllOf(_graph, save.Event)).Any(path.IsSameAs)
            ? text
            : null;

    /// <summary>
    /// Whether something may tell these bytes from others: a hash or a signature in the same flow or over the same bytes, or code that
    /// is not known and gets them.
    /// </summary>
    public bool MayBeVerified() =>
        _graph.Operations(Role.Hashes).Any(hash => IsInSameFlow(hash)
            || hash.Arguments.Select(argument => argument.Value).Append(hash.Receiver).SelectMany(_graph.Transfers.PlacesOf).SelectMany(_graph.Transfers.Origins).Any(IsOfThisModel))
        || _origins.Any(origin => origin is { Kind: ValueKind.Event, Site.Role: Role.Downloads or Role.OpensMemory } && _graph.Reach.IsHandedOut(origin.Site!));

    private static bool IsDownload(Value origin) => origin is { Kind: ValueKind.Event, Site.Role: Role.Downloads };

    private bool IsOfThisModel(Value place) => place.Kind is ValueKind.Event or ValueKind.Computed or ValueKind.Constant && !place.IsNull && _origins.Contains(place);

    private bool IsInSameFlow(FlowEvent hash) => new Place(hash.Site.Outermost.Node, "").SharesMember(new Place(Event.Site.Outermost.Node, ""));
}
