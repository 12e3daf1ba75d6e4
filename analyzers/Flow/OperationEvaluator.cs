using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// Evaluates operation trees of one member, children first and without recursion: a fluent chain of a thousand calls is a
/// tree a thousand levels deep.
/// </summary>
internal sealed class OperationEvaluator
{
    private readonly Frame _frame;
    private readonly CallEvaluator _calls;
    private readonly Assignments _assignments;
    private readonly Dictionary<IOperation, Value> _results = new();

    /// <summary>A list as a stack: the children of an operation are turned around in place.</summary>
    private readonly List<(IOperation Operation, bool Entered)> _open = new();
    private readonly Dictionary<ILocalSymbol, (CallSite Site, Value Value)> _stored = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILocalSymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, CallSite> _outputs = new(SymbolEqualityComparer.Default);

    public OperationEvaluator(Frame frame)
    {
        _frame = frame;
        _calls = new CallEvaluator(frame, this);
        _assignments = new Assignments(frame, this, _calls);
    }

    private ValueFactory Values => _frame.Values;

    public void EnterBlock() => _results.Clear();

    /// <summary>The value of an operation that has been evaluated in this block.</summary>
    public Value Of(IOperation? operation) =>
        operation is not null && _results.TryGetValue(operation, out var value) ? value : Values.Unknown;

    public Value Evaluate(IOperation root, bool isStatement)
    {
        // What a call does may be evaluated on the way, above what is open already.
        var open = _open;
        var bottom = open.Count;
        open.Add((root, false));
        while (open.Count > bottom)
        {
            var (operation, entered) = open[open.Count - 1];
            open.RemoveAt(open.Count - 1);
            if (_results.ContainsKey(operation))
                continue;
            if (entered)
            {
                var result = operation.ConstantValue is { HasValue: true } constant && operation is not IAssignmentOperation
                    ? Values.Constant(constant.Value)
                    : Apply(operation);
                _results[operation] = result;
                NoteNames(operation, result);
                continue;
            }

            open.Add((operation, true));
            var first = open.Count;
            foreach (var child in Assignments.EvaluatedChildren(operation))
                open.Add((child, false));
            open.Reverse(first, open.Count - first);
        }

        if (isStatement && root is IExpressionStatementOperation { Operation: { } expression })
            RecordDropped(expression);
        return _results[root];
    }

    /// <summary>Results of pipeline operations that were stored in locals which nothing reads, and outputs that something reads.</summary>
    public IEnumerable<FlowEvent> UsesOfLocals()
    {
        // Nearly always all were read on the way; only then is the whole body not searched for what lambdas read.
        if (_outputs.Count == 0 && _stored.Keys.All(_read.Contains))
            yield break;
        var read = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in _frame.Body.Root.DescendantsAndSelf())
        {
            if (operation is ILocalReferenceOperation { IsDeclaration: false } local
                && !(local.Parent is ISimpleAssignmentOperation assignment && assignment.Target == local)
                && local.Parent is not IArgumentOperation { Parameter.RefKind: RefKind.Out })
            {
                read.Add(local.Local);
            }
        }

        foreach (var stored in _stored.OrderBy(pair => pair.Value.Site.Node.SpanStart))
        {
            if (!read.Contains(stored.Key) && _frame.Owns(stored.Key))
            {
                yield return new FlowEvent(
                    EventKind.StoresUnread, stored.Value.Site, stored.Value.Value, ImmutableArray<KeyValuePair<string, Value>>.Empty, Guard.Always, stored.Key);
            }
        }

