using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// What a compilation does with data and models: which rows came from where, what was fitted on which of them, what was
/// evaluated, saved, drawn at random. Rules are queries over it.
/// </summary>
internal sealed class PipelineGraph
{
    private readonly Dictionary<CallSite, FlowEvent> _operations = new();
    private readonly Dictionary<CallSite, Fit> _fits = new();
    private readonly Dictionary<Value, Place> _madeAt = new();
    private readonly Dictionary<Value, CallSite> _splitBy = new();
    private readonly ImmutableArray<ModelPair> _pairs;
    private readonly ILookup<Role, FlowEvent> _byRole;
    private ImmutableArray<(Split Split, Value Train, Value Test)>? _splitSides;
    private ImmutableArray<(Split Split, Value Train, Value Test)>? _idleSides;
    private ILookup<CallSite, Evaluation>? _evaluations;
    private HashSet<CallSite>? _inUse;
    private HashSet<Value>? _reported;
    private ImmutableArray<ModelSelection>? _selections;
    private Dictionary<CallSite, Evaluation>? _evaluationAt;
    private HashSet<CallSite>? _paired;
    private readonly Dictionary<Value, FlowEvent> _madeBy = new();
    private ILookup<Value, Value>? _held;
    private RepeatedRows? _repeated;
    private LearnedByHand? _learned;
    private HashSet<Value>? _used;
    private HashSet<Value>? _escaped;
    private ImmutableArray<RandomUse>? _randomUses;
    private ImmutableArray<RowSource>? _rowSources;
    private RowSources? _changes;
    private ImmutableArray<ColumnValue>? _columnValues;
    private ColumnUses? _columnUses;
    private TransformerUses? _uses;
    private SourceColumns? _sources;
    private RowSequences? _sequences;
    private ImmutableArray<RandomSplit>? _randomSplits;
    private Transfers? _transfers;
    private ImmutableArray<TextLoad>? _textLoads;
    private ILookup<Location, TextLoad>? _loadsByFormat;
    private ImmutableArray<TextWriter>? _textWriters;
    private HashSet<Value>? _handedOut;
    private Dictionary<CallSite, int>? _order;
    private readonly Dictionary<SyntaxNode, ImmutableArray<(string Name, Place Place)>> _foldIns = new();

    public PipelineGraph(ImmutableArray<FlowEvent> events, bool isComplete, ValueFactory values, ProgramCulture culture, CustomMappings mappings)
    {
        Culture = culture;
        Mappings = mappings;
        Events = events;
        Values = values;
        IsComplete = isComplete;
        foreach (var recorded in events)
        {
            if (recorded.Kind == EventKind.Operation && !_operations.ContainsKey(recorded.Site))
                _operations[recorded.Site] = recorded;
            if (recorded.Kind == EventKind.MakesRows)
                NoteRows(recorded);
        }

        _byRole = _operations.Values.ToLookup(recorded => recorded.Role);
        foreach (var recorded in Operations(Role.Fits))
            _fits[recorded.Site] = new Fit(recorded, Estimators(recorded.Site.Spec!.Has("estimator") ? recorded.Argument("estimator")! : recorded.Receiver), DataOf(recorded)) { Validation = DataOf(recorded, "validation") };
        var searches = Operations(Role.RunsSearch).Select(run => ModelSearch.Of(this, run)).OfType<ModelSearch>().ToList();
        foreach (var search in searches)
            _fits[search.Fit.Site] = search.Fit;
        Evaluations = Operations(Role.Evaluates).Select(recorded => new Evaluation(recorded, ScoredDataOf(recorded))).ToImmutableArray();
        CrossValidations = Operations(Role.CrossValidates)
            .Select(recorded => new CrossValidation(recorded, recorded.Argument("estimator") is { } estimator ? Estimators(estimator) : ImmutableArray<(Estimator, Guard)>.Empty, DataOf(recorded)))
            .Concat(searches.Where(search => search.CutsFolds).Select(search => new CrossValidation(search.Fit.Event, search.Fit.Estimators, search.Fit.Data)))
            .ToImmutableArray();
        Splits = Operations(Role.Splits).Select(recorded => new Split(recorded, DataOf(recorded))).ToImmutableArray();
        Saves = Operations(Role.SavesModel).Select(recorded => new Save(recorded, ModelsOf(recorded))).ToImmutableArray();
        Engines = Operations(Role.CreatesEngine).Select(recorded => new Save(recorded, ModelsOf(recorded))).ToImmutableArray();
        _pairs = Evaluations.SelectMany(PairsOf).ToImmutableArray();
    }

