using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>Decides what a call is: a library operation with a meaning, a member of this compilation, a delegate, or unknown.</summary>
internal sealed class CallEvaluator
{
    /// <summary>The member that a <c>with</c> expression calls.</summary>
    private const string RecordClone = "<Clone>$";

    private readonly Frame _frame;
    private readonly OperationEvaluator _evaluator;
    private readonly Meanings _meanings;

    public CallEvaluator(Frame frame, OperationEvaluator evaluator)
    {
        _frame = frame;
        _evaluator = evaluator;
        _meanings = new Meanings(frame, this);
    }

    public Assignments Assignments { get; set; } = null!;

    private ValueFactory Values => _frame.Values;

    private FlowEngine Engine => _frame.Engine;

    public Value Invoke(IInvocationOperation call)
    {
        var target = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        var arguments = Arguments(call.Arguments);
        var receiver = call.Instance is not null ? _evaluator.Of(call.Instance) : call.Arguments.Length > 0 && target.IsExtensionMethod ? arguments[0].Value : Values.Null;
        foreach (var argument in arguments.Where(argument => argument.Value.Kind is ValueKind.Event or ValueKind.Object or ValueKind.Alternatives))
            _frame.Choices.Keep(call.Syntax, argument.Value);
        var spec = SpecOf(call, target);
        if (spec is { Role: not Role.None })
        {
            var result = _meanings.Apply(call, spec, receiver, arguments);
            WriteOutputs(call.Arguments, parameter => _meanings.Output(spec, result, parameter));
            if (spec.Role == Role.LoadsModel)
                _evaluator.NoteOutputs(call, _frame.Site(call.Syntax, spec));
            return result;
        }

        if (target.Name == RecordClone)
            return Copy(call, receiver);
        if (target.Name is "GetEnumerator" or "GetAsyncEnumerator" && call.IsImplicit)
            return receiver;
        if (target.MethodKind == MethodKind.DelegateInvoke)
            return CallDelegate(call.Syntax, receiver, arguments.Select(argument => argument.Value).ToImmutableArray());
        if (spec is null && (target.MethodKind == MethodKind.LocalFunction || !target.DeclaringSyntaxReferences.IsEmpty))
        {
            // A local function shares the instance of the member that holds it.
            var instance = target.MethodKind == MethodKind.LocalFunction ? Values.This : call.Instance is null ? Values.Null : receiver;
            return InvokeSource(call, target, instance, InOrder(target, call.Arguments));
        }

        if (Library.IsCatalog(target.ReturnType))
            return receiver;
        Escape(arguments.Select(argument => argument.Value).Append(receiver));
        RunUnknown(call.Syntax, arguments.Select(argument => argument.Value));
        WriteOutputs(call.Arguments, _ => Values.Unknown);
        return Values.Result(_frame.Site(call.Syntax));
    }

    public Value Create(IObjectCreationOperation creation)
    {
        var site = _frame.Site(creation.Syntax);
        if (creation.Constructor is not { } constructor)
            return Values.Result(site);
        var arguments = Arguments(creation.Arguments);
        if (Engine.Library.Find(constructor) is { } spec)
            return _meanings.Apply(creation, spec, Values.Null, arguments);
        var created = Values.Make(ValueKind.Object, site);
        Engine.TypeOf[site.Node] = creation.Type;
        if (constructor.DeclaringSyntaxReferences.IsEmpty)
        {
            Escape(arguments.Select(argument => argument.Value));
            RunUnknown(creation.Syntax, arguments.Select(argument => argument.Value));
            return created;
        }

        if (Engine.Bodies.Of(constructor) is null)
            StorePrimary(constructor, created, arguments);
        else
            InvokeSource(creation, constructor, created, InOrder(constructor, creation.Arguments));
        return created;
    }

