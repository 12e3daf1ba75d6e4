using System.Collections.Immutable;
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

    public PipelineGraph(ImmutableArray<FlowEvent> events, bool isComplete, ValueFactory values)
    {
        Events = events;
        Values = values;
        IsComplete = isComplete;
        foreach (var recorded in events)
        {
            if (recorded.Kind == EventKind.Operation && !_operations.ContainsKey(recorded.Site))
                _operations[recorded.Site] = recorded;
        }

        foreach (var recorded in Operations(Role.Fits))
            _fits[recorded.Site] = new Fit(recorded, Estimators(recorded.Receiver), DataOf(recorded));
        Evaluations = Operations(Role.Evaluates).Select(recorded => new Evaluation(recorded, DataOf(recorded))).ToImmutableArray();
        CrossValidations = Operations(Role.CrossValidates)
            .Select(recorded => new CrossValidation(recorded, Estimators(recorded.Argument("estimator")!), DataOf(recorded))).ToImmutableArray();
        Splits = Operations(Role.Splits).Select(recorded => new Split(recorded, DataOf(recorded))).ToImmutableArray();
        Saves = Operations(Role.SavesModel).Select(recorded => new Save(recorded, ModelsOf(recorded))).ToImmutableArray();
        Engines = Operations(Role.CreatesEngine).Select(recorded => new Save(recorded, ModelsOf(recorded))).ToImmutableArray();
        _pairs = Evaluations.SelectMany(PairsOf).ToImmutableArray();
    }

    internal ValueFactory Values { get; }

    /// <summary>All events, in the order of the program as far as there is one.</summary>
    public ImmutableArray<FlowEvent> Events { get; }

    /// <summary>False when a bound cut the analysis short: rules that need to have seen everything stay silent.</summary>
    public bool IsComplete { get; }

    public IEnumerable<Fit> Fits => _fits.Values;

    public ImmutableArray<Evaluation> Evaluations { get; }

    public ImmutableArray<CrossValidation> CrossValidations { get; }

    public ImmutableArray<Split> Splits { get; }

    public ImmutableArray<Save> Saves { get; }

    /// <summary>Prediction engines made from a model.</summary>
    public ImmutableArray<Save> Engines { get; }

    /// <summary>Each model with each evaluation of it, on one path.</summary>
    public ImmutableArray<ModelPair> ModelPairs => _pairs;

    public IEnumerable<FlowEvent> Operations(Role role) => _operations.Values.Where(recorded => recorded.Role == role);

    public FlowEvent? OperationAt(CallSite? site) => site is not null && _operations.TryGetValue(site, out var recorded) ? recorded : null;

    /// <summary>The fit that made a transformer; null when it is unknown or was loaded.</summary>
    public Fit? FitOf(Value transformer)
    {
        for (; transformer.Kind == ValueKind.Member; transformer = transformer.First)
        {
        }

        return transformer is { Kind: ValueKind.Event, Site: { } site } && _fits.TryGetValue(site, out var fit) ? fit : null;
    }

    /// <summary>What was fitted and then applied to the rows, in order.</summary>
    public IEnumerable<Fit> AppliedFits(Value data) => data.Operands.Skip(1).Select(FitOf).OfType<Fit>();

    /// <summary>Values learned by hand that went into the rows.</summary>
    public static IEnumerable<Value> AppliedStatistics(Value data) =>
        data.Operands.Skip(1).Where(applied => applied.Kind is ValueKind.Statistic or ValueKind.Element);

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

    /// <summary>The parts of a model value: fits and loaded models of a chain, or the one.</summary>
    public static ImmutableArray<Value> Parts(Value model) => model.Kind == ValueKind.Chain ? model.Operands : ImmutableArray.Create(model);

    private static ImmutableArray<(Value, Guard)> DataOf(FlowEvent recorded) =>
        recorded.Argument("data") is { } data
            ? ValueFactory.Expand(data).Where(each => each.Value.Kind == ValueKind.Data).ToImmutableArray()
            : ImmutableArray<(Value, Guard)>.Empty;

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