    internal ValueFactory Values { get; }

    /// <summary>What the user configured for the rules.</summary>
    public RuleOptions Options { get; init; } = RuleOptions.None;

    /// <summary>The culture that the program runs in.</summary>
    public ProgramCulture Culture { get; }

    /// <summary>What the functions of custom mappings do.</summary>
    public CustomMappings Mappings { get; }

    /// <summary>The steps that apply a function of the user.</summary>
    public IEnumerable<CustomMapping> CustomMappings => Pipeline.CustomMappings.In(this);

    /// <summary>Classes whose objects are loaded as rows or scored one by one.</summary>
    public ImmutableHashSet<ITypeSymbol> RowTypes { get; init; } = ImmutableHashSet.Create<ITypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>All events, in the order of the program as far as there is one.</summary>
    public ImmutableArray<FlowEvent> Events { get; }

    /// <summary>False when a bound cut the analysis short: rules that need to have seen everything stay silent.</summary>
    public bool IsComplete { get; }

    /// <summary>Where the first operation of a pipeline stands.</summary>
    public Place? FirstPlace => Events.FirstOrDefault(recorded => recorded.Kind == EventKind.Operation) is { } first ? new Place(first.Site.Node, first.Site.Member) : null;

    public IEnumerable<Fit> Fits => _fits.Values;

    public ImmutableArray<Evaluation> Evaluations { get; }

    public ImmutableArray<CrossValidation> CrossValidations { get; }

    public ImmutableArray<Split> Splits { get; }

    public ImmutableArray<Save> Saves { get; }

    /// <summary>Prediction engines made from a model.</summary>
    public ImmutableArray<Save> Engines { get; }

    /// <summary>Each model with each evaluation of it, on one path.</summary>
    public ImmutableArray<ModelPair> ModelPairs => _pairs;

    public IEnumerable<FlowEvent> AllOperations => _operations.Values;

    /// <summary>Random numbers that rows, their order or a split depend on.</summary>
    public ImmutableArray<RandomUse> RandomUses => _randomUses ??= new RandomnessInRows(this).Uses().ToImmutableArray();

    /// <summary>Rows that are fetched anew in each pass of a training.</summary>
    public IEnumerable<DeferredRows> DeferredRows => Pipeline.DeferredRows.In(this);

    /// <summary>Files of text that are loaded from constant paths.</summary>
    public ImmutableArray<TextLoad> TextLoads => _textLoads ??= TextLoad.In(this).ToImmutableArray();

    /// <summary>The loads whose format is said at one place.</summary>
    public IEnumerable<TextLoad> LoadsFormattedAt(Place format) => (_loadsByFormat ??= TextLoads.ToLookup(load => load.FormatPlace.Location))[format.Location];

    /// <summary>What writes text that a load may read back.</summary>
    public ImmutableArray<TextWriter> TextWriters => _textWriters ??= TextWriter.In(this).ToImmutableArray();

    /// <summary>Files that are written besides the models.</summary>
    public IEnumerable<WrittenFile> WrittenFiles => WrittenFile.In(this);

    /// <summary>Models that are loaded.</summary>
    public IEnumerable<LoadedModel> LoadedModels => LoadedModel.In(this);

    /// <summary>Files that rows and models are read from or written to.</summary>
    public IEnumerable<FileUse> FileUses => FileUse.In(this);

    /// <summary>Where files, memory and downloads get to.</summary>
    public Transfers Transfers => _transfers ??= new Transfers(this);

