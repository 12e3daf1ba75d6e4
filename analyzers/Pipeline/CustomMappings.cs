using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A step of a pipeline that applies a function of the user to each row.</summary>
internal sealed class CustomMapping : PipelineNode
{
    public CustomMapping(FlowEvent recorded)
        : base(recorded)
    {
    }

    /// <summary>Where the function is given.</summary>
    public Place Function => Place.Argument(Event, "mapAction");

    /// <summary>The name under which the function is found again when a model is loaded; null when it has none or the name is not known.</summary>
    public string? Contract => Event.Argument("contractName") is { Kind: ValueKind.Constant, Tag: string { Length: > 0 } name } ? name : null;

    /// <summary>Whether it surely has no name.</summary>
    public bool IsNameless => Event.Argument("contractName") is { Kind: ValueKind.Constant, Tag: null or "" };

    /// <summary>The functions that may be given.</summary>
    public IEnumerable<Value> Functions => Event.Argument("mapAction") is { } function ? ValueFactory.Expand(function).Select(each => each.Value) : Enumerable.Empty<Value>();
}

/// <summary>The custom mappings of a compilation, their functions and their factories.</summary>
internal sealed class CustomMappings
{
    private readonly FlowEngine _engine;
    private readonly Compilation _compilation;
    private readonly Dictionary<(IMethodSymbol, int), MemberAssignments?> _assignments = new();
    private MappingFactories? _factories;

    public CustomMappings(FlowEngine engine, Compilation compilation)
    {
        _engine = engine;
        _compilation = compilation;
    }

    private MappingFactories Factories => _factories ??= new MappingFactories(_compilation, _engine.Cancellation);

    /// <summary>The custom mappings among the steps of a graph.</summary>
    public static IEnumerable<CustomMapping> In(PipelineGraph graph) =>
        graph.Operations(Role.BuildsEstimator).Where(step => step.Site.Spec!.Estimator is { HasHiddenInputs: true }).Select(step => new CustomMapping(step));

    /// <summary>Whether no class gives the function of a contract back.</summary>
    public bool HasNoFactory(string contract) => Factories.AreKnown && Factories.Of(contract) is null;

    /// <summary>Whether a class gives a function of the same rows back, whatever its contract.</summary>
    public bool HasFactoryOfSuchRows(CustomMapping mapping) => mapping.Event.Symbol is IMethodSymbol { TypeArguments: { Length: >= 2 } rows } && Factories.IsThereOneOf(rows[0], rows[1]);

    /// <summary>
    /// The factory of a contract in this compilation, when its function surely gives other rows than a mapping; with the column, and whether it can
    /// stand in for the mapping: it needs no state, and fills no column less.
    /// </summary>
    public (Place Place, INamedTypeSymbol Factory, string Column, bool StandsIn)? DifferentFactory(CustomMapping mapping)
    {
        if (mapping.Contract is not { } contract || Factories.Of(contract) is not { } factory || MappingFactories.GetMapping(factory) is not { } method
            || _engine.SummaryOf(method)?.Result is not { Kind: ValueKind.Closure } returned)
        {
            return null;
        }

        var functions = mapping.Functions.ToList();
        var difference = functions.Count == 1 ? FunctionComparison.Difference(_engine, functions[0], returned) : null;
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_engine.Cancellation);
        return difference is not var (member, fillsAll) ? null : (new Place(syntax, factory.Name), factory, RowMembers.ColumnOf(member), fillsAll && MappingFactories.NeedsNoState(factory));
    }

    /// <summary>The members of the output row that the function of a mapping leaves as they are on some paths; each with an assignment of it.</summary>
    public ImmutableArray<(ISymbol Member, Place At)> PartlyAssigned(CustomMapping mapping)
    {
        var found = ImmutableArray.CreateBuilder<(ISymbol, Place)>();
        foreach (var function in mapping.Functions)
        {
            // That the object is used again was measured for mappings without a state only.
            if (function is not { Kind: ValueKind.Closure, Tag: ClosureTarget { Method: { Parameters.Length: 2 } method } })
                continue;
            if (MemberAssignments.Of(_engine, method, 1, _assignments) is { } assignments)
                found.AddRange(assignments.Sometimes.Select(each => (each.Member, new Place(each.At, method.Name))));
        }

        return found.ToImmutable();
    }
}
