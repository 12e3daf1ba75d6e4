using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Rows that are computed or fetched anew in each pass over them, and a training that makes many passes.</summary>
/// <param name="Rows">Where the sequence is given.</param>
/// <param name="Training">The training.</param>
/// <param name="Work">What each pass does.</param>
internal sealed record DeferredRows(Place Rows, Place Training, string Work)
{
    public static IEnumerable<DeferredRows> In(PipelineGraph graph)
    {
        var trainings = graph.Fits.Select(fit => (fit.Place, fit.Estimators, fit.Data))
            .Concat(graph.CrossValidations.Select(validation => (validation.Place, validation.Estimators, validation.Data)))
            .Where(training => training.Estimators.Any(each => PassesOften(each.Estimator)))
            .SelectMany(training => training.Data.Select(data => (training.Place, data.Data)))
            .Where(training => !training.Data.Operands.Any(applied => applied.Site?.Role == Role.Caches))
            .ToList();
        if (trainings.Count == 0)
            yield break;
        var reads = graph.AllOperations.Where(recorded => recorded.Role is Role.ReadsFile or Role.OpensFile or Role.Downloads or Role.QueriesDatabase)
            .SelectMany(recorded => Callers(recorded.Site).Select(caller => (Key: Key(caller), recorded.Role))).ToLookup(read => read.Key, read => read.Role);
        foreach (var load in graph.Operations(Role.LoadsRows))
        {
            foreach (var (rows, _) in ValueFactory.Expand(RowAlgebra.AsData(graph.Values, load.Argument("data") ?? graph.Values.Unknown)))
            {
                if (rows.Kind != ValueKind.Data || WorkOf(load, rows, reads) is not { } work)
                    continue;
                var training = trainings.FirstOrDefault(each => IsFrom(each.Data, rows)).Place;
                if (training is not null)
                    yield return new DeferredRows(new Place(load.Site.Node, load.Site.Member).Argument(load, "data"), training, work);
            }
        }
    }

    /// <summary>A trainer goes over its rows again and again, and each step that learns once more; a cache among the steps ends that.</summary>
    private static bool PassesOften(Estimator estimator) => estimator.IsKnown
        && (estimator.Trainer is not null || estimator.Learned.Count() > 1)
        && !estimator.Steps.Any(step => step.Event.Site.Spec?.Has("caches") == true);

    /// <summary>Whether data is made of these rows, with nothing between that holds them.</summary>
    private static bool IsFrom(Value data, Value rows)
    {
        var bases = new HashSet<Value>(RowAlgebra.Bases(data.First));
        return RowAlgebra.Bases(rows.First).Any(bases.Contains)
            && rows.Operands.Skip(1).SequenceEqual(data.Operands.Skip(1).Take(rows.Operands.Length - 1))
            && !data.Operands.Skip(rows.Operands.Length).Any(IsHeld);
    }

    /// <summary>What a pass over the rows does; null when they are held in memory, or nothing is known of it.</summary>
    private static string? WorkOf(FlowEvent load, Value rows, ILookup<(SyntaxNode, CallSite?), Role> reads)
    {
        for (var i = rows.Operands.Length - 1; i > 0; i--)
        {
            if (IsHeld(rows.Operands[i]))
                return null;
            if (rows.Operands[i] is { Kind: ValueKind.Event, Site: { Role: Role.MapsRows } projection } && reads[Key(projection)].Any())
                return Doing(reads[Key(projection)].First());
        }

        foreach (var source in RowAlgebra.Bases(rows.First).Select(all => all.First))
        {
            switch (source is { Kind: ValueKind.Computed, Operands: { Length: 1 } read } && read[0].Kind == ValueKind.Field ? read[0] : source)
            {
                case { Kind: ValueKind.Computed, Tag: RowAlgebra.Iterator, First.Site: { } call } when reads[Key(call)].Any():
                    return Doing(reads[Key(call)].First());
                case { Kind: ValueKind.Event, Site: { Outer: { } call } yielded } when yielded.Spec == LibraryTable.Collection && yielded.Node is not ExpressionSyntax && reads[Key(call)].Any():
                    return Doing(reads[Key(call)].First());
                case { Kind: ValueKind.Event, Site: { Role: Role.ReadsFile } lines } when lines.Spec!.Has("deferred"):
                    return Doing(Role.ReadsFile);
                case { Kind: ValueKind.Field or ValueKind.Member, Tag: ISymbol member } when RowMembers.TypeOf(member) is { } type && RowMembers.IsQuery(type):
                case { Kind: ValueKind.Parameter or ValueKind.Result or ValueKind.Member or ValueKind.Field } when load.Argument(OperationSpec.Query) is not null:
                    return Doing(Role.QueriesDatabase);
            }
        }

        return null;
    }

    private static string Doing(Role work) => work switch
    {
        Role.QueriesDatabase => "runs the query again",
        Role.Downloads => "downloads them again",
        _ => "reads the files again",
    };

    /// <summary>A list, an array, a cache: what comes before is read once.</summary>
    private static bool IsHeld(Value applied) =>
        applied is { Kind: ValueKind.Event, Site.Role: Role.None or Role.Materializes or Role.CreatesCollection or Role.Caches };

    private static IEnumerable<CallSite> Callers(CallSite site)
    {
        for (var caller = site.Outer; caller is not null; caller = caller.Outer)
            yield return caller;
    }

    /// <summary>A call, whatever it means: a call of the library and the delegate that it runs are at one place.</summary>
    private static (SyntaxNode, CallSite?) Key(CallSite call) => (call.Node, call.Outer);
}
