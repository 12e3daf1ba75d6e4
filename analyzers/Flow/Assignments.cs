using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>Everything that gives a variable, field, property or element a value.</summary>
internal sealed class Assignments
{
    private readonly Frame _frame;
    private readonly OperationEvaluator _evaluator;
    private readonly CallEvaluator _calls;

    /// <summary>What a flow capture of a left-hand side stands for.</summary>
    private readonly Dictionary<CaptureId, (IOperation Target, Value Instance)> _targets = new();

    public Assignments(Frame frame, OperationEvaluator evaluator, CallEvaluator calls)
    {
        _frame = frame;
        _evaluator = evaluator;
        _calls = calls;
        calls.Assignments = this;
    }

    private ValueFactory Values => _frame.Values;

    /// <summary>The operations to evaluate before an operation: a target is written, not read.</summary>
    public static IEnumerable<IOperation> EvaluatedChildren(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation assignment => TargetParts(assignment.Target).Append(assignment.Value),
        IDeconstructionAssignmentOperation assignment => TargetParts(assignment.Target).Append(assignment.Value),
        IArgumentOperation { Parameter.RefKind: RefKind.Out } argument => TargetParts(argument.Value),
        IFlowAnonymousFunctionOperation or INameOfOperation or ITypeOfOperation => Enumerable.Empty<IOperation>(),
        _ => operation.ChildOperations,
    };

    public void Capture(IFlowCaptureOperation capture)
    {
        if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
            or IArrayElementReferenceOperation)
        {
            _targets[capture.Id] = (capture.Value, _evaluator.Of((capture.Value as IMemberReferenceOperation)?.Instance));
        }