    /// <summary>Rows that share one object and are kept.</summary>
    public IEnumerable<ReusedRows> ReusedRows => Pipeline.ReusedRows.In(this);

    /// <summary>Rows that are assigned to training and evaluation by chance, with the models that are trained so.</summary>
    public ImmutableArray<RandomSplit> RandomSplits => _randomSplits ??= RandomSplit.In(this).ToImmutableArray();

    /// <summary>Members of rows that are computed from other rows of their sequence.</summary>
    public RowSequences RowSequences => _sequences ??= new RowSequences(this);

    /// <summary>The columns of rows as they were loaded.</summary>
    public SourceColumns SourceColumns => _sources ??= new SourceColumns(this);

    /// <summary>What differs from run to run behind the rows that are trained on or evaluated.</summary>
    public ImmutableArray<RowSource> RowSources => _rowSources ??= Changes.All().ToImmutableArray();

    /// <summary>How rows and collections came to hold what they hold.</summary>
    public RowSources Changes => _changes ??= new RowSources(this);

    /// <summary>Whether some of these rows are surely trained on or evaluated.</summary>
    public bool AreTrainedOnOrEvaluated(Value rows)
    {
        var data = RowAlgebra.AsData(Values, rows);
        return data.Kind == ValueKind.Data && Fits.SelectMany(fit => fit.Data).Concat(CrossValidations.SelectMany(validation => validation.Data))
            .Concat(Evaluations.SelectMany(evaluation => evaluation.Data)).Any(each => Rows.Share(Rows.Relate(data, each.Data)));
    }

    /// <summary>What the program itself puts into columns.</summary>
    public ImmutableArray<ColumnValue> ColumnValues => _columnValues ??= FindColumnValues().ToImmutableArray();

    /// <summary>What becomes of columns.</summary>
    public ColumnUses ColumnUses => _columnUses ??= new ColumnUses(this);

    /// <summary>Where fitted transformers go.</summary>
    public TransformerUses Uses => _uses ??= new TransformerUses(this);

    public IEnumerable<FlowEvent> Operations(Role role) => _byRole[role];

    public FlowEvent? OperationAt(CallSite? site) => site is not null && _operations.TryGetValue(site, out var recorded) ? recorded : null;

    /// <summary>The fit that made a transformer, whatever was adjusted of it since; null when it is unknown or was loaded.</summary>
    public Fit? FitOf(Value transformer) => MadeBy(transformer) is { Kind: ValueKind.Event, Site: { } site } && _fits.TryGetValue(site, out var fit) ? fit : null;

    /// <summary>The call that made these rows out of others (split, range, filter, shuffle); null for rows as they were loaded.</summary>
    public Place? MadeAt(Value data)
    {
        for (var rows = data.Kind == ValueKind.Data ? data.First : data; !rows.Operands.IsEmpty && rows.Kind != ValueKind.AllRows; rows = rows.First)
        {
            if (_madeAt.TryGetValue(AnyFold(rows), out var place))
                return place;
        }

        return null;
    }

    /// <summary>The call that split rows into this side and the other; null when these rows are no side of a split.</summary>
    public FlowEvent? SplitThatMade(Value rows) => _splitBy.TryGetValue(AnyFold(rows), out var site) ? OperationAt(site) : null;

    /// <summary>Splits with their training and test rows.</summary>
    public ImmutableArray<(Split Split, Value Train, Value Test)> SplitSides => _splitSides ??= FindSplitSides().ToImmutableArray();

    /// <summary>Splits of which nothing reads one side.</summary>
    public ImmutableArray<(Split Split, Value Train, Value Test)> IdleSplitSides =>
        _idleSides ??= SplitSides.Where(sides => !IsUsed(sides.Train) || !IsUsed(sides.Test)).ToImmutableArray();

    /// <summary>Whether rows take part in anything but the split that made them.</summary>
    public bool IsUsed(Value data) => (_used ??= Within(IsRead)).Contains(data.First);