    /// <summary>
    /// A call with an ill-typed argument, or of a member that does not bind: when all candidates mean the same, it means
    /// that, with what could be evaluated of its arguments.
    /// </summary>
    public Value Candidate(IInvalidOperation invalid)
    {
        var parts = invalid.ChildOperations.ToImmutableArray();
        if (invalid.Syntax is InvocationExpressionSyntax syntax && Engine.Bodies.Model(syntax) is { } model)
        {
            var specs = new HashSet<OperationSpec?>();
            IMethodSymbol? method = null;
            foreach (var candidate in model.GetSymbolInfo(syntax, Engine.Cancellation).CandidateSymbols.OfType<IMethodSymbol>())
            {
                method = candidate;
                specs.Add(Engine.Library.Find(candidate.ReducedFrom ?? candidate));
            }

            if (specs.Count == 1 && specs.Single() is { Role: not Role.None } spec && method is not null)
                return _meanings.Apply(invalid, spec, Receiver(syntax, parts), MatchCandidate(method, syntax, parts));
        }

        Escape(parts.Select(_evaluator.Of));
        return Values.Result(_frame.Site(invalid.Syntax));
    }

    public Value ReadField(IFieldReferenceOperation reference)
    {
        var field = reference.Field.OriginalDefinition;
        var receiver = reference.Instance is null ? Values.Null : _evaluator.Of(reference.Instance);
        return reference.Field.ContainingType is { IsTupleType: true }
            ? Values.MemberOf(reference.Field, receiver)
            : field.DeclaringSyntaxReferences.IsEmpty ? ReadLibraryMember(reference, field, receiver) : _frame.ReadField(field, receiver);
    }

    public Value ReadProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        var receiver = reference.Instance is null ? Values.Null : _evaluator.Of(reference.Instance);
        var spec = Engine.Library.Find(property);
        if (spec is { Role: not (Role.ReadsMetric or Role.None) })
            return _meanings.Apply(reference, spec, receiver, Arguments(reference.Arguments));
        if (spec is null && !property.DeclaringSyntaxReferences.IsEmpty)
        {
            if (property.ContainingType.IsAnonymousType)
                return Values.MemberOf(property, receiver);
            return Engine.Bodies.IsAutoProperty(property) || property.GetMethod is null
                ? _frame.ReadField(property.OriginalDefinition, receiver)
                : InvokeSource(reference, property.GetMethod, receiver, Arguments(reference.Arguments).Select(argument => argument.Value).ToImmutableArray());
        }

