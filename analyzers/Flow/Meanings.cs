using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>What each role does to values. Knows roles and their parts, never method names.</summary>
internal sealed class Meanings
{
    private readonly Frame _frame;
    private readonly CallEvaluator _calls;

    public Meanings(Frame frame, CallEvaluator calls)
    {
        _frame = frame;
        _calls = calls;
    }

    private ValueFactory Values => _frame.Values;

    public Value Apply(IOperation operation, OperationSpec spec, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        var site = _frame.Site(operation.Syntax, spec);
        if ((spec.Role == Role.CreatesEngine || spec.Has("rows")) && operation is IInvocationOperation { TargetMethod.TypeArguments: { Length: > 0 } types })
            _frame.Engine.RowTypes.Add(types[0].OriginalDefinition);
        var result = Evaluate(operation, site, receiver, arguments);
        if (spec.Role is Role.LoadsData or Role.CreatesLoader || spec.Has("rows"))
            RecordRowClass(operation, site, result, receiver, arguments);
        if (spec.Role == Role.Materializes && receiver != result)
            _frame.Record(EventKind.MakesRows, site, result, null, ("of", arguments.FirstOrDefault(argument => argument.Key == spec.Parameter("data")).Value ?? receiver));
        if (spec.Has("holds") && spec.Role != Role.Groups)
            _frame.Record(EventKind.HoldsElements, site, arguments.FirstOrDefault(argument => argument.Key == spec.Parameter("data")).Value ?? receiver);
        if (spec.Has("writes") || arguments.Any(argument => argument.Key == spec.Parameter("inPlace") && argument.Value is { Kind: ValueKind.Constant, Tag: true }))
            _frame.Record(EventKind.WritesElement, site, receiver, null, ("index", Values.Unknown), ("value", result));
        if (spec.Role is Role.SplitsIntoFolds or Role.Splits or Role.TakesRows or Role.SkipsRows or Role.TakesLastRows or Role.SkipsLastRows or Role.TakesRange
            or Role.FiltersByRange or Role.Shuffles or Role.Bootstraps or Role.Joins)
        {
            _frame.Record(EventKind.MakesRows, site, result);
        }

        return spec.IsTeams && spec.Role == Role.Splits ? Returned(operation, site, result) : result;
    }

    /// <summary>What an operation with a meaning writes to an <c>out</c> parameter.</summary>
    public Value Output(OperationSpec spec, Value result, IParameterSymbol parameter) => spec.Role switch
    {
        Role.LoadsModel => Values.Make(ValueKind.Schema, null, result),
        Role.Computes => result,
        Role.Splits when parameter.Name == spec.Parameter("train") => SideOf(result, Side.Train),
        Role.Splits when parameter.Name == spec.Parameter("test") => SideOf(result, Side.Test),
        _ => Values.Unknown,
    };

    private Value SideOf(Value split, Side side) => Values.Map(split, each => each.Kind == ValueKind.Split ? each.Operands[(int)side] : Values.Unknown);