    /// <summary>Whether a model is saved, served, returned or handed on.</summary>
    public bool GoesIntoUse(Fit model) => (_inUse ??= new HashSet<CallSite>(
        Saves.Concat(Engines).SelectMany(save => save.Models).SelectMany(each => Parts(each.Model)).Select(FitOf).OfType<Fit>().Select(fit => fit.Site)))
        .Contains(model.Site) || Escapes(model);

    /// <summary>Whether a score that was computed at a place is printed, returned or handed on.</summary>
    public bool IsReported(CallSite judge) => (_reported ??= Within(HandsOut)).Contains(Values.Event(judge));

    /// <summary>Models that are kept by their scores.</summary>
    public ImmutableArray<ModelSelection> Selections => _selections ??= ModelSelection.In(this).ToImmutableArray();

    /// <summary>The evaluation at a place; null when it is none.</summary>
    public Evaluation? EvaluationAt(CallSite site) =>
        (_evaluationAt ??= Evaluations.ToDictionary(evaluation => evaluation.Site)).TryGetValue(site, out var evaluation) ? evaluation : null;

    /// <summary>Whether a model is handed to code out of reach, which may do anything with it.</summary>
    public bool Escapes(Fit model) => (_escaped ??= Within(HandsOut, IsPlain)).Contains(Values.Event(model.Site));

    /// <summary>The places to change for a preparation to become a part of what is trained on its rows; none where that is not right.</summary>
    public ImmutableArray<(string Name, Place Place)> FoldIn(Fit fit)
    {
        if (!_foldIns.TryGetValue(fit.Site.Node, out var places))
            _foldIns[fit.Site.Node] = places = Pipeline.FoldIn.Of(this, fit);
        return places;
    }

    /// <summary>
    /// Whether an object itself is handed to code out of reach. Reading a number of it, or computing one from it, hands on the number.
    /// </summary>
    public bool IsHandedOut(CallSite made) =>
        (_handedOut ??= Within(HandsOut, value => value.Kind == ValueKind.Statistic || Sources.IsMetric(value))).Contains(Values.Event(made));

    /// <summary>Whether code out of reach gets a value, alone or in another one.</summary>
    public bool IsHandedOut(Value value) => (_escaped ??= Within(HandsOut)).Contains(value);

    /// <summary>Whether one event surely comes before another: both are reached from one member, in that order.</summary>
    public bool IsBefore(FlowEvent first, FlowEvent second)
    {
        if (_order is null)
        {
            _order = new Dictionary<CallSite, int>();
            for (var i = 0; i < Events.Length; i++)
                _order[Events[i].Site] = i;
        }

        return new Place(first.Site.Outermost.Node, "").SharesMember(new Place(second.Site.Outermost.Node, ""))
            && _order[first.Site] < _order[second.Site];
    }

    public bool IsEvaluated(Fit model) =>
        (_paired ??= new HashSet<CallSite>(ModelPairs.Select(pair => pair.Model.Site))).Contains(model.Site) || IsCrossValidated(model);

    /// <summary>Whether the estimator of a model is cross-validated somewhere, or the scores that its search gave it are read.</summary>
    public bool IsCrossValidated(Fit model)
    {
        if (model.IsSearch && Events.Any(recorded => recorded.Kind == EventKind.ReadsMetric && FitOf(recorded.Receiver) == model))
            return true;
        var trainers = new HashSet<CallSite>(model.Steps.Where(step => step.IsTrainer).Select(step => step.Site));
        return CrossValidations.Any(validation => validation.Estimators.Any(each => each.Estimator.Steps.Any(step => trainers.Contains(step.Site))));
    }

    /// <summary>The evaluations of a model that may happen where something else does.</summary>
    public IEnumerable<Evaluation> EvaluationsOf(Fit model, Guard where)
    {
        _evaluations ??= (from evaluation in Evaluations
                          from fit in evaluation.Data.SelectMany(data => AppliedFits(data.Data)).Select(fit => fit.Site).Distinct()
                          select (Fit: fit, Evaluation: evaluation)).ToLookup(pair => pair.Fit, pair => pair.Evaluation);
        return _evaluations[model.Site].Where(evaluation => evaluation.Event.Guard.AgreesWith(where));
    }

