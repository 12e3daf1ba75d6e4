using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Builds the pipeline graph of a compilation: summaries of the members that nothing here calls (the roots; everything else
/// is inlined into them), with fields resolved from all their writes.
/// </summary>
internal sealed class PipelineGraphBuilder
{
    private readonly Compilation _compilation;
    private readonly FlowEngine _engine;
    private readonly IReadOnlyList<SyntaxTree> _candidates;
    private readonly CancellationToken _cancellation;

    public PipelineGraphBuilder(Compilation compilation, IReadOnlyList<SyntaxTree> candidates, CancellationToken cancellation, TeamRoles? teamRoles = null)
    {
        _compilation = compilation;
        _engine = new FlowEngine(compilation, cancellation, teamRoles);
        _candidates = candidates;
        _cancellation = cancellation;
    }

    /// <summary>Members whose interpretation failed.</summary>
    public IEnumerable<(ISymbol Member, Exception Failure)> Failures => _engine.Failures;

    public PipelineGraph Build(RuleOptions? options = null)
    {
        var events = new List<(ISymbol Root, FlowEvent Event)>();
        var isComplete = true;
        void Add(Summary? summary, ISymbol member)
        {
            if (summary is null)
                return;
            events.AddRange(summary.Events.Select(recorded => (member, recorded)));
            isComplete &= summary.IsComplete;
            foreach (var escaped in summary.Outputs.Select(output => output.Value).Append(summary.Result).Where(value => value.IsSymbolic))
                events.Add((member, Fact(EventKind.Escapes, member, escaped)));
        }

        var members = _candidates.SelectMany(Members).ToList();
        foreach (var field in members.Where(member => member is IFieldSymbol or IPropertySymbol))
            Add(_engine.InitializerOf(field), field);

        foreach (var root in Roots(members.OfType<IMethodSymbol>().ToList()))
            Add(_engine.SummaryOf(root), root);
        foreach (var function in _engine.Bodies.Nested.Where(function => !_engine.Followed.Contains(function)).ToList())
            Add(_engine.SummaryOf(function), function);

        foreach (var getter in members.OfType<IMethodSymbol>().Where(ComputesColumn))
        {
            if (_engine.SummaryOf(getter) is { } summary)
                events.Add((getter, ComputedColumn((IPropertySymbol)getter.AssociatedSymbol!, summary)));
        }

        return new PipelineGraph(Resolved(events), isComplete, _engine.Values, new ProgramCulture(_compilation, _cancellation), new CustomMappings(_engine, _compilation))
        {
            Options = options ?? RuleOptions.None,
            RowTypes = _engine.RowTypes.ToImmutableHashSet<ITypeSymbol>(SymbolEqualityComparer.Default),
        };
    }

    /// <summary>Whether a property of a row class computes what its column holds.</summary>
    private bool ComputesColumn(IMethodSymbol method) => method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol { IsStatic: false, IsIndexer: false } property }
        && (_engine.RowTypes.Contains(property.ContainingType) || RowMembers.AreMarkedIn(property.ContainingType));

    private FlowEvent ComputedColumn(IPropertySymbol property, Summary summary) => new(
        EventKind.WritesField,
        _engine.Values.Site(null, property.DeclaringSyntaxReferences[0].GetSyntax(_cancellation), null, property.Name),
        _engine.Values.This,
        ImmutableArray.Create(new KeyValuePair<string, Value>("value", summary.Result)),
        Guard.Always,
        property);

    private ImmutableArray<FlowEvent> Resolved(List<(ISymbol Root, FlowEvent Event)> events)
    {
        var fields = new FieldResolver(_engine, events.Select(entry => entry.Event));
        var resolved = ImmutableArray.CreateBuilder<FlowEvent>(events.Count);
        ISymbol? root = null;
        foreach (var (member, recorded) in events)
        {
            if (!SymbolEqualityComparer.Default.Equals(root, member))
                fields.Enter(root = member);
            resolved.Add(recorded.With(recorded.Site, fields.Resolve, recorded.Guard));
        }

        var copied = new CopiedRows(_engine.Values, resolved);
        return copied.Any
            ? resolved.Select(recorded => recorded.With(recorded.Site, copied.Rewrite, recorded.Guard)).ToImmutableArray()
            : resolved.ToImmutable();
    }

    private FlowEvent Fact(EventKind kind, ISymbol member, Value value) => new(
        kind,
        _engine.Values.Site(null, member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) ?? _candidates[0].GetRoot(_cancellation), null, member.Name),
        value,
        ImmutableArray<KeyValuePair<string, Value>>.Empty,
        Guard.Always);

    /// <summary>Members that no other member calls; of a cycle that nothing enters, all.</summary>
    private IEnumerable<IMethodSymbol> Roots(IReadOnlyList<IMethodSymbol> methods)
    {
        var called = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var method in methods)
            called.UnionWith(_engine.Calls.Callees(method).Where(callee => !SymbolEqualityComparer.Default.Equals(callee, method)));
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var root in methods.Where(method => !called.Contains(method)).ToList())
        {
            Reach(root, reached);
            yield return root;
        }

        foreach (var method in methods.Where(method => !reached.Contains(method)))
            yield return method;
    }

    private void Reach(IMethodSymbol root, HashSet<ISymbol> reached)
    {
        var open = new Stack<IMethodSymbol>();
        open.Push(root);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!reached.Add(next))
                continue;
            foreach (var callee in _engine.Calls.Callees(next))
                open.Push(callee);
        }
    }

    /// <summary>Methods, constructors, accessors with a body, top-level code, and fields and properties with an initial value.</summary>
    private IEnumerable<ISymbol> Members(SyntaxTree tree)
    {
        var root = tree.GetRoot(_cancellation);
        if (_engine.Bodies.Model(root) is not { } model)
            yield break;
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax)
            && model.GetDeclaredSymbol(unit, _cancellation) is { } main)
        {
            yield return main;
        }

        foreach (var node in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax
                     or BasePropertyDeclarationSyntax or AccessorListSyntax or BaseFieldDeclarationSyntax or VariableDeclarationSyntax))
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null }:
                    if (model.GetDeclaredSymbol(node, _cancellation) is IMethodSymbol method)
                        yield return method;
                    break;
                case PropertyDeclarationSyntax { ExpressionBody: not null } property:
                    if (model.GetDeclaredSymbol(property, _cancellation) is IPropertySymbol { GetMethod: { } getter })
                        yield return getter;
                    break;
                case PropertyDeclarationSyntax { Initializer: not null } or VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: FieldDeclarationSyntax }:
                    if (model.GetDeclaredSymbol(node, _cancellation) is { } field)
                        yield return field;
                    break;
            }
        }
    }
}