        foreach (var output in _outputs.Where(output => read.Contains(output.Key)).OrderBy(output => output.Value.Node.SpanStart))
        {
            yield return new FlowEvent(
                EventKind.ReadsOutput, output.Value, Values.Event(output.Value), ImmutableArray<KeyValuePair<string, Value>>.Empty, Guard.Always, output.Key);
        }
    }

    /// <summary>Notes that a local was assigned the result of a pipeline operation.</summary>
    public void NoteStored(ILocalSymbol local, IOperation value)
    {
        if (Unwrap(value) is IInvocationOperation call && SiteOfPure(call) is { } site)
            _stored[local] = (site, Of(value));
    }

    /// <summary>Notes the locals that an operation writes through <c>out</c>.</summary>
    public void NoteOutputs(IInvocationOperation call, CallSite site)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.RefKind: RefKind.Out }
                && (argument.Value is IDeclarationExpressionOperation declaration ? declaration.Expression : argument.Value) is ILocalReferenceOperation { Local: var local }
                && _frame.Owns(local))
            {
                _outputs[local] = site;
            }
        }
    }

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IAwaitOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IAwaitOperation)operation).Operation;
        return operation;
    }

    private void RecordDropped(IOperation expression)
    {
        if (Unwrap(expression) is IInvocationOperation call && SiteOfPure(call) is { } site && !IsWholeArgument(call.Syntax))
            _frame.Record(EventKind.DropsResult, site, Of(call));
    }

    /// <summary>Whether the call is the whole of a lambda that is handed on: often an assertion that the call throws.</summary>
    private static bool IsWholeArgument(SyntaxNode call) =>
        call.Parent is LambdaExpressionSyntax { Parent: ArgumentSyntax } lambda && lambda.ExpressionBody == call;

    /// <summary>The call site, when the call is a pipeline operation that only returns something.</summary>
    private CallSite? SiteOfPure(IInvocationOperation call)
    {
        if (_frame.Engine.Library.Find(call.TargetMethod) is not { } spec || !Library.IsPipeline(call.TargetMethod))
            return null;
        return spec.Role is Role.Appends or Role.Fits or Role.Transforms or Role.Evaluates or Role.Caches or Role.TakesRows or Role.SkipsRows
            or Role.FiltersByRange or Role.FiltersRows or Role.Shuffles or Role.Bootstraps or Role.Splits or Role.SplitsIntoFolds
            or Role.BuildsEstimator or Role.CrossValidates
            ? _frame.Site(call.Syntax, spec)
            : null;
    }

    private Value Apply(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Of(statement.Operation);
            case ILocalReferenceOperation local:
                _read.Add(local.Local);
                return _frame.Read(local.Local);
            case IParameterReferenceOperation parameter:
                return ReadParameter(parameter.Parameter);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return operation.Parent?.Parent?.Parent?.Parent is IIsPatternOperation matched ? Of(matched.Value) : Values.Unknown;
            case IInstanceReferenceOperation:
                return Values.This;
            case IFieldReferenceOperation field:
                return _calls.ReadField(field);
            case IPropertyReferenceOperation property:
                return _calls.ReadProperty(property);
            case IInvocationOperation call:
                return _calls.Invoke(call);
            case IObjectCreationOperation creation:
                return _calls.Create(creation);
            case IInvalidOperation invalid:
                return _calls.Candidate(invalid);
            case IDelegateCreationOperation creation:
                return Of(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return _calls.Closure(lambda);
            case IMethodReferenceOperation method:
                return _calls.Closure(method);
            case IConversionOperation conversion:
                return Of(conversion.Operand);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                return _calls.Yield(yielded, Of(yielded.ReturnedValue));
            case IAwaitOperation awaited:
                return Of(awaited.Operation);
            case ITranslatedQueryOperation query:
                return Of(query.Operation);
            case IArgumentOperation argument:
                return Of(argument.Value);
            case IFlowCaptureOperation capture:
                _assignments.Capture(capture);
                return Of(capture.Value);
            case IFlowCaptureReferenceOperation reference:
                return _frame.State[_frame.Variables.Slot(reference.Id)] ?? Values.Unknown;
            case IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationExpressionOperation or IIsPatternOperation:
                return _assignments.Assign(operation);
            case ITupleOperation tuple:
                return Values.Tuple(All(tuple.Elements));
            case IAnonymousObjectCreationOperation anonymous:
                return _assignments.Anonymous(anonymous);
            case IArrayCreationOperation { Initializer: { } initializer }:
                return Members(operation, initializer.ElementValues);
            case IArrayCreationOperation:
                return Values.Result(_frame.Site(operation.Syntax));
            case IArrayElementReferenceOperation element:
                return _calls.ElementAt(element, Of(element.ArrayReference), element.Indices.Length == 1 ? element.Indices[0] : null);
            case IBinaryOperation binary:
                _frame.RecordComparison(binary, Of(binary.LeftOperand), Of(binary.RightOperand));
                return NoteScaling(binary, Values.Computed(binary.OperatorKind.ToString(), Added(binary, binary.LeftOperand), Added(binary, binary.RightOperand)));
            case IUnaryOperation unary:
                return Values.Computed(unary.OperatorKind.ToString(), Of(unary.Operand));
            case IInterpolatedStringOperation text:
                return Values.Computed("text", All(text.Parts).ToArray());
            case IInterpolatedStringTextOperation text:
                return Of(text.Text);
            case IInterpolationOperation hole:
                return CurrentCulture.Decides(hole) ? Formatted(hole, Of(hole.Expression)) : Of(hole.Expression);
            case IRangeOperation range:
                return Values.Computed("range", range.LeftOperand is null ? Values.Constant(0) : Place(range.LeftOperand), range.RightOperand is null ? Values.Null : Place(range.RightOperand));
            case IDefaultValueOperation { Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                return Values.Null;
            case IDynamicInvocationOperation dynamicCall:
                _calls.Escape(dynamicCall.Arguments.Select(Of));
                return Values.Result(_frame.Site(operation.Syntax));
        }

        // Collection expressions are newer than the Roslyn that is referenced: their kind is known by its number.
        return (int)operation.Kind == 127 ? Collection(operation) : Values.Unknown;
    }

    /// <summary>A collection expression: its members, or the rows that are spread in it alone.</summary>
    private Value Collection(IOperation operation)
    {
        if (operation.ChildOperations.Count != 1 || operation.ChildOperations.First() is not { } spread || (int)spread.Kind != 128
            || Of(spread.ChildOperations.FirstOrDefault()) is not { Kind: ValueKind.Data } rows)
        {
            return Members(operation, operation.ChildOperations);
        }

        var site = _frame.Site(operation.Syntax);
        _frame.Record(EventKind.HoldsElements, site, rows);
        return RowAlgebra.Materialize(Values, rows, site);
    }

    private Value Place(IOperation index) => _frame.Positions.Of(index) ?? Of(index);

    /// <summary>Notes <c>(x - 37.2f) / 4.8f</c>. A constant with a name is explained by it: only literals count.</summary>
    private Value NoteScaling(IBinaryOperation quotient, Value value)
    {
        if (quotient.OperatorKind == BinaryOperatorKind.Divide && Unwrap(quotient.LeftOperand) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
            && IsLiteral(difference.RightOperand) && IsLiteral(quotient.RightOperand))
        {
            _frame.Record(EventKind.Scales, _frame.Site(quotient.Syntax), value, null, ("shift", Of(difference.RightOperand)), ("scale", Of(quotient.RightOperand)));
        }

        return value;
    }

    private static bool IsLiteral(IOperation operation) => Unwrap(operation) is ILiteralOperation or IUnaryOperation { Operand: ILiteralOperation };

    /// <summary>An operand of a binary operation, as a text where it becomes one.</summary>
    private Value Added(IBinaryOperation sum, IOperation operand) => CurrentCulture.Decides(sum, operand) ? Formatted(operand, Of(operand)) : Of(operand);

    /// <summary>A number or time that becomes a text without being asked how.</summary>
    private Value Formatted(IOperation operation, Value value) =>
        Values.Computed("call", value, Values.Event(_frame.Site(operation.Syntax, LibraryTable.Exact("System.Convert", "ToString"))));

    /// <summary>Notes the names of the variables that a text is composed of: a constant version is a version.</summary>
    private void NoteNames(IOperation operation, Value text)
    {
        if (operation.Type?.SpecialType != SpecialType.System_String || text.IsUnknown)
            return;
        var parts = operation switch
        {
            IInterpolatedStringOperation composed => composed.Parts.OfType<IInterpolationOperation>().Select(hole => hole.Expression),
            IBinaryOperation sum => new[] { sum.LeftOperand, sum.RightOperand },
            IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call => call.Arguments
                .SelectMany(argument => argument.Value is IArrayCreationOperation { Initializer: { } items } ? items.ElementValues.AsEnumerable() : new[] { argument.Value })
                .Concat(call.Instance is null ? Enumerable.Empty<IOperation>() : new[] { call.Instance }),
            _ => Enumerable.Empty<IOperation>(),
        };
        foreach (var part in parts)
        {
            var name = Unwrap(part) switch
            {
                ILocalReferenceOperation local => local.Local.Name,
                IParameterReferenceOperation parameter => parameter.Parameter.Name,
                IMemberReferenceOperation member => member.Member.Name,
                IInvocationOperation call => call.TargetMethod.Name,
                _ => null,
            };
            if (name is not null)
                Values.Name(text, name);
            Values.KeepNames(Of(part), text);
        }
    }

    private Value ReadParameter(IParameterSymbol parameter)
    {
        // A primary constructor's parameter is a field to every other member.
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && !_frame.Owns(parameter)
            && _frame.Body.Member is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            return _frame.ReadField(parameter.OriginalDefinition, Values.This);
        }

        return _frame.Read(parameter);
    }

    /// <summary>The members of an array or collection; of a large one only that it is always the same.</summary>
    private Value Members(IOperation operation, IReadOnlyCollection<IOperation> members) =>
        members.Count > Limits.ValueWidth ? Values.Result(_frame.Site(operation.Syntax)) : Values.Items(All(members));

    private ImmutableArray<Value> All(IEnumerable<IOperation> operations) => operations.Select(Of).ToImmutableArray();
}
