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
    private readonly ImmutableArray<ModelPair> _pairs;
    private readonly ILookup<Role, FlowEvent> _byRole;
    private ImmutableArray<(Split Split, Value Train, Value Test)>? _splitSides;
    private ImmutableArray<(Split Split, Value Train, Value Test)>? _idleSides;
    private ImmutableArray<ModelSelection>? _selections;
    private RepeatedRows? _repeated;
    private LearnedByHand? _learned;
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
    private ILookup<SyntaxNode, Fit>? _fitsByNode;
    private ILookup<Location, TextLoad>? _loadsByFormat;
    private ImmutableArray<TextWriter>? _textWriters;
    private Dictionary<CallSite, int>? _order;
    private readonly Dictionary<SyntaxNode, ImmutableArray<(string Name, Place Place)>> _foldIns = new();

    public PipelineGraph(ImmutableArray<FlowEvent> events, bool isComplete, ValueFactory values, ProgramCulture culture, CustomMappings mappings)
    {
        Culture = culture;
        Mappings = mappings;
        Events = events;
        Values = values;
        IsComplete = isComplete;
        foreach (var recorded in events.Where(recorded => recorded.Kind == EventKind.Operation && !_operations.ContainsKey(recorded.Site)))
            _operations[recorded.Site] = recorded;
        Origins = new RowOrigins(this);
        Models = new ModelOrigins(this);
        Judgement = new Judgement(this);
        Reach = new Reach(this);
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

    /// <summary>Where rows come from.</summary>
    public RowOrigins Origins { get; }

    /// <summary>Where models come from.</summary>
    public ModelOrigins Models { get; }

    /// <summary>How models are judged.</summary>
    public Judgement Judgement { get; }

    /// <summary>Who gets what.</summary>
    public Reach Reach { get; }

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

    /// <summary>The fit at a place; null when it is none.</summary>
    public Fit? FitAt(CallSite site) => _fits.TryGetValue(site, out var fit) ? fit : null;

    /// <summary>Whether one fit, and no other on another path, is written at a place.</summary>
    public bool IsOnlyFitAt(SyntaxNode node) => !(_fitsByNode ??= Fits.ToLookup(fit => fit.Site.Node))[node].Skip(1).Any();

    public FlowEvent? OperationAt(CallSite? site) => site is not null && _operations.TryGetValue(site, out var recorded) ? recorded : null;

    /// <summary>Splits with their training and test rows.</summary>
    public ImmutableArray<(Split Split, Value Train, Value Test)> SplitSides => _splitSides ??= FindSplitSides().ToImmutableArray();

    /// <summary>Splits of which nothing reads one side.</summary>
    public ImmutableArray<(Split Split, Value Train, Value Test)> IdleSplitSides =>
        _idleSides ??= SplitSides.Where(sides => !Reach.IsUsed(sides.Train) || !Reach.IsUsed(sides.Test)).ToImmutableArray();

    /// <summary>Models that are kept by their scores.</summary>
    public ImmutableArray<ModelSelection> Selections => _selections ??= ModelSelection.In(this).ToImmutableArray();

    /// <summary>The places to change for a preparation to become a part of what is trained on its rows; none where that is not right.</summary>
    public ImmutableArray<(string Name, Place Place)> FoldIn(Fit fit)
    {
        if (!_foldIns.TryGetValue(fit.Site.Node, out var places))
            _foldIns[fit.Site.Node] = places = Pipeline.FoldIn.Of(this, fit);
        return places;
    }

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

    /// <summary>Where the rows of a pair were duplicated before they were cut into training and evaluation rows; null when they were not.</summary>
    public Place? DuplicatedBefore(ModelPair pair) => (_repeated ??= new RepeatedRows(this)).Before(pair);

    /// <summary>Values learned by hand that went into the rows: in a projection, in a mapping, or written into them in place.</summary>
    public IEnumerable<Value> AppliedStatistics(Value data) => (_learned ??= new LearnedByHand(this)).In(data);

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
            if (Models.AppliedFits(scored).LastOrDefault(fit => fit.TrainsModel) is not { } model || !world.AgreesWith(model.Event.Guard))
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
