using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlReview.Analyzers.Flow;

/// <summary>A member's operations and control flow graph.</summary>
internal sealed class Body
{
    public Body(ISymbol member, IOperation root, ControlFlowGraph graph)
    {
        Member = member;
        Root = root;
        Graph = graph;
    }

    /// <summary>Method, accessor, lambda, local function; or the field or property whose initial value this is.</summary>
    public ISymbol Member { get; }

    public IOperation Root { get; }

    public ControlFlowGraph Graph { get; }
}

/// <summary>Finds the bodies of members of this compilation. Flow stops at the assembly's boundary.</summary>
internal sealed class Bodies
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<ISymbol, Body?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _iterators = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _autoProperties = new(SymbolEqualityComparer.Default);

    public Bodies(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
    }

    /// <summary>The body of a method, constructor, accessor or local function; null when it has none here.</summary>
    public Body? Of(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method.OriginalDefinition;
        if (_bodies.TryGetValue(method, out var body))
            return body;
        _cancellation.ThrowIfCancellationRequested();
        return _bodies[method] = Find(method);
    }

    /// <summary>Makes the bodies of the lambdas and local functions of a graph known, before they are called.</summary>
    public void AddNested(ControlFlowGraph graph, IMethodSymbol symbol, IFlowAnonymousFunctionOperation lambda)
    {
        if (!_bodies.ContainsKey(symbol))
            _bodies[symbol] = new Body(symbol, lambda, graph.GetAnonymousFunctionControlFlowGraph(lambda, _cancellation));
    }

    /// <summary>Lambdas and local functions that have been met.</summary>
    public IEnumerable<IMethodSymbol> Nested => _bodies.Keys.OfType<IMethodSymbol>()
        .Where(method => method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction);

    /// <summary>Makes the body of a local function known.</summary>
    public void AddNested(ControlFlowGraph graph, IMethodSymbol localFunction)
    {
        if (!_bodies.ContainsKey(localFunction))
            _bodies[localFunction] = new Body(localFunction, graph.OriginalOperation, graph.GetLocalFunctionControlFlowGraph(localFunction, _cancellation));
    }

    /// <summary>The value that a field or property is declared with.</summary>
    public IOperation? Initializer(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var value = reference.GetSyntax(_cancellation) switch
            {
                VariableDeclaratorSyntax { Initializer: { } initializer } => initializer,
                PropertyDeclarationSyntax { Initializer: { } initializer } => initializer,
                _ => null,
            };
            if (value is not null && Model(value) is { } model)
                return model.GetOperation(value, _cancellation);
        }

        return null;
    }

    public SemanticModel? Model(SyntaxNode node) =>
        _compilation.ContainsSyntaxTree(node.SyntaxTree) ? _compilation.GetSemanticModel(node.SyntaxTree) : null;

    public bool IsAutoProperty(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (_autoProperties.TryGetValue(property, out var isAuto))
            return isAuto;
        isAuto = !property.DeclaringSyntaxReferences.IsEmpty && property.ContainingType.GetMembers().Any(
            member => member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property));
        return _autoProperties[property] = isAuto;
    }

    /// <summary>Whether a member yields its elements one by one, each time somebody enumerates what it returns.</summary>
    public bool IsIterator(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method.OriginalDefinition;
        if (_iterators.TryGetValue(method, out var isIterator))
            return isIterator;
        return _iterators[method] = method.ReturnType.Name is "IEnumerable" or "IAsyncEnumerable" or "IEnumerator"
            && method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(_cancellation) is var node
                && node.DescendantNodes(inner => inner == node || inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(inner => inner is YieldStatementSyntax));
    }

    private Body? Find(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var node = reference.GetSyntax(_cancellation);
            if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction || Model(node) is not { } model)
                continue;
            var root = model.GetOperation(node, _cancellation);
            var graph = root switch
            {
                IMethodBodyOperation body => ControlFlowGraph.Create(body, _cancellation),
                IConstructorBodyOperation body => ControlFlowGraph.Create(body, _cancellation),
                IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body, _cancellation),
                _ => null,
            };
            if (graph is not null)
                return new Body(method, root!, graph);
        }

        return null;
    }
}
