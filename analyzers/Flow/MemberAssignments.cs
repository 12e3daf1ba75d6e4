using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Which members of an object that a function is given it assigns on every path, and which on some paths only. Nothing is said when
/// the object goes where it cannot be followed.
/// </summary>
internal sealed class MemberAssignments
{
    /// <summary>Helpers that are followed into each other.</summary>
    private const int DeepestHelper = 4;

    /// <summary>Ways around an assignment that are tried; past it nothing is said.</summary>
    private const int MostWays = 128;

    /// <summary>Steps on all those ways.</summary>
    private const int MostSteps = 10_000;

    private readonly FlowEngine _engine;
    private readonly ControlFlowGraph _graph;
    private readonly IParameterSymbol _target;
    private readonly int _depth;
    private readonly Dictionary<(IMethodSymbol, int), MemberAssignments?> _known;
    private readonly HashSet<CaptureId> _aliases = new();
    private readonly Dictionary<ISymbol, HashSet<int>> _assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, SyntaxNode> _firstAt = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _unclear = new(SymbolEqualityComparer.Default);
    private int _height;
    private bool _isLost;
    private bool _isCut;

    private MemberAssignments(FlowEngine engine, Body body, IParameterSymbol target, int depth, Dictionary<(IMethodSymbol, int), MemberAssignments?> known)
    {
        _known = known;
        _engine = engine;
        _graph = body.Graph;
        _target = target;
        _depth = depth;
    }

    /// <summary>Members that every path assigns.</summary>
    public HashSet<ISymbol> Always { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Members that some path assigns and some other, which surely can be taken, does not; with an assignment.</summary>
    public List<(ISymbol Member, SyntaxNode At)> Sometimes { get; } = new();

    /// <summary>What a function assigns to the members of one of its parameters; null when that is not known.</summary>
    /// <param name="engine">What knows the bodies.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameter">The position of the parameter.</param>
    /// <param name="known">What is known already, of this and other functions.</param>
    /// <param name="depth">How many helpers deep this is.</param>
    public static MemberAssignments? Of(FlowEngine engine, IMethodSymbol function, int parameter, Dictionary<(IMethodSymbol, int), MemberAssignments?> known, int depth = 0)
    {
        function = Definition(function);
        if (known.TryGetValue((function, parameter), out var assignments))
            return assignments;
        if (depth > DeepestHelper)
            return null;

        // A helper that comes back to itself is not known.
        known[(function, parameter)] = null;
        if (parameter >= function.Parameters.Length || engine.Bodies.Of(function) is not { } body)
            return null;
        var target = function.Parameters[parameter];
        if (target.RefKind != RefKind.None || IsUsedByNested(body.Graph.OriginalOperation.Syntax, function, target))
            return null;
        assignments = new MemberAssignments(engine, body, target, depth, known);
        assignments.Find();
        if (assignments._isCut)
            known.Remove((function, parameter));
        else if (!assignments._isLost)
            return known[(function, parameter)] = assignments;
        return null;
    }

    private static IMethodSymbol Definition(IMethodSymbol function) => (function.PartialImplementationPart ?? function).OriginalDefinition;

    private static bool IsUsedByNested(SyntaxNode body, IMethodSymbol function, IParameterSymbol target)
    {
        var own = function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return body.DescendantNodesAndSelf().Where(node => node != own && node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            .Any(nested => nested != own && own?.Span.Contains(nested.Span) == true
                && nested.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == target.Name));
    }

    private void Find()
    {
        foreach (var block in _graph.Blocks)
        {
            foreach (var operation in block.Operations.SelectMany(operation => operation.DescendantsAndSelf()).Concat(block.BranchValue?.DescendantsAndSelf() ?? Enumerable.Empty<IOperation>()))
            {
                _engine.Cancellation.ThrowIfCancellationRequested();
                if (operation is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, _target))
                    Note(block.Ordinal, operation);
                else if (operation is IFlowCaptureReferenceOperation captured && _aliases.Contains(captured.Id))
                    Note(block.Ordinal, operation);
                if (_isLost)
                    return;
            }
        }

        var loops = Loops();
        foreach (var assigned in _assigned)
        {
            if (_unclear.Contains(assigned.Key) || assigned.Value.Any(ordinal => loops.Any(loop => ordinal >= loop.Head && ordinal <= loop.Last)))
                continue;
            if (WayAround(assigned.Value) is not { } canBeTaken)
                Always.Add(assigned.Key);
            else if (canBeTaken && _firstAt.TryGetValue(assigned.Key, out var at))
                Sometimes.Add((assigned.Key, at));
        }
    }

