using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// The columns of rows as they were loaded: what the row class says, or the columns that the loader was given. Where the same rows
/// are loaded as several classes, the columns on which all agree.
/// </summary>
internal sealed class SourceColumns
{
    /// <summary>Values of <c>Microsoft.ML.Data.DataKind</c>.</summary>
    private const int FirstInteger = 1;
    private const int LastInteger = 8;
    private const int Single = 9;
    private const int Double = 10;
    private const int Text = 11;
    private const int Boolean = 12;
    private const int DateTime = 14;
    private const int DateTimeOffset = 15;

    private static readonly ImmutableDictionary<string, ColumnContent> s_none = ImmutableDictionary<string, ColumnContent>.Empty;

    private readonly PipelineGraph _graph;
    private readonly Dictionary<Value, ImmutableDictionary<string, ColumnContent>> _columns = new();
    private readonly Dictionary<Value, HashSet<ISymbol>> _classes = new();

    public SourceColumns(PipelineGraph graph)
    {
        _graph = graph;
        var loads = graph.Events.Where(recorded => recorded.Kind == EventKind.TypesRows).ToList();
        var loaders = loads.Where(load => load.Receiver.Site?.Role == Role.CreatesLoader).GroupBy(load => load.Receiver).ToDictionary(group => group.Key, group => group.First());
        foreach (var load in loads)
        {
            var columns = ColumnsOf(load.Argument("loader") is { } loader && loaders.TryGetValue(loader, out var made) ? made : load);
            foreach (var (rows, _) in ValueFactory.Expand(load.Receiver))
            {
                if (rows.Kind != ValueKind.Data)
                    continue;
                foreach (var source in RowAlgebra.Bases(rows.First))
                {
                    _columns[source] = _columns.TryGetValue(source, out var known) ? Common(known, columns) : columns;
                    if (!_classes.TryGetValue(source, out var classes))
                        _classes[source] = classes = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                    for (var row = load.Symbol as ITypeSymbol; row is not null; row = row.BaseType)
                        classes.Add(row.OriginalDefinition);
                }
            }
        }
    }

    /// <summary>What is known of the columns of rows, by name; empty when nothing is.</summary>
    public ImmutableDictionary<string, ColumnContent> Of(Value data)
    {
        ImmutableDictionary<string, ColumnContent>? all = null;
        foreach (var source in RowAlgebra.Bases(data.First))
        {
            var columns = _columns.TryGetValue(source, out var known) ? known : s_none;
            all = all is null ? columns : Common(all, columns);
        }

        return all ?? s_none;
    }

    /// <summary>Whether rows are loaded as objects of a class or of one that derives from it.</summary>
    public bool HoldsRowsOf(Value data, ITypeSymbol rowClass) =>
        RowAlgebra.Bases(data.First).Any(source => _classes.TryGetValue(source, out var classes) && classes.Contains(rowClass.OriginalDefinition));

    private ImmutableDictionary<string, ColumnContent> ColumnsOf(FlowEvent load)
    {
        if (load.Symbol is ITypeSymbol row)
            return Named(RowMembers.LoadedInto(row).Select(member => (RowMembers.ColumnOf(member), RowMembers.ContentOf(member))));
        if (load.Argument("columns") is not { Kind: ValueKind.Items } given)
            return s_none;
        return Named(from column in given.Operands
                     let defined = _graph.OperationAt(column.Site)
                     where defined is { Role: Role.DefinesColumn }
                     let name = defined.Argument("name")?.Tag as string
                     where name is not null
                     select (name, ContentOf(defined)));
    }

    private static ImmutableDictionary<string, ColumnContent> Named(IEnumerable<(string Name, ColumnContent Content)> columns) =>
        columns.GroupBy(column => column.Name).ToImmutableDictionary(group => group.Key, group => group.First().Content);

    private static ImmutableDictionary<string, ColumnContent> Common(
        ImmutableDictionary<string, ColumnContent> a, ImmutableDictionary<string, ColumnContent> b) =>
        a.RemoveRange(a.Where(column => !b.TryGetValue(column.Key, out var content) || content != column.Value).Select(column => column.Key));

    private static ColumnContent ContentOf(FlowEvent column)
    {
        if (column.Argument("keys") is { IsNull: false })
            return ColumnContent.Key;
        if (column.Argument("source") is not null || column.Argument("to") is not null)
            return ColumnContent.Vector;
        return column.Argument("content") is not { Kind: ValueKind.Constant, Tag: { } kind } ? ColumnContent.Other : Convert.ToInt32(kind) switch
        {
            >= FirstInteger and <= LastInteger => ColumnContent.Integer,
            Single or Double => ColumnContent.Real,
            Text => ColumnContent.Text,
            Boolean => ColumnContent.Boolean,
            DateTime or DateTimeOffset => ColumnContent.Time,
            _ => ColumnContent.Other,
        };
    }
}