    /// <summary>
    /// Whether a model is judged without being evaluated: another one of the same trainer is, its scored rows are looked at, or
    /// a model that was loaded (perhaps this one) is evaluated.
    /// </summary>
    public bool IsJudged(Fit model, Guard where)
    {
        var trainers = new HashSet<SyntaxNode>(TrainersOf(model.Estimators));
        return model.IsSearch
            || CrossValidations.Any(validation => validation.Event.Guard.AgreesWith(where) && TrainersOf(validation.Estimators).Any(trainers.Contains))
            || Evaluations.Any(evaluation => evaluation.Event.Guard.AgreesWith(where) && evaluation.Data.Any(data =>
                AppliedFits(data.Data).Any(fit => TrainersOf(fit.Estimators).Any(trainers.Contains))
                || data.Data.Operands.Any(applied => applied.Site?.Role == Role.LoadsModel)))
            || Operations(Role.Previews).Any(preview => DataOf(preview).Any(data => AppliedFits(data.Data).Any(fit => fit.Site == model.Site)));
    }

    private static IEnumerable<SyntaxNode> TrainersOf(ImmutableArray<(Estimator Estimator, Guard Guard)> estimators) =>
        estimators.SelectMany(each => each.Estimator.Steps).Where(step => step.IsTrainer).Select(step => step.Site.Node);

    /// <summary>Where the rows of a pair were duplicated before they were cut into training and evaluation rows; null when they were not.</summary>
    public Place? DuplicatedBefore(ModelPair pair) => (_repeated ??= new RepeatedRows(this)).Before(pair);

    /// <summary>Values learned by hand that went into the rows: in a projection, in a mapping, or written into them in place.</summary>
    public IEnumerable<Value> AppliedStatistics(Value data) => (_learned ??= new LearnedByHand(this)).In(data);

    /// <summary>Where rows were made that way; null for rows as they were loaded.</summary>
    public Place? PlaceOf(Value rows) => _madeAt.TryGetValue(AnyFold(rows), out var place) ? place : null;

    /// <summary>Whether rows were surely made before something else happens.</summary>
    public bool IsMadeBefore(Value rows, FlowEvent later) => _madeBy.TryGetValue(AnyFold(rows), out var made) && IsBefore(made, later);

    /// <summary>What whoever holds an object can read of it.</summary>
    public IEnumerable<Value> HeldBy(Value owner) => (_held ??= Held())[owner];

    /// <summary>What was fitted and then applied to the rows, in order.</summary>
    public IEnumerable<Fit> AppliedFits(Value data) => data.Operands.Skip(1).Select(FitOf).OfType<Fit>();

    /// <summary>Estimators that a value may be.</summary>
    public ImmutableArray<(Estimator Estimator, Guard Guard)> Estimators(Value value)
    {
        var found = ImmutableArray.CreateBuilder<(Estimator, Guard)>();
        foreach (var (each, guard) in ValueFactory.Expand(value))
        {
            var steps = ImmutableArray.CreateBuilder<EstimatorStep>();
            var isKnown = true;
            foreach (var step in each.Kind == ValueKind.Chain ? each.Operands : ImmutableArray.Create(each))
            {
                if (OperationAt(step.Site) is { } recorded && recorded.Role is Role.BuildsEstimator or Role.Appends)
                    steps.Add(new EstimatorStep(OperationAt(step.Site)!));
                else
                    isKnown = false;
            }

            found.Add((new Estimator(steps.ToImmutable(), isKnown), guard));
        }

        return found.ToImmutable();
    }

    /// <summary>The binary trainers that a multiclass trainer is made of, if it is.</summary>
    public IEnumerable<EstimatorStep> InnerTrainers(EstimatorStep trainer) => trainer.Traits?.Draws == Draws.AsInner
        ? Estimators(trainer.Event.Argument("binaryEstimator") ?? Values.Unknown).SelectMany(inner => inner.Estimator.Steps)
        : Enumerable.Empty<EstimatorStep>();