        if (Library.IsCatalog(property.Type))
            return receiver;
        if (property.IsIndexer && reference.Arguments.Length == 1)
            return ElementAt(reference, receiver, reference.Arguments[0].Value);
        if (property.Name == "Current" && reference.IsImplicit)
            return RowAlgebra.ElementOf(Values, _frame.Site(reference.Syntax), receiver);
        if (property.Name is "Result" or "Value" && property.ContainingType.Name is "Task" or "ValueTask" or "Lazy" or "Nullable" or "KeyValuePair" or "AsyncLazy")
            return receiver;
        return ReadLibraryMember(reference, property.OriginalDefinition, receiver);
    }

    /// <summary>A field or property of a library's type: what was written to it here, else a part of the value.</summary>
    private Value ReadLibraryMember(IOperation reference, ISymbol member, Value receiver)
    {
        var written = _frame.FieldsOf(receiver).FirstOrDefault(field => SymbolEqualityComparer.Default.Equals(field.Field, member));
        if (Library.IsPipeline(member) && member.ContainingType.Name.EndsWith("Metrics", StringComparison.Ordinal))
            _frame.Record(EventKind.ReadsMetric, _frame.Site(reference.Syntax, Engine.Library.Find(member)), receiver, member);
        return written.Value ?? Values.MemberOf(member, receiver);
    }

    /// <summary><c>sequence[index]</c>, with an index or a range.</summary>
    public Value ElementAt(IOperation operation, Value sequence, IOperation? index)
    {
        // Of a sequence whose members are known it matters which one it is, not how far from another.
        var at = (sequence.Kind is ValueKind.Folds or ValueKind.Items or ValueKind.Alternatives or ValueKind.Computed or ValueKind.Statistic ? null : _frame.Positions.Of(index))
            ?? _evaluator.Of(index);
        if (at is { Kind: ValueKind.Computed, Tag: "range" })
        {
            var range = RowAlgebra.Restrict(Values, sequence, rows => RowAlgebra.Range(Values, rows, at.Operands[0], at.Operands[1]));
            _frame.Record(EventKind.MakesRows, _frame.Site(operation.Syntax), range);
            return range;
        }

        NotePicked(_frame.Site(operation.Syntax), sequence);
        return RowAlgebra.ElementOf(Values, _frame.Site(operation.Syntax), sequence, at);
    }

    /// <summary>Notes that one element of an ordered sequence is taken.</summary>
    public void NotePicked(CallSite site, Value sequence)
    {
        if (ValueFactory.Expand(sequence).Any(each => each.Value is { Kind: ValueKind.Data, First.Kind: ValueKind.Ordered }))
            _frame.Record(EventKind.Picks, site, sequence);
    }

    /// <summary>A lambda, with what it captures as it is now.</summary>
    public Value Closure(IFlowAnonymousFunctionOperation lambda)
    {
        Engine.Bodies.AddNested(_frame.Body.Graph, lambda.Symbol, lambda);
        return MakeClosure(lambda.Symbol, Values.This);
    }

    /// <summary>A method group.</summary>
    public Value Closure(IMethodReferenceOperation method)
    {
        var target = (method.Method.ReducedFrom ?? method.Method).OriginalDefinition;
        return target.MethodKind == MethodKind.LocalFunction
            ? MakeClosure(target, Values.This)
            : Values.Make(ValueKind.Closure, new ClosureTarget(target, ImmutableArray<ISymbol>.Empty), method.Instance is null ? Values.Null : _evaluator.Of(method.Instance));
    }

    /// <summary>Calls a delegate: at once when it is known, else when a caller makes it known.</summary>
    public Value CallDelegate(SyntaxNode syntax, Value function, ImmutableArray<Value> arguments)
    {
        var site = _frame.Site(syntax);
        return Values.Map(function, each => each is { Kind: ValueKind.Closure, Tag: ClosureTarget target }
            ? Inline(site, target.Method, each.First, arguments, each) ?? ComputeBy(syntax, target.Method, arguments) ?? Values.Result(site)
            : Later(site, each, null, arguments));
    }

    /// <summary>What a library's function computes where only its name is handed on: <c>cells.Select(float.Parse)</c>.</summary>
    private Value? ComputeBy(SyntaxNode call, IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        if (!method.IsStatic || Engine.Library.Find(method) is not { Role: Role.Computes } spec)
            return null;
        var named = (call as InvocationExpressionSyntax)?.ArgumentList.Arguments.Select(argument => argument.Expression)
            .FirstOrDefault(expression => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name == method.Name);
        var given = method.Parameters.Zip(arguments, (parameter, value) => new KeyValuePair<string, Value>(parameter.Name, value)).ToImmutableArray();
        return _meanings.Compute(_frame.Site(named ?? call, spec), Values.Null, given, method, null);
    }

    /// <summary>Calls a member of this compilation.</summary>
    public Value InvokeSource(IOperation call, IMethodSymbol target, Value receiver, ImmutableArray<Value> arguments)
    {
        var site = _frame.Site(call.Syntax);
        var implementation = Dispatch(target, receiver, call);
        var result = implementation is null
            ? Later(site, receiver, target, arguments)
            : Inline(site, implementation, receiver, arguments, null, call);
        if (result is null)
        {
            Escape(arguments);
            RunUnknown(call.Syntax, arguments);
            if (call is IInvocationOperation { Arguments: var written })
                WriteOutputs(written, _ => Values.Unknown);
        }

        // Of an iterator whose body cannot be followed it is known which call its rows come from: it runs when they are read, anew each time.
        if (result is null && implementation is not null && Engine.Bodies.IsIterator(implementation))
            return Values.Data(Values.Make(ValueKind.AllRows, null, Values.Computed(RowAlgebra.Iterator, Values.Result(site))));
        return result ?? Values.Result(site);
    }

    /// <summary>What an iterator yields is a collection to which its rows are added.</summary>
    public Value Yield(IOperation yielded, Value row)
    {
        var rows = Values.Event(_frame.Site(_frame.Body.Root.Syntax, LibraryTable.Collection));
        _frame.State[_frame.Variables.Slot(Frame.ReturnVariable)] = rows;
        _frame.Record(new FlowEvent(
            EventKind.Operation,
            _frame.Site(yielded.Syntax, LibraryTable.Addition),
            rows,
            ImmutableArray.Create(new KeyValuePair<string, Value>(LibraryTable.Addition.Parameter("element"), row)),
            _frame.State.Path.Guard));
        return rows;
    }

    /// <summary>Notes that values were handed to code that is not known.</summary>
    public void Escape(IEnumerable<Value> values)
    {
        foreach (var value in values)
        {
            if (value.Kind is not (ValueKind.Constant or ValueKind.Unknown or ValueKind.Closure or ValueKind.This) && value.IsSymbolic)
                _frame.Record(EventKind.Escapes, Values.Site(null, _frame.Body.Root.Syntax, null, _frame.Body.Member.Name), value);
        }
    }

    /// <summary>Runs the delegates that are handed to unknown code, with unknown arguments: their bodies are part of the program.</summary>
    public void RunUnknown(SyntaxNode syntax, IEnumerable<Value> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is not { Kind: ValueKind.Closure, Tag: ClosureTarget target })
                continue;
            var site = _frame.Site(syntax);
            Inline(site, target.Method, argument.First, target.Method.Parameters.Select(_ => Values.Unknown).ToImmutableArray(), argument);
        }
    }

    /// <summary>What a call means. The hash code of an object whose class says nothing of its own is that of its identity.</summary>
    private OperationSpec? SpecOf(IInvocationOperation call, IMethodSymbol target) =>
        target is { Name: nameof(GetHashCode), ContainingType.SpecialType: SpecialType.System_Object }
            && call.Instance?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None, IsAbstract: false, IsAnonymousType: false }
            ? LibraryTable.Exact("System.Runtime.CompilerServices.RuntimeHelpers", nameof(GetHashCode))
            : Engine.Library.Find(target);

    /// <summary>A copy of a record: an object of its own, with the same members.</summary>
    private Value Copy(IInvocationOperation clone, Value original)
    {
        var copy = Values.Make(ValueKind.Object, _frame.Site(clone.Syntax));
        Engine.TypeOf[clone.Syntax] = clone.Type;
        foreach (var (field, value) in _frame.FieldsOf(original).ToList())
            _frame.WriteField(field, copy, value);
        return copy;
    }

    private Value MakeClosure(IMethodSymbol function, Value receiver)
    {
        var captured = Engine.CapturedBy(function);
        var operands = ImmutableArray.CreateBuilder<Value>(captured.Length + 1);
        operands.Add(receiver);
        foreach (var variable in captured)
            operands.Add(_frame.Read(variable));
        return Values.Make(ValueKind.Closure, new ClosureTarget(function, captured), operands.ToImmutable());
    }

    /// <summary>The member that really runs; null when only a caller can tell.</summary>
    private IMethodSymbol? Dispatch(IMethodSymbol target, Value receiver, IOperation call)
    {
        var isBaseCall = call is IInvocationOperation { Instance: IInstanceReferenceOperation { IsImplicit: false } instance }
            && instance.Syntax is BaseExpressionSyntax;
        if (isBaseCall || !(target.IsVirtual || target.IsAbstract || target.IsOverride) || target.IsSealed || target.ContainingType.IsSealed)
            return target.IsAbstract ? null : target;
        return Engine.ImplementationFor(target, receiver);
    }

    private Value? Inline(
        CallSite site, IMethodSymbol target, Value receiver, ImmutableArray<Value> arguments, Value? closure, IOperation? call = null)
    {
        var inliner = new Inliner(_frame, site);
        var result = inliner.Inline(target, receiver, arguments, closure);
        if (result is not null && inliner.Outputs.Count > 0 && call is IInvocationOperation { Arguments: var written })
            WriteOutputs(written, parameter => inliner.Outputs.TryGetValue(parameter.Ordinal, out var value) ? value : Values.Unknown);
        return result;
    }

    private Value Later(CallSite site, Value receiver, IMethodSymbol? target, ImmutableArray<Value> arguments)
    {
        var named = arguments.Select((argument, i) => new KeyValuePair<string, Value>(i.ToString(), argument)).ToImmutableArray();
        _frame.Record(new FlowEvent(EventKind.CallsLater, site, receiver, named, _frame.State.Path.Guard, target));
        return Values.Result(site);
    }

    private ImmutableArray<KeyValuePair<string, Value>> Arguments(ImmutableArray<IArgumentOperation> arguments) =>
        ImmutableArray.CreateRange(arguments, argument => new KeyValuePair<string, Value>(argument.Parameter?.Name ?? "", _evaluator.Of(argument.Value)));

    private ImmutableArray<Value> InOrder(IMethodSymbol target, ImmutableArray<IArgumentOperation> arguments)
    {
        var ordered = new Value[target.Parameters.Length];
        foreach (var argument in arguments)
        {
            // An extension method called as one has its receiver as first argument, with the unreduced parameter.
            var ordinal = argument.Parameter?.Ordinal ?? -1;
            if (ordinal >= 0 && ordinal < ordered.Length)
                ordered[ordinal] = argument.Parameter!.RefKind == RefKind.Out ? Values.Unknown : _evaluator.Of(argument.Value);
        }

        return ImmutableArray.CreateRange(ordered.Select(value => value ?? Values.Unknown));
    }

    private void WriteOutputs(ImmutableArray<IArgumentOperation> arguments, Func<IParameterSymbol, Value> value)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
                Assignments.Write(argument.Value, value(parameter));
        }
    }

    private void StorePrimary(IMethodSymbol constructor, Value created, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        foreach (var parameter in constructor.Parameters)
        {
            var value = arguments.FirstOrDefault(argument => argument.Key == parameter.Name).Value ?? Values.Unknown;
            var property = constructor.ContainingType.IsRecord
                ? constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
                : null;
            var field = property?.OriginalDefinition ?? (ISymbol)parameter.OriginalDefinition;
            _frame.WriteField(field, created, value);
            _frame.Record(EventKind.WritesField, created.Site!, created, field, ("value", value));
        }
    }

    private Value Receiver(InvocationExpressionSyntax syntax, ImmutableArray<IOperation> parts) =>
        syntax.Expression is MemberAccessExpressionSyntax { Expression: var expression }
            ? _evaluator.Of(parts.SelectMany(part => part.DescendantsAndSelf()).FirstOrDefault(part => part.Syntax == expression))
            : Values.Unknown;

    private ImmutableArray<KeyValuePair<string, Value>> MatchCandidate(
        IMethodSymbol method, InvocationExpressionSyntax syntax, ImmutableArray<IOperation> parts)
    {
        var matched = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>();
        var offset = 0;
        if (method.ReducedFrom is { } extension)
        {
            method = extension;
            offset = 1;
            matched.Add(new(method.Parameters[0].Name, Receiver(syntax, parts)));
        }

        for (var i = 0; i < syntax.ArgumentList.Arguments.Count; i++)
        {
            var argument = syntax.ArgumentList.Arguments[i];
            var name = argument.NameColon?.Name.Identifier.ValueText
                ?? (i + offset < method.Parameters.Length ? method.Parameters[i + offset].Name : null);
            var value = parts.FirstOrDefault(part => part.Syntax == argument || part.Syntax == argument.Expression);
            if (name is not null)
                matched.Add(new(name, _evaluator.Of(value)));
        }

        matched.Add(new(FlowEvent.Unbound, Values.Unknown));
        return matched.ToImmutable();
    }
}

/// <summary>What a delegate calls, and the variables it captures (a closure's operands after its receiver).</summary>
internal sealed record ClosureTarget(IMethodSymbol Method, ImmutableArray<ISymbol> Captured)
{
    public bool Equals(ClosureTarget? other) => other is not null && SymbolEqualityComparer.Default.Equals(Method, other.Method);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