    /// <summary>A team's split in the shape that it is returned in: a tuple, an object with two members, or as ML.NET's.</summary>
    private Value Returned(IOperation operation, CallSite site, Value split)
    {
        var type = operation.Type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } awaited } ? awaited[0] : operation.Type;
        var (train, test) = (SideOf(split, Side.Train), SideOf(split, Side.Test));
        var sides = site.Spec!.Sides;
        if (type is INamedTypeSymbol { IsTupleType: true, TupleElements: { Length: 2 } elements })
            return !sides.IsEmpty && elements[0].Name == sides[1] ? Values.Tuple(ImmutableArray.Create(test, train)) : Values.Tuple(ImmutableArray.Create(train, test));
        if (sides.IsEmpty)
            return split;
        var returned = Values.Make(ValueKind.Object, site);
        foreach (var (name, rows) in new[] { (sides[0], train), (sides[1], test) })
        {
            ISymbol? member = null;
            for (var declaring = type; declaring is not null && member is null; declaring = declaring.BaseType)
                member = declaring.GetMembers(name).FirstOrDefault(each => each is IPropertySymbol or IFieldSymbol)?.OriginalDefinition;
            if (member is null)
                return split;
            _frame.WriteField(member, returned, rows);
            _frame.Record(EventKind.WritesField, _frame.Site(operation.Syntax), returned, member, ("value", rows));
        }

        return returned;
    }

    private Value Evaluate(IOperation operation, CallSite site, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        var spec = site.Spec!;
        Value Part(string part)
        {
            var name = spec.Parameter(part);
            if (name == "this")
                return receiver;
            return arguments.FirstOrDefault(argument => argument.Key == name).Value ?? Values.Null;
        }

        // How many rows, or which: a counted place where it is one.
        Value Place(string part) => operation is IInvocationOperation call
            && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == spec.Parameter(part)) is { Parameter.Type.SpecialType: SpecialType.System_Int32 } counted
            && _frame.Positions.Of(counted.Value) is { } place ? place : Part(part);

        switch (spec.Role)
        {
            case Role.Keeps:
                return spec.Has("rows") ? RowAlgebra.AsData(Values, Part("data")) : RowAlgebra.AsDataUnlessScalar(Values, Part("data"));
            case Role.Computes:
                return Compute(site, receiver, arguments, (operation as IInvocationOperation)?.TargetMethod, operation as IInvocationOperation);
            case Role.NamesFiles:
                return Part("path");
            case Role.WrapsStream:
                return Part("stream");
            case Role.CombinesPath:
                return Values.Computed("path", arguments.SelectMany(argument => argument.Value.Kind == ValueKind.Items
                    ? argument.Value.Operands
                    : ImmutableArray.Create(argument.Value)).ToArray());
            case Role.PairsColumns:
                return Values.Tuple(
                    ImmutableArray.Create(Part("output"), Part("input")), ImmutableArray.Create("OutputColumnName", "InputColumnName"));
            case Role.CreatesChain:
                var steps = Part("steps");
                return steps.IsNull || steps.Kind == ValueKind.Items ? Values.Chain(steps.Operands.ToArray()) : Values.Unknown;
            case Role.ReadsDirectory:
                return Values.Computed("directory", arguments.Select(argument => argument.Value).Prepend(Values.Constant(spec.Name)).ToArray());
            case Role.MapsSchema:
                return Values.Map(RowAlgebra.Apply(Values, Part("schema"), new[] { receiver }), rows => Values.Make(ValueKind.Schema, null, rows));
            case Role.RunsDelegate:
                return arguments.Select(argument => argument.Value).FirstOrDefault(value => value.Kind == ValueKind.Closure) is { } closure
                    ? _calls.CallDelegate(operation.Syntax, closure, ImmutableArray<Value>.Empty)
                    : Values.Unknown;
            case Role.Counts:
                return Values.Computed("count", RowAlgebra.AsData(Values, Part("data")));
            case Role.Materializes:
                return RowAlgebra.Materialize(Values, Part("data"), site);
            case Role.TakesRows:
                return Range(Part("data"), Values.Constant(0), Place("count"));
            case Role.SkipsRows:
                return Range(Part("data"), Place("count"), Values.Null);
            case Role.TakesLastRows:
                return Range(Part("data"), Values.Computed("fromEnd", Part("count")), Values.Null);
            case Role.SkipsLastRows:
                return Range(Part("data"), Values.Constant(0), Values.Computed("fromEnd", Part("count")));
            case Role.TakesRange:
                return Range(Part("data"), Place("from"), Values.Computed("Add", Place("from"), Part("count")));
            case Role.FiltersByRange:
                return RowAlgebra.Restrict(Values, Part("data"), rows => Values.Make(
                    ValueKind.Filtered, "range", rows, Part("column"), Part("lower"), Part("upper")));
            case Role.Joins:
                return RowAlgebra.Join(Values, Part("data"), spec.Has("other") ? Part("other") : Values.Unknown);
            case Role.TakesElement:
                _calls.NotePicked(site, Part("data"));
                return RowAlgebra.ElementOf(Values, site, RowAlgebra.AsDataUnlessScalar(Values, Part("data")), spec.Has("index") ? Place("index") : null);
            case Role.Repeats:
                return Values.Map(Part("data"), element => Values.Data(Values.Make(ValueKind.Duplicated, site, Values.Make(ValueKind.AllRows, null, element))));
            case Role.FiltersRows:
                return Filter(Part("data"), site, Part("function"), spec.Has("indices") ? Part("indices") : Values.Null);
            case Role.Orders:
                return Order(Part("data"), site, Part("function"));
            case Role.Zips:
                return new SequenceFunctions(_frame, _calls).Zip(site, Part("data"), Part("other"), Part("function"));
            case Role.TakesColumn:
                return TakesColumn(site, receiver, Part);
            case Role.MapsColumns:
                return RowAlgebra.Apply(Values, receiver, arguments.SelectMany(argument => Sources.Learned(argument.Value)));
            case Role.JoinsColumns:
                return JoinsColumns(site, spec.Has("other") ? ImmutableArray.Create(receiver, Part("other")) : Part("data").Operands);
            case Role.Copies:
                return RowAlgebra.Apply(Values, receiver, new[] { Values.Event(site) });
            case Role.Aggregates when spec.Has("some") && !Part("some").IsNull:
                return Values.Result(site);
            case Role.MapsRows or Role.ExpandsRows or Role.Aggregates or Role.Groups:
                return new SequenceFunctions(_frame, _calls).Apply(site, Part("data"), Part("function"));
        }

        if (spec.Estimator is { HasHiddenInputs: true })
            arguments = arguments.AddRange(new RowMapping(_frame, _calls).Run(site, arguments));
        if (spec.Builds is { } own)
        {
            // A member that fits an estimator of its own: the estimator is an operation at the same place.
            var estimator = _frame.Site(operation.Syntax, own);
            Record(operation, estimator, receiver, arguments);
            arguments = arguments.Add(new(OperationSpec.OwnEstimator, Values.Event(estimator)));
        }

        if (spec.Role == Role.LoadsRows && IsQuery(operation, spec.Parameter("data")))
            arguments = arguments.Add(new(OperationSpec.Query, Values.Constant(true)));
        Record(operation, site, receiver, arguments);
        switch (spec.Role)
        {
            case Role.LoadsData:
                var path = Part("path");
                var file = path.Kind == ValueKind.Items && path.Operands.Length == 1 ? path.Operands[0] : path;
                var loaded = Values.Data(Values.Make(ValueKind.AllRows, null, Paths.IsConstant(file) ? Values.Computed("file", file) : Values.Event(site)));
                if (spec.Has("count") && Part("count") is { Kind: ValueKind.Constant, Tag: > 0 } count)
                    loaded = Range(loaded, Values.Constant(0), count);
                return spec.Has("shufflable") || spec.Has("mutable") ? RowAlgebra.Apply(Values, loaded, new[] { Values.Event(site) }) : loaded;
            case Role.Splits:
                // What a team's helper draws from is its own affair: two calls are neither the same split nor different ones.
                var drawn = spec.IsTeams && Part("seed").IsNull ? Values.Computed("own", Values.Event(site)) : Seed(Part("seed"), receiver);
                return RowAlgebra.Split(Values, site, Part("data"), Part("fraction"), drawn, Part("key"), Values.Null);
            case Role.SplitsIntoFolds:
                return Values.Make(
                    ValueKind.Folds, site, RowAlgebra.AsData(Values, Part("data")), Part("folds"), Seed(Part("seed"), receiver), Part("key"));
            case Role.ConfiguresSearch:
                return Part("search");
            case Role.LoadsRows:
                return RowAlgebra.AsData(Values, Part("data"));
            case Role.EnumeratesRows:
            case Role.Caches:
                return RowAlgebra.Apply(Values, Part("data"), new[] { Values.Event(site) });
            case Role.Transforms:
                return RowAlgebra.Apply(Values, Part("data"), new[] { spec.Has("model") ? Part("model") : receiver });
            case Role.Appends:
                return Values.Chain(Part("chain"), !spec.Has("next") ? Values.Event(site) : Part("next") is { IsNull: false } next ? next : Part("model"));
            case Role.Shuffles:
                var seed = spec.Has("seed") ? Part("seed") : Values.Null;
                var shuffled = RowAlgebra.Restrict(Values, Part("data"), rows => Values.Make(
                    ValueKind.Shuffled, !spec.Has("context") && !spec.Has("count"), rows, seed.IsNull ? Values.Event(site) : seed));
                return spec.Has("count") ? Range(shuffled, Values.Constant(0), Part("count")) : shuffled;
            case Role.Bootstraps:
                var draws = Part("seed").IsNull ? Values.Event(site) : Part("seed");
                return RowAlgebra.Restrict(Values, Part("data"), rows => Values.Make(ValueKind.Bootstrap, site, rows, draws, Part("complement")));
            case Role.CreatesCollection:
                return Part("data") is { IsNull: false } source && !source.IsUnknown && spec.Has("data") && source.Kind != ValueKind.Constant
                    ? RowAlgebra.Materialize(Values, source, site)
                    : Values.Event(site);
            case Role.Empties:
                // What is added from here on is added to another collection.
                if (operation is IInvocationOperation { Instance: { } emptied })
                    _calls.Assignments.Write(emptied, Values.Event(site));
                return Values.Null;
            case Role.AddsRows or Role.ReordersInPlace or Role.SavesModel or Role.SavesData or Role.WritesFile or Role.CopiesFile or Role.CopiesBytes:
                return Values.Null;
            default:
                return Values.Event(site);
        }
    }

    /// <summary>A value computed from values. Where it is not the same everywhere, the place of the computation is one of its operands.</summary>
    public Value Compute(
        CallSite site, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments, IMethodSymbol? method, IInvocationOperation? call)
    {
        var spec = site.Spec!;
        var outputs = method?.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).Select(parameter => parameter.Name).ToList();
        var operands = arguments.Where(argument => outputs?.Contains(argument.Key) != true).Select(argument => argument.Value).Prepend(receiver).Where(value => !value.IsNull);
        if (spec.Has("perProcess") || (spec.Has("culture") && method is not null && CurrentCulture.Decides(method, arguments, call)))
            operands = operands.Append(Values.Event(site));
        return Values.Computed(spec.Has("mutable") ? "mutable" : spec.Name == "*" || spec.Has("culture") ? "call" : spec.Name, operands.ToArray());
    }

    /// <summary>A column stands for the rows of its frame; a filter takes some of them, a row and a column together a cell.</summary>
    private Value TakesColumn(CallSite site, Value frame, Func<string, Value> part)
    {
        var spec = site.Spec!;
        if (spec.Has("cell") && !part("cell").IsNull)
            return RowAlgebra.ElementOf(Values, site, frame, part("cell"));
        if (spec.Has("indices") && !(part("function").IsNull && part("indices").IsNull))
            return Filter(frame, site, part("function"), part("indices"));

        return RowAlgebra.AsDataUnlessScalar(Values, frame);
    }

    /// <summary>Columns put side by side: the rows of the first, with what was learned for all of them.</summary>
    private Value JoinsColumns(CallSite site, ImmutableArray<Value> columns)
    {
        var first = columns.Select(column => column.Kind == ValueKind.Data ? column : Sources.Within(column).FirstOrDefault(inner => inner.Kind == ValueKind.Data))
            .FirstOrDefault(rows => rows is not null);
        return first is null ? Values.Event(site) : RowAlgebra.Apply(Values, first, columns.SelectMany(Sources.Learned));
    }

    /// <summary>Whether an argument is a query that is run somewhere else, as its type says.</summary>
    private static bool IsQuery(IOperation operation, string parameter)
    {
        var given = (operation as IInvocationOperation)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
        while (given is IConversionOperation { IsImplicit: true } conversion)
            given = conversion.Operand;
        return given?.Type is { } type && RowMembers.IsQuery(type);
    }

    private Value Range(Value data, Value from, Value end) => RowAlgebra.Restrict(Values, data, rows => RowAlgebra.Range(Values, rows, from, end));

    /// <summary>The seed of a split: its own, else that of the context.</summary>
    private Value Seed(Value own, Value context) => own.IsNull ? Values.Computed("seedOf", context) : own;

    /// <summary>The rows that a predicate keeps: the same ones wherever its text and what it captures are the same, unless it draws.</summary>
    private Value Filter(Value data, CallSite site, Value predicate, Value indices)
    {
        if (indices.Kind == ValueKind.Data)
            return Chosen(site, RowAlgebra.Restrict(Values, data, rows => Values.Make(ValueKind.Filtered, "by index", rows, indices)), indices);
        if (site.Spec!.Has("distinct"))
            return Chosen(site, RowAlgebra.Restrict(Values, data, rows => Values.Make(ValueKind.Filtered, "distinct", rows)), Values.Unknown);
        if (predicate is not { Kind: ValueKind.Closure, Tag: ClosureTarget target })
            return Chosen(site, RowAlgebra.Restrict(Values, data, rows => Values.Make(ValueKind.Filtered, "at " + site.Node.Span, rows)), Values.Unknown);
        var element = RowAlgebra.ElementOf(Values, site, RowAlgebra.AsData(Values, data));
        var result = _calls.CallDelegate(site.Node, predicate, ImmutableArray.Create(element));
        var draws = Sources.Draws(result);
        return Chosen(
            site,
            RowAlgebra.Restrict(Values, data, rows => Values.Make(
                ValueKind.Filtered, Text(target), ImmutableArray.Create(rows).AddRange(predicate.Operands).AddRange(draws))),
            result);
    }

    /// <summary>An order: random when the key draws a random number (anew in each enumeration), else fixed by the key's text.</summary>
    private Value Order(Value data, CallSite site, Value key)
    {
        if (key is not { Kind: ValueKind.Closure, Tag: ClosureTarget target })
            return Chosen(site, RowAlgebra.Restrict(Values, data, rows => Values.Make(ValueKind.Ordered, Direction(site) + site.Spec!.Name, rows)), Values.Unknown);
        var element = RowAlgebra.ElementOf(Values, site, RowAlgebra.AsData(Values, data));
        var result = _calls.CallDelegate(site.Node, key, ImmutableArray.Create(element));
        var draw = Sources.Draws(result).FirstOrDefault();
        var ordered = RowAlgebra.Restrict(Values, data, rows => draw is null
            ? Values.Make(ValueKind.Ordered, Direction(site) + site.Spec!.Name + Text(target), rows)
            : Values.Make(ValueKind.Shuffled, true, rows, draw));
        if (draw is null && Comparisons.IsReal(target.Method.ReturnType))
            _frame.Record(EventKind.Ranks, site, ordered, null, ("of", RowAlgebra.AsData(Values, data)), ("key", result));
        return Chosen(site, ordered, result);
    }

    /// <summary>Notes what decided which rows these are, or their order: another filter with the same text keeps the same rows, whatever decides.</summary>
    private Value Chosen(CallSite site, Value rows, Value by)
    {
        _frame.Record(EventKind.MakesRows, site, rows, null, ("by", by));
        return rows;
    }

    private static string Direction(CallSite site) => site.Spec!.Has("backward") ? RowAlgebra.Backward : "";

    private static string Text(ClosureTarget target) =>
        target.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().ToString() ?? target.Method.Name;

    /// <summary>Notes of which class rows are, or with which columns they are loaded.</summary>
    private void RecordRowClass(
        IOperation operation, CallSite site, Value rows, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        Value? Given(string name) => arguments.FirstOrDefault(argument => argument.Key == name).Value is { IsNull: false } value ? value : null;
        var columns = Given("columns")
            ?? (Given("options") is { } options ? _frame.FieldsOf(options).FirstOrDefault(field => field.Field.Name == "Columns").Value ?? Values.Unknown : null);

        // A schema that is given by hand may say anything of the members.
        var isChanged = Given("schemaDefinition") is not null || Given("schema") is not null;
        var rowClass = operation is IInvocationOperation { TargetMethod.TypeArguments: { Length: 1 } types } && !isChanged ? types[0] as INamedTypeSymbol : null;
        _frame.Record(EventKind.TypesRows, site, rows, rowClass, ("columns", columns ?? Values.Null), ("loader", receiver));
    }

    private void Record(IOperation operation, CallSite site, Value receiver, ImmutableArray<KeyValuePair<string, Value>> arguments)
    {
        var called = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        _frame.Record(new FlowEvent(
            EventKind.Operation, site, receiver, _frame.WithProperties(arguments), _frame.State.Path.Guard, called));
    }
}