    /// <summary>Whether a value was computed from a column of the rows.</summary>
    public static bool Reads(Value value, string column) =>
        Sources.Within(value).Any(inner => inner is { Kind: ValueKind.Field, Tag: ISymbol { Name: var name } } && name == column);

    /// <summary>The columns that the trainer of an estimator reads when it is fitted on data; null when that is not known.</summary>
    public TrainerColumns? ColumnsOf(Estimator estimator, Value data)
    {
        if (!estimator.IsKnown || estimator.Trainer is not { Traits.HasHiddenInputs: false } trainer)
            return null;
        var flow = new ColumnFlow(this, data);
        foreach (var step in estimator.Steps.TakeWhile(step => step != trainer))
            flow.Pass(step, null);
        return flow.ReadBy(trainer);
    }

    /// <summary>The fit that a transformer comes from, as a whole or its last step; null when it is unknown or was loaded.</summary>
    public ModelPart? PartOf(Value transformer)
    {
        var adjusted = BeforeAdjusting(transformer);
        var isLastStep = adjusted is { Kind: ValueKind.Member, Tag: ISymbol { Name: "LastTransformer" } };
        return FitOf(adjusted) is { } fit && (isLastStep || fit.IsSearch || adjusted.Kind == ValueKind.Event) ? new ModelPart(fit, isLastStep) : null;
    }

    /// <summary>
    /// The models that a value may be, null for one that is not known. A private field that is written several times may hold each model that was
    /// trained into it, if nothing but trained and loaded models is, and nobody out of reach gets it.
    /// </summary>
    public IEnumerable<Fit?> ModelsBehind(Value model)
    {
        if (FieldResolver.ReadFrom(model) is not { DeclaredAccessibility: Accessibility.Private } field)
            return new[] { Parts(model).Select(FitOf).LastOrDefault(fit => fit?.TrainsModel == true) };
        bool IsRead(Value value) => value.Kind == ValueKind.Field && SymbolEqualityComparer.Default.Equals((ISymbol)value.Tag!, field);
        var written = Events.Where(recorded => recorded.Kind == EventKind.WritesField && SymbolEqualityComparer.Default.Equals(recorded.Symbol, field))
            .SelectMany(recorded => ValueFactory.Expand(recorded.Argument("value")!)).Select(each => each.Value).Where(value => !value.IsNull).ToList();
        return written.All(value => value.Site?.Role == Role.LoadsModel || FitOf(value)?.TrainsModel == true)
            && !(_escaped ??= Within(HandsOut)).Any(IsRead)
            && !Evaluations.Any(evaluation => evaluation.Data.Any(data => data.Data.Operands.Any(applied => Sources.Within(applied).Any(IsRead))))
            ? written.Select(FitOf).OfType<Fit>().ToList()
            : new Fit?[] { null };
    }

    /// <summary>The parts of a model value: fits and loaded models of a chain, or the one.</summary>
    public static ImmutableArray<Value> Parts(Value model) => model.Kind == ValueKind.Chain ? model.Operands : ImmutableArray.Create(model);

    /// <summary>Returned, given to unknown code, or stored where anyone may read it.</summary>
    private static bool HandsOut(FlowEvent recorded) => recorded.Kind is EventKind.Escapes or EventKind.CallsLater or EventKind.WritesElement
        || recorded.Role is Role.AddsRows or Role.SavesData
        || (recorded is { Kind: EventKind.WritesField, Symbol: { DeclaredAccessibility: Accessibility.Public, ContainingType: var type } }
            && !(recorded.Receiver.Kind == ValueKind.Object && IsInternal(type)))
        || (recorded.Kind == EventKind.WritesField && recorded.Argument("value")!.Kind == ValueKind.Object);