        var slot = _frame.Variables.Slot(capture.Id);
        _frame.Choices.Keep(capture.Value.Syntax, _evaluator.Of(capture.Value));
        _frame.State[slot] = _evaluator.Of(capture.Value);
    }

    public Value Assign(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                var value = _evaluator.Of(assignment.Value);
                if (assignment.Target is ILocalReferenceOperation { Local: var stored })
                    _evaluator.NoteStored(stored, assignment.Value);
                Write(assignment.Target, value);
                return value;
            case ICompoundAssignmentOperation compound:
                return Update(compound.Target, Accumulated(compound) ?? Values.Computed(
                    compound.OperatorKind.ToString(), _evaluator.Of(compound.Target), _evaluator.Of(compound.Value)));
            case IIncrementOrDecrementOperation step:
                return Update(step.Target, Values.Computed("Add", _evaluator.Of(step.Target), Values.Constant(1)));
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, _evaluator.Of(deconstruction.Value));
                return _evaluator.Of(deconstruction.Value);
            case IDeclarationExpressionOperation declaration:
                return _evaluator.Of(declaration.Expression);
            case IIsPatternOperation pattern:
                if (pattern.Pattern is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local })
                    _frame.Write(local, _evaluator.Of(pattern.Value));
                else
                    _frame.RecordComparison(pattern, _evaluator.Of(pattern.Value), Values.Null);
                return Values.Unknown;
            default:
                return Values.Unknown;
        }
    }

    /// <summary>Gives the target of an assignment or of an <c>out</c> argument its value.</summary>
    /// <param name="target">What is written.</param>
    /// <param name="value">The value it gets.</param>
    /// <param name="instance">The object whose member is written, when it was evaluated in another block.</param>
    public void Write(IOperation target, Value value, Value? instance = null)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                _frame.Choices.Keep(target.Syntax, value, null, _frame.Read(local.Local));
                _frame.Write(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                _frame.Choices.Keep(target.Syntax, value, null, _frame.Read(parameter.Parameter));
                _frame.Write(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Write(declaration.Expression, value);
                break;
            case IConversionOperation conversion:
                Write(conversion.Operand, value);
                break;
            case IFlowCaptureReferenceOperation reference:
                _frame.State[_frame.Variables.Slot(reference.Id)] = value;
                if (!_targets.TryGetValue(reference.Id, out var captured))
                    break;
                Write(captured.Target, value, captured.Instance);
                break;
            case ITupleOperation tuple:
                Deconstruct(tuple, value);
                break;
            case IFieldReferenceOperation field:
                WriteMember(target, field.Field.OriginalDefinition, instance ?? Instance(field), value);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                if (property.Property.SetMethod is { } setter && !property.Property.DeclaringSyntaxReferences.IsEmpty
                    && !_frame.Engine.Bodies.IsAutoProperty(property.Property))
                {
                    _calls.InvokeSource(property, setter, instance ?? Instance(property), ImmutableArray.Create(value));
                }
                else
                {
                    WriteMember(target, property.Property.OriginalDefinition, instance ?? Instance(property), value);
                }

                break;
            case IPropertyReferenceOperation { Arguments.Length: > 0 } indexer:
                WriteElement(
                    target,
                    instance ?? _evaluator.Of(indexer.Instance),
                    _evaluator.Of(indexer.Arguments[0].Value),
                    value,
                    _frame.Engine.Library.Find(indexer.Property),
                    IsDictionary(indexer.Property.ContainingType) ? "key" : "index");
                break;
            case IArrayElementReferenceOperation element:
                WriteElement(target, _evaluator.Of(element.ArrayReference), _evaluator.Of(element.Indices[0]), value);
                break;
        }
    }

    public Value Anonymous(IAnonymousObjectCreationOperation creation)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var members = ImmutableArray.CreateBuilder<Value>();
        foreach (var initializer in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            names.Add(initializer.Target is IPropertyReferenceOperation { Property.Name: var name } ? name : "");
            members.Add(_evaluator.Of(initializer.Value));
        }

        return Values.Tuple(members.ToImmutable(), names.ToImmutable());
    }

    /// <summary>A sum over rows: a variable of outside a loop to which each row's value is added.</summary>
    private Value? Accumulated(ICompoundAssignmentOperation compound)
    {
        if (compound.Target is not ILocalReferenceOperation { Local: { DeclaringSyntaxReferences.Length: 1 } local })
            return null;
        var added = _evaluator.Of(compound.Value);
        if (Sources.Within(added).Any(value => _frame.Positions.IsCountedAround(value, compound.Syntax)))
            return Values.Computed("sum", added);
        var row = Sources.Within(added).FirstOrDefault(value => value is { Kind: ValueKind.Element, First.Kind: ValueKind.Data });
        var loop = row?.Site!.Node.AncestorsAndSelf().FirstOrDefault(node => node is CommonForEachStatementSyntax);
        return loop is not null && !loop.Span.Contains(local.DeclaringSyntaxReferences[0].Span)
            ? Values.Make(ValueKind.Statistic, _frame.Site(compound.Syntax), row!.First, added)
            : null;
    }

    private static IEnumerable<IOperation> TargetParts(IOperation target) => target switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation or IFlowCaptureReferenceOperation
            or IDeclarationExpressionOperation => Enumerable.Empty<IOperation>(),
        ITupleOperation tuple => tuple.Elements.SelectMany(TargetParts),
        IConversionOperation conversion => TargetParts(conversion.Operand),
        _ => target.ChildOperations,
    };

    private Value Update(IOperation target, Value value)
    {
        Write(target, value);
        return value;
    }

    private Value Instance(IMemberReferenceOperation member) => member.Instance is null ? Values.Null : _evaluator.Of(member.Instance);

    private void WriteMember(IOperation target, ISymbol member, Value receiver, Value value)
    {
        if (receiver.Kind == ValueKind.Element)
            value = WithConditions(receiver, value);
        _frame.Choices.Keep(target.Syntax, value, _frame.Values.Field(member, receiver), _frame.ReadField(member, receiver));
        _frame.WriteField(member, receiver, value);
        if (!member.DeclaringSyntaxReferences.IsEmpty)
            _frame.Record(EventKind.WritesField, _frame.Site(target.Syntax), receiver, member, ("value", value));
    }

    /// <summary>What is written into a row also depends on the comparisons of that row that chose it.</summary>
    private Value WithConditions(Value row, Value value)
    {
        var conditions = ValueFactory.Expand(value).SelectMany(each => each.Guard.Decisions)
            .Concat(_frame.State.Path.Guard.Decisions)
            .Select(decision => _frame.Conditions.TryGetValue(decision.Condition, out var condition) ? condition : Values.Unknown)
            .Where(condition => Sources.Within(condition).Contains(row))
            .Distinct()
            .ToList();
        return conditions.Count == 0 ? value : Values.Computed("chosen", conditions.Prepend(value).ToArray());
    }

    private void WriteElement(IOperation target, Value sequence, Value index, Value value, OperationSpec? spec = null, string by = "index") =>
        _frame.Record(EventKind.WritesElement, _frame.Site(target.Syntax, spec), sequence, null, (by, index), ("value", value));

    private static bool IsDictionary(INamedTypeSymbol type) => type.AllInterfaces.Add(type).Any(i => i.OriginalDefinition.MetadataName is "IDictionary`2" or "IReadOnlyDictionary`2");

    private void Deconstruct(IOperation target, Value value)
    {
        var parts = target switch
        {
            IDeclarationExpressionOperation { Expression: ITupleOperation declared } => declared.Elements,
            ITupleOperation tuple => tuple.Elements,
            _ => ImmutableArray<IOperation>.Empty,
        };
        for (var i = 0; i < parts.Length; i++)
        {
            var at = i;
            var part = Values.Map(value, each => Part(each, at, parts.Length));
            if (parts[i] is ITupleOperation or IDeclarationExpressionOperation { Expression: ITupleOperation })
                Deconstruct(parts[i], part);
            else
                Write(parts[i], part);
        }
    }

    /// <summary>The i-th part of a deconstructed value: a tuple's member, a split's side, a positional record's property.</summary>
    private Value Part(Value value, int index, int count) => value.Kind switch
    {
        ValueKind.Tuple when index < value.Operands.Length => value.Operands[index],
        ValueKind.Unknown => value,
        ValueKind.Object => _frame.FieldsOf(value).Where(field => field.Field is IPropertySymbol or IParameterSymbol).Skip(index).Select(field => field.Value)
            .FirstOrDefault() ?? Values.Unknown,
        _ => Values.Make(ValueKind.Computed, "part" + index, value),
    };
}
