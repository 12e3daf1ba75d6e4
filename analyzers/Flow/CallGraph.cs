using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Who calls whom among the members of this compilation, and which members take part in a cycle. Calls inside a cycle are
/// unknown, so that a summary does not depend on the member from which the cycle was entered.
/// </summary>
internal sealed class CallGraph
{
    private readonly Bodies _bodies;
    private readonly Library _library;
    private readonly Dictionary<ISymbol, ImmutableArray<IMethodSymbol>> _callees = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _finished = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _onCycle = new(SymbolEqualityComparer.Default);

    public CallGraph(Bodies bodies, Library library)
    {
        _bodies = bodies;
        _library = library;
    }

    /// <summary>Whether a member calls itself, directly or through others: what it does is unknown to every caller.</summary>
    public bool IsOnCycle(IMethodSymbol method) => _onCycle.Contains(method.OriginalDefinition);

    /// <summary>The members of this compilation that a member calls.</summary>
    public ImmutableArray<IMethodSymbol> Callees(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (_callees.TryGetValue(method, out var callees))
            return callees;
        var found = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        if (method.MethodKind != MethodKind.LocalFunction && _bodies.Of(method) is { } body)
        {
            foreach (var operation in body.Root.DescendantsAndSelf())
            {
                foreach (var target in Targets(operation))
                {
                    if (!target.DeclaringSyntaxReferences.IsEmpty && target.MethodKind is not (MethodKind.LocalFunction or MethodKind.DelegateInvoke)
                        && !_library.IsTeams(target))
                    {
                        found.Add(target.OriginalDefinition);
                    }
                }
            }
        }

        return _callees[method] = found.ToImmutableArray();
    }

    /// <summary>
    /// The members reachable from a member that have not been visited before, callees before callers (Tarjan's strongly
    /// connected components, with an explicit stack).
    /// </summary>
    public IEnumerable<IMethodSymbol> CalleesFirst(IMethodSymbol root)
    {
        root = root.OriginalDefinition;
        if (_finished.Contains(root))
            yield break;
        var index = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var low = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var path = new Stack<IMethodSymbol>();
        var open = new Stack<(IMethodSymbol Method, int Next)>();
        index[root] = low[root] = 0;
        path.Push(root);
        open.Push((root, 0));
        while (open.Count > 0)
        {
            var (method, next) = open.Pop();
            var callees = Callees(method);
            if (next < callees.Length)
            {
                open.Push((method, next + 1));
                var callee = callees[next];
                if (SymbolEqualityComparer.Default.Equals(callee, method))
                    _onCycle.Add(method);
                if (_finished.Contains(callee))
                    continue;
                if (index.TryGetValue(callee, out var seen))
                {
                    low[method] = Math.Min(low[method], seen);
                    continue;
                }

                index[callee] = low[callee] = index.Count;
                path.Push(callee);
                open.Push((callee, 0));
                continue;
            }

            if (open.Count > 0)
                low[open.Peek().Method] = Math.Min(low[open.Peek().Method], low[method]);
            if (low[method] != index[method])
                continue;
            var size = 0;
            IMethodSymbol member;
            var members = new List<IMethodSymbol>();
            do
            {
                member = path.Pop();
                members.Add(member);
                _finished.Add(member);
                size++;
            }
            while (!SymbolEqualityComparer.Default.Equals(member, method));
            if (size > 1)
                _onCycle.UnionWith(members);
            foreach (var done in members)
                yield return done;
        }
    }

    private IEnumerable<IMethodSymbol> Targets(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                yield return call.TargetMethod.ReducedFrom ?? call.TargetMethod;
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                yield return constructor;
                break;
            case IMethodReferenceOperation reference:
                yield return reference.Method.ReducedFrom ?? reference.Method;
                break;
            case IPropertyReferenceOperation { Property: var property } when !property.DeclaringSyntaxReferences.IsEmpty && !_bodies.IsAutoProperty(property):
                if (property.GetMethod is { } getter)
                    yield return getter;
                if (property.SetMethod is { } setter)
                    yield return setter;
                break;
        }
    }
}
