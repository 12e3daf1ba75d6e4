using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Where fitted transformers go besides the operations of the pipeline: into unknown code, into collections, to callers that are
/// not in reach. What has gone there may be saved or applied there, too.
/// </summary>
internal sealed class TransformerUses
{
    private readonly PipelineGraph _graph;
    private readonly HashSet<CallSite> _gone = new();
    private readonly HashSet<ISymbol> _openFields = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CallSite, HashSet<ISymbol>> _fields = new();

    public TransformerUses(PipelineGraph graph)
    {
        _graph = graph;
        foreach (var recorded in graph.Events)
        {
            if (recorded is { Kind: EventKind.WritesField, Symbol: IParameterSymbol or { DeclaredAccessibility: Accessibility.Private } } && recorded.Symbol is { } field)
                Keep(recorded, field);
            else if (recorded.Kind is EventKind.Escapes or EventKind.CallsLater or EventKind.WritesField or EventKind.WritesElement || recorded.Role == Role.AddsRows)
                Lose(recorded);
        }
    }

    /// <summary>Whether what a fit made goes where it cannot be followed.</summary>
    public bool IsLost(Fit fit) => _gone.Contains(fit.Site) || (_fields.TryGetValue(fit.Site, out var fields) && fields.Overlaps(_openFields));

    /// <summary>Whether a value may be, or hold, a step of a fit.</summary>
    public bool MayHold(Value transformer, Fit fit, EstimatorStep step) => ModelOrigins.Parts(transformer).Any(part => part switch
    {
        { Kind: ValueKind.Event, Site.Role: Role.LoadsModel } => false,
        { Kind: ValueKind.Event or ValueKind.Member } when _graph.Models.PartOf(part) is { } known => known.Holds(fit, step),
        { Kind: ValueKind.Field } or { Kind: ValueKind.Computed, Operands: { Length: 1 }, First.Kind: ValueKind.Field } =>
            _fields.TryGetValue(fit.Site, out var fields) && Held(part).Any(held => held.Tag is ISymbol field && fields.Contains(field)),

        // What comes from outside was lost before, if it is this one.
        { Kind: ValueKind.Parameter or ValueKind.Result } => false,
        _ => true,
    });

    private void Keep(FlowEvent recorded, ISymbol field)
    {
        foreach (var site in recorded.Arguments.SelectMany(argument => Held(argument.Value)).Select(held => held.Site).OfType<CallSite>())
        {
            if (!_fields.TryGetValue(site, out var fields))
                _fields[site] = fields = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            fields.Add(field);
        }
    }

    private void Lose(FlowEvent recorded)
    {
        foreach (var held in recorded.Arguments.Select(argument => argument.Value).Append(recorded.Receiver).SelectMany(Held))
        {
            if (held.Kind == ValueKind.Field)
                _openFields.Add((ISymbol)held.Tag!);
            else
                _gone.Add(held.Site!);
        }
    }

    /// <summary>The transformers and fields inside a value; rows that were transformed hold none.</summary>
    private static IEnumerable<Value> Held(Value value)
    {
        var seen = new HashSet<Value>();
        var open = new Stack<Value>();
        open.Push(value);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!seen.Add(next))
                continue;
            if (next is { Kind: ValueKind.Event, Site.Role: Role.Fits or Role.RunsSearch } or { Kind: ValueKind.Field })
                yield return next;
            if (next.Kind is ValueKind.Data or ValueKind.Schema or ValueKind.Split or ValueKind.Folds or ValueKind.Statistic
                || next is { Kind: ValueKind.Member, Tag: ISymbol { Name: not "LastTransformer" } })
            {
                continue;
            }

            foreach (var operand in next.Operands)
                open.Push(operand);
        }
    }
}