    /// <summary>Whether no other assembly can name a type: who holds an object of it is known, and with it who reads its members.</summary>
    private static bool IsInternal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public)
                return true;
        }

        return false;
    }

    /// <summary>A number or text that is read of an object.</summary>
    private static bool IsPlain(Value value) => value.Kind == ValueKind.Member && (value.Tag as ISymbol) switch
    {
        IPropertySymbol property => property.Type.SpecialType != SpecialType.None,
        IFieldSymbol field => field.Type.SpecialType != SpecialType.None,
        _ => false,
    };

    /// <summary>What a transformer is a part of.</summary>
    private Value MadeBy(Value transformer)
    {
        var made = BeforeAdjusting(transformer);
        while (made.Kind == ValueKind.Member)
            made = BeforeAdjusting(made.First);
        return made;
    }

    /// <summary>A transformer as it was before it was adjusted. One that is adjusted again and again in a field is its own origin.</summary>
    private Value BeforeAdjusting(Value transformer)
    {
        var seen = new HashSet<Value>();
        while (transformer is { Kind: ValueKind.Event, Site.Role: Role.AdjustsModel } && seen.Add(transformer) && OperationAt(transformer.Site)?.Argument("model") is { } model)
            transformer = model;
        return transformer;
    }

    private IEnumerable<(Split Split, Value Train, Value Test)> FindSplitSides()
    {
        var splits = Splits.ToDictionary(split => split.Site);
        foreach (var recorded in Events.Where(recorded => recorded.Kind == EventKind.MakesRows && recorded.Site.Role == Role.Splits))
        {
            foreach (var (split, _) in ValueFactory.Expand(recorded.Receiver))
            {
                if (split.Kind == ValueKind.Split && split.Operands[0].Kind == ValueKind.Data && split.Operands[1].Kind == ValueKind.Data)
                    yield return (splits[recorded.Site], split.Operands[0], split.Operands[1]);
            }
        }
    }

    private IEnumerable<ColumnValue> FindColumnValues()
    {
        var areRows = new Dictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default);
        foreach (var recorded in Events.Where(recorded => recorded.Kind == EventKind.WritesField))
        {
            if (recorded is not { Symbol: IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false }, Symbol: { DeclaredAccessibility: Accessibility.Public, ContainingType: var type } member })
                continue;
            var value = new ColumnValue(RowMembers.ColumnOf(member), member, recorded.Argument("value")!, new Place(recorded.Site.Node, recorded.Site.Member), recorded);
            if (!areRows.TryGetValue(type, out var isRow))
                areRows[type] = isRow = RowTypes.Contains(type) || RowMembers.AreMarkedIn(type);
            if (isRow || value.IsMapped)
                yield return value;
        }
    }

    /// <summary>Everything but the making of rows, and the storing of a whole split: its sides are followed to where they are read.</summary>
    private static bool IsRead(FlowEvent recorded) => recorded.Kind is not (EventKind.MakesRows or EventKind.TypesRows or EventKind.HoldsElements or EventKind.StoresUnread or EventKind.DropsResult)
        && recorded.Role is not (Role.LoadsRows or Role.EnumeratesRows)
        && (recorded.Kind != EventKind.WritesField || HandsOut(recorded) || recorded.Argument("value")!.Kind != ValueKind.Split);

    /// <summary>All values inside the receivers and arguments of some events.</summary>
    private HashSet<Value> Within(Func<FlowEvent, bool> which, Func<Value, bool>? isOpaque = null)
    {
        var found = new HashSet<Value>();
        var open = new Stack<Value>();
        foreach (var recorded in Events.Where(which))
        {
            open.Push(recorded.Receiver);
            foreach (var argument in recorded.Arguments)
                open.Push(argument.Value);
        }

        while (open.Count > 0)
        {
            var next = open.Pop();
            if (isOpaque?.Invoke(next) == true || !found.Add(next))
                continue;
            foreach (var operand in next.Operands)
                open.Push(operand);

            // Who has an object has what is in it.
            foreach (var held in next.Kind == ValueKind.Object ? HeldBy(next) : Enumerable.Empty<Value>())
                open.Push(held);
        }

        return found;
    }

    private ILookup<Value, Value> Held() => Events
        .Where(recorded => recorded is { Kind: EventKind.WritesField, Symbol: { DeclaredAccessibility: not Accessibility.Private } })
        .SelectMany(recorded => ValueFactory.Expand(recorded.Receiver).Select(owner => (Owner: owner.Value, Value: recorded.Argument("value")!)))
        .Where(held => held.Owner.Kind == ValueKind.Object)
        .ToLookup(held => held.Owner, held => held.Value);

    private void NoteRows(FlowEvent recorded)
    {
        // Rows that were only copied into a list were made where the rows copied were made.
        var place = recorded.Argument("of") is { Kind: ValueKind.Data } original && _madeAt.TryGetValue(original.First, out var made)
            ? made
            : new Place(recorded.Site.Node, recorded.Site.Member);
        foreach (var (value, _) in ValueFactory.Expand(recorded.Receiver))
        {
            var split = value.Kind == ValueKind.Folds ? RowAlgebra.ElementOf(Values, recorded.Site, value) : value;
            foreach (var data in split.Kind == ValueKind.Split ? split.Operands.SelectMany(side => ValueFactory.Expand(side).Select(each => each.Value)) : new[] { split })
            {
                if (data.Kind != ValueKind.Data || _madeAt.ContainsKey(AnyFold(data.First)))
                    continue;
                _madeAt[AnyFold(data.First)] = place;
                _madeBy[AnyFold(data.First)] = recorded;
                if (recorded.Site.Role is Role.Splits or Role.SplitsIntoFolds)
                    _splitBy[AnyFold(data.First)] = recorded.Site;
            }
        }
    }

    /// <summary>A side of a fold, whichever fold it is.</summary>
    private Value AnyFold(Value rows) => rows.Kind == ValueKind.Part ? Values.Make(rows.Kind, rows.Tag, rows.Operands.SetItem(4, Values.Null)) : rows;

    /// <summary>The rows that play a part in an operation.</summary>
    public ImmutableArray<(Value Data, Guard Guard)> DataOf(FlowEvent recorded, string part = "data") =>
        recorded.Argument(part) is { } data
            ? ValueFactory.Expand(RowAlgebra.AsData(Values, data)).Where(each => each.Value.Kind == ValueKind.Data).ToImmutableArray()
            : ImmutableArray<(Value, Guard)>.Empty;

    /// <summary>Rows are scored before they are evaluated, unless the evaluation is given the model.</summary>
    private ImmutableArray<(Value, Guard)> ScoredDataOf(FlowEvent recorded) =>
        recorded.Site.Spec!.Has("model") && recorded.Argument("data") is { } data && recorded.Argument("model") is { } model
            ? ValueFactory.Expand(RowAlgebra.Apply(Values, data, new[] { model })).Where(each => each.Value.Kind == ValueKind.Data).ToImmutableArray()
            : DataOf(recorded);

    private static ImmutableArray<(Value, Guard)> ModelsOf(FlowEvent recorded) =>
        recorded.Argument("model") is { } model ? ValueFactory.Expand(model).ToImmutableArray() : ImmutableArray<(Value, Guard)>.Empty;

    /// <summary>The models that an evaluation scores: the last applied fit that trained one.</summary>
    private IEnumerable<ModelPair> PairsOf(Evaluation evaluation)
    {
        foreach (var (scored, under) in evaluation.Data)
        {
            var world = evaluation.Event.Guard.And(under);
            if (AppliedFits(scored).LastOrDefault(fit => fit.TrainsModel) is not { } model || !world.AgreesWith(model.Event.Guard))
                continue;
            foreach (var (estimator, ifEstimator) in model.Estimators)
            {
                foreach (var (data, ifData) in model.Data)
                {
                    if (estimator.Trainer is not null && world.AgreesWith(ifEstimator) && world.AgreesWith(ifData) && ifEstimator.AgreesWith(ifData))
                        yield return new ModelPair(model, estimator, data, evaluation, scored);
                }
            }
        }
    }
}
