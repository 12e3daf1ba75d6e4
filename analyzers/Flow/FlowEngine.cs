using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>Computes the summaries of one compilation's members, each once. Used by one thread at a time.</summary>
internal sealed class FlowEngine
{
    private readonly Dictionary<ISymbol, Summary?> _summaries = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _running = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableArray<ISymbol>> _captured = new(SymbolEqualityComparer.Default);

    public FlowEngine(Compilation compilation, CancellationToken cancellation, TeamRoles? teamRoles = null)
    {
        Cancellation = cancellation;
        Library = new Library(teamRoles);
        Bodies = new Bodies(compilation, cancellation);
        Calls = new CallGraph(Bodies, Library);
    }

    public CancellationToken Cancellation { get; }

    public ValueFactory Values { get; } = new();

    public Library Library { get; }

    public Bodies Bodies { get; }

    public CallGraph Calls { get; }

    /// <summary>The types of objects, by the place of their creation.</summary>
    public Dictionary<SyntaxNode, ITypeSymbol?> TypeOf { get; } = new();

    /// <summary>Classes whose objects are rows: they are loaded as data, or scored one by one.</summary>
    public HashSet<ITypeSymbol> RowTypes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Members whose interpretation failed: they count as unknown, and are reported as MLR001.</summary>
    public List<(ISymbol Member, Exception Failure)> Failures { get; } = new();

    /// <summary>Lambdas and local functions that some call has run.</summary>
    public HashSet<ISymbol> Followed { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The summary of a member, whoever calls it.</summary>
    public Summary? SummaryOf(IMethodSymbol method)
    {
        method = (method.PartialImplementationPart ?? method).OriginalDefinition;
        if (_summaries.TryGetValue(method, out var summary))
            return summary;

        // Callees come first, so that interpreting a member meets finished summaries and the stack stays flat.
        if (method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
        {
            foreach (var callee in Calls.CalleesFirst(method))
                Compute(callee);
        }

        return Compute(method);
    }

    /// <summary>The summary of a called member; null when it cannot be followed: it has no body here, or calls itself.</summary>
    public Summary? SummaryFor(IMethodSymbol callee)
    {
        var summary = SummaryOf(callee);
        if (Calls.IsOnCycle(callee))
            return null;
        if (summary is not null && callee.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            Followed.Add(callee);
        return summary;
    }

    /// <summary>The value that a field or auto-property is declared with, as a summary of its own.</summary>
    public Summary? InitializerOf(ISymbol member)
    {
        var graph = Bodies.Initializer(member) switch
        {
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, Cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, Cancellation),
            _ => null,
        };
        return graph is null ? null : new MethodInterpreter(this, new Body(member, graph.OriginalOperation, graph)).Run();
    }

    /// <summary>The member that runs for a receiver whose exact type is known; null when it is not.</summary>
    public IMethodSymbol? ImplementationFor(IMethodSymbol method, Value receiver)
    {
        if (receiver is not { Kind: ValueKind.Object, Site: { } site } || !TypeOf.TryGetValue(site.Node, out var created) || created is not INamedTypeSymbol type)
            return null;
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return type.AllInterfaces.FirstOrDefault(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType.OriginalDefinition)) is { } implemented
                && implemented.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition)) is { } member
                ? type.FindImplementationForInterfaceMember(member) as IMethodSymbol
                : null;
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member.IsAbstract ? null : member;
                }
            }
        }

        return null;
    }

    /// <summary>The variables of enclosing members that a lambda or local function uses.</summary>
    public ImmutableArray<ISymbol> CapturedBy(IMethodSymbol function)
    {
        if (_captured.TryGetValue(function, out var captured))
            return captured;
        var found = new List<ISymbol>();
        if (Bodies.Of(function) is { } body)
        {
            var span = body.Graph.OriginalOperation.Syntax.Span;
            foreach (var operation in body.Graph.OriginalOperation.DescendantsAndSelf())
            {
                ISymbol? variable = operation switch
                {
                    ILocalReferenceOperation local => local.Local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    _ => null,
                };
                if (variable is not null && !variable.DeclaringSyntaxReferences.Any(reference => span.Contains(reference.Span)) && !found.Contains(variable, SymbolEqualityComparer.Default))
                    found.Add(variable);
            }
        }

        return _captured[function] = found.ToImmutableArray();
    }

    private Summary? Compute(IMethodSymbol method)
    {
        if (_summaries.TryGetValue(method, out var summary))
            return summary;
        if (!_running.Add(method))
            return null;
        try
        {
            return _summaries[method] = Bodies.Of(method) is { } body ? new MethodInterpreter(this, body).Run() : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failures.Add((method, failure));
            return _summaries[method] = null;
        }
        finally
        {
            _running.Remove(method);
        }
    }
}
