using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A file of text that is loaded from a constant path, with at least two columns.</summary>
internal sealed class TextLoad : PipelineNode
{
    private readonly PipelineGraph _graph;
    private readonly FlowEvent _formatted;

    private TextLoad(PipelineGraph graph, FlowEvent load, FlowEvent formatted, Value path, ITypeSymbol? rowClass)
        : base(load)
    {
        _graph = graph;
        _formatted = formatted;
        Path = path;
        RowClass = rowClass;
        Format = TextFormat.Of(formatted);
        FormatPlace = formatted.Argument("options") is { Kind: ValueKind.Object, Site: { } options }
            ? new Place(options.Node, options.Member)
            : new Place(formatted.Site.Node, formatted.Site.Member);
    }

    public Value Path { get; }

    public string FileName => (string)Path.Tag!;

    /// <summary>The class that the columns are loaded into; null when the columns are listed.</summary>
    public ITypeSymbol? RowClass { get; }

    public TextFormat Format { get; }

    public string Extension => FileName.Substring(FileName.LastIndexOf('.') + 1).ToLowerInvariant();

    /// <summary>Whether the separator was left at its default: somebody who writes the tab for a .csv means it.</summary>
    public bool HasDefaultSeparator => _formatted.Argument("separator") is not null
        ? !IsWritten("separator")
        : _formatted.Argument("options.Separators") is null;

    /// <summary>Whether the extension of the file says another separator than the load.</summary>
    public bool ContradictsExtension => Extension switch
    {
        "csv" => Format.Separators == TextFormat.Tab && HasDefaultSeparator,
        "tsv" or "tab" => Format.Separators is { } separators && separators.IndexOf('\t') < 0,
        _ => false,
    };

    /// <summary>Where the format is said: in the load, in what made its loader, or in their options.</summary>
    public Place FormatPlace { get; }

    /// <summary>Whether the program itself may write the file, or files with this separator.</summary>
    public bool MayBeWritten => _graph.TextWriters.Any(writer => writer.MayWrite(this));

    /// <summary>Whether the program itself writes the file: it may be another one at each load.</summary>
    public bool IsWrittenHere => _graph.TextWriters.Any(writer => writer.Writes(this));

    public static IEnumerable<TextLoad> In(PipelineGraph graph)
    {
        var typed = graph.Events.Where(recorded => recorded.Kind == EventKind.TypesRows).GroupBy(recorded => recorded.Site).ToDictionary(group => group.Key, group => group.First());
        foreach (var load in graph.Operations(Role.LoadsData))
        {
            var formatted = load.Site.Spec!.Has("separator") ? load : graph.OperationAt(load.Receiver.Site) is { Role: Role.CreatesLoader } loader ? loader : null;
            if (formatted is null || !formatted.Site.Spec!.Has("separator") || !typed.TryGetValue(formatted.Site, out var rows))
                continue;
            var path = load.Argument("path") is { Kind: ValueKind.Items, Operands: { Length: 1 } single } ? single[0] : load.Argument("path");
            if (path is { Kind: ValueKind.Constant, Tag: string } && Columns(graph, rows) > 1)
                yield return new TextLoad(graph, load, formatted, path, rows.Symbol as ITypeSymbol);
        }
    }

    private bool IsWritten(string part)
    {
        var call = new Place(_formatted.Site.Node, _formatted.Site.Member);
        return call.Argument(_formatted, part).Location != call.Location;
    }

    private static int Columns(PipelineGraph graph, FlowEvent rows) => rows.Symbol is ITypeSymbol row
        ? RowMembers.FieldsLoadedInto(row)
        : rows.Argument("columns") is { Kind: ValueKind.Items } columns
            ? columns.Operands.Sum(column => graph.OperationAt(column.Site)?.Argument("to") is null ? 1 : 2)
            : 0;
}