    /// <summary>Notes what is done with the object.</summary>
    private void Note(int block, IOperation reference)
    {
        switch (reference.Parent)
        {
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member when member.Instance == reference:
                NoteMember(block, member);
                break;
            case IFlowCaptureOperation capture:
                _aliases.Add(capture.Id);
                break;
            case IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call }
                when !call.TargetMethod.IsVirtual && !call.TargetMethod.IsAbstract && !call.TargetMethod.IsOverride:
                NoteHelper(block, call, Definition(call.TargetMethod.ReducedFrom ?? call.TargetMethod), parameter.Ordinal);
                break;
            default:
                _isLost = true;
                break;
        }
    }

    /// <summary>Notes what a helper does with the object. What is known of it must not depend on how deep it was met first: hence its height.</summary>
    private void NoteHelper(int block, IInvocationOperation call, IMethodSymbol function, int parameter)
    {
        if (Of(_engine, function, parameter, _known, _depth + 1) is not { } helper)
        {
            _isLost = true;
            _isCut = !_known.ContainsKey((function, parameter));
            return;
        }

        _height = Math.Max(_height, helper._height + 1);
        _isLost = _height > DeepestHelper;
        foreach (var member in helper.Always)
            NoteAssigned(block, member, call.Syntax);
        foreach (var (member, _) in helper.Sometimes)
            NoteAssigned(-1, member, call.Syntax);
    }

    private void NoteMember(int block, IMemberReferenceOperation member)
    {
        var symbol = member.Member.OriginalDefinition;
        IOperation written = member;
        while (written.Parent is ITupleOperation or IDeclarationExpressionOperation || (written.Parent is IConversionOperation && written.Parent.Parent is IAssignmentOperation))
            written = written.Parent;
        switch (written.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == written:
            case IDeconstructionAssignmentOperation deconstruction when deconstruction.Target == written:
            case IArgumentOperation { Parameter.RefKind: RefKind.Out }:
                NoteAssigned(block, symbol, member.Syntax);
                if (member.Syntax.AncestorsAndSelf().TakeWhile(node => node is ExpressionSyntax).Any(node => node.IsKind(SyntaxKind.CoalesceAssignmentExpression)))
                    _unclear.Add(symbol);
                break;
            case ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref } or IFlowCaptureOperation:
                // Adds to what the row before left, perhaps on purpose; or is written under a name that is not followed.
                _unclear.Add(symbol);
                break;
        }
    }

    private void NoteAssigned(int block, ISymbol member, SyntaxNode at)
    {
        if (!_assigned.TryGetValue(member, out var blocks))
            _assigned[member] = blocks = new HashSet<int>();
        blocks.Add(block);
        for (var region = block < 0 ? null : _graph.Blocks[block].EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            // Runs on every way out of its try block, which the ways followed here do not show.
            if (region.Kind == ControlFlowRegionKind.Finally)
                _unclear.Add(member);
        }

        if (!_firstAt.ContainsKey(member))
            _firstAt[member] = at;
    }

    private List<(int Head, int Last)> Loops() => (
        from block in _graph.Blocks
        from branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor }
        where branch?.Destination is { } target && target.Ordinal <= block.Ordinal
        select (Head: branch.Destination!.Ordinal, Last: block.Ordinal)).ToList();

    /// <summary>Whether a way to the end that assigns nothing can surely be taken; null when there is no such way.</summary>
    private bool? WayAround(HashSet<int> assigning)
    {
        var exit = _graph.Blocks.Length - 1;
        var reachesEnd = ReachEnd(assigning, exit);
        if (!reachesEnd.Contains(0))
            return null;
        var open = new Stack<(int Block, Way Way)>();
        open.Push((0, Way.Start));
        for (var (tried, steps) = (0, 0); open.Count > 0; steps++)
        {
            if (steps > MostSteps)
                return false;
            var (ordinal, way) = open.Pop();
            if (ordinal == exit)
            {
                if (BranchConditions.CanAllHold(way.Decisions, new[] { _target.Name, SourceName }))
                    return true;
                if (++tried > MostWays)
                    return false;
                continue;
            }

            var next = Successors(ordinal, assigning).Where(step => reachesEnd.Contains(step.To) && !way.Passed(step.To)).ToList();
            var isFree = next.Select(step => step.To).Distinct().Count() > 1 && next.All(step => step.Taken is not null);
            foreach (var (to, taken) in next)
                open.Push((to, way.Then(to, isFree || taken is not { } holds || _graph.Blocks[ordinal].BranchValue is not { } condition ? null : (condition, holds))));
        }

        return false;
    }

    /// <summary>The row that is read: the pipeline always passes one.</summary>
    private string SourceName => _target.ContainingSymbol is IMethodSymbol { Parameters: { Length: > 0 } parameters } ? parameters[0].Name : "";

    private HashSet<int> ReachEnd(HashSet<int> assigning, int exit)
    {
        var before = new Dictionary<int, List<int>>();
        foreach (var block in _graph.Blocks)
        {
            foreach (var (to, _) in Successors(block.Ordinal, assigning))
            {
                if (!before.TryGetValue(to, out var from))
                    before[to] = from = new List<int>();
                from.Add(block.Ordinal);
            }
        }

        var reaching = new HashSet<int> { exit };
        var open = new Stack<int>(reaching);
        while (open.Count > 0)
        {
            foreach (var from in before.TryGetValue(open.Pop(), out var blocks) ? blocks : new List<int>())
            {
                if (reaching.Add(from))
                    open.Push(from);
            }
        }

        return reaching;
    }

    /// <summary>Where control goes from a block that does not assign; from one that does, only to a handler, when it throws before.</summary>
    private IEnumerable<(int To, bool? Taken)> Successors(int ordinal, HashSet<int> assigning)
    {
        var block = _graph.Blocks[ordinal];
        if (!assigning.Contains(ordinal))
        {
            var whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            if (block.ConditionalSuccessor?.Destination is { } conditional)
                yield return (conditional.Ordinal, whenTrue);
            if (block.FallThroughSuccessor?.Destination is { } destination)
                yield return (destination.Ordinal, block.ConditionalSuccessor is null ? null : !whenTrue);
        }

        if (!block.Operations.SelectMany(operation => operation.DescendantsAndSelf()).Any(operation => operation is IInvocationOperation or IArrayElementReferenceOperation))
            yield break;
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(handler => handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                yield return (handler.FirstBlockOrdinal, null);
        }
    }

    /// <summary>A way through the blocks: those passed, and the branches that it had to take.</summary>
    private sealed class Way
    {
        public static readonly Way Start = new(null, 0, null);

        private readonly Way? _before;
        private readonly int _block;
        private readonly (IOperation Condition, bool Holds)? _decision;

        private Way(Way? before, int block, (IOperation, bool)? decision)
        {
            _before = before;
            _block = block;
            _decision = decision;
        }

        public IEnumerable<(IOperation Condition, bool Holds)> Decisions
        {
            get
            {
                for (var way = this; way is not null; way = way._before)
                {
                    if (way._decision is { } decision)
                        yield return decision;
                }
            }
        }

        public Way Then(int block, (IOperation, bool)? decision) => new(this, block, decision);

        public bool Passed(int block)
        {
            for (var way = this; way is not null; way = way._before)
            {
                if (way._block == block)
                    return true;
            }

            return false;
        }
    }
}
