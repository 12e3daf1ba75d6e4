using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Something that happens at a place of the program.</summary>
internal abstract class PipelineNode
{
    protected PipelineNode(FlowEvent recorded) => Event = recorded;

    /// <summary>What the flow engine saw. Rules ask the node; the graph asks the event.</summary>
    internal FlowEvent Event { get; }

    public Place Place => new(Event.Site.Node, Event.Site.Member);

    /// <summary>The same operation reached through other calls is the same guilt.</summary>
    public CallSite Site => Event.Site;

    public string Name => Event.Site.Spec?.Name ?? Event.Site.Member;
}

/// <summary>One step of an estimator chain.</summary>
internal sealed class EstimatorStep : PipelineNode
{
    public EstimatorStep(FlowEvent recorded)
        : base(recorded)
    {
    }

    public EstimatorTraits? Traits => Event.Role == Role.RunsSearch ? EstimatorTraits.Search : Event.Site.Spec?.Estimator;

    /// <summary>What fitting this step learns, its arguments considered.</summary>
    public Learning Learning
    {
        get
        {
            if (Traits is not { } traits)
                return Learning.Nothing;
            if (traits.LearnsNothingWith is { } off && Event.Argument(off) is { IsNull: false })
                return Learning.Nothing;
            if (traits.LearnsOnlyWith is { } on && !(Event.Argument(on) is { Kind: ValueKind.Constant, Tag: { } mode } && Convert.ToInt64(mode) != 0))
                return Learning.Nothing;
            return traits.Learning;
        }
    }

    public bool IsTrainer => Traits?.IsTrainer == true;

    public LearningTask Task => Traits is not { Task: var task } ? LearningTask.None : task != LearningTask.None ? task : Library.TaskOf(Event.Symbol);

    /// <summary>Whether the validation rows of the trainer surely decide when training ends, or what is kept of it.</summary>
    public bool IsDecidedByValidation => Traits is { } traits
        && (traits.ValidatesWith.Any(option => IsOn(Event.Argument("options." + option)))
            || (traits.ValidatesUnless is { } off && Event.KnowsOptions("options")
                && (Event.Argument("options." + off) is not { } value || IsOn(value))));

    private static bool IsOn(Value? option) => option switch
    {
        { Kind: ValueKind.Constant } => option.Tag is true || Arithmetic.Number(option) is not (null or 0),
        { Kind: ValueKind.Object } => true,
        _ => false,
    };

    /// <summary>The label column of a trainer, its default when none is named.</summary>
    public string LabelColumn => Text("labelColumnName", "LabelColumnName") ?? "Label";

    /// <summary>An argument, however it is given (argument or options property); null when it is not given.</summary>
    public Value? Argument(string parameter) =>
        Event.Argument(parameter) ?? Event.Argument("options." + char.ToUpperInvariant(parameter[0]) + parameter.Substring(1));

    /// <summary>The constant an argument holds, however it is given, or its default where surely none is given; null when that is not known.</summary>
    public string? TextOrDefault(string parameter, string byDefault) => Argument(parameter) switch
    {
        null => Event.KnowsOptions("options") ? byDefault : null,
        { Kind: ValueKind.Constant, Tag: string text } => text,
        _ => null,
    };

    /// <summary>Where the options object is made; null when there is none, or when it is not known.</summary>
    public Place? OptionsPlace => Event.Argument("options") is { Kind: ValueKind.Object, Site: { } options } ? new Place(options.Node, options.Member) : null;

    /// <summary>Where an argument is written: in the call, or in the initializer of the options.</summary>
    public Place PlaceOf(string parameter) => Event.Argument(parameter) is not null
        ? Place.Argument(Event, parameter)
        : OptionsPlace?.Initialized(char.ToUpperInvariant(parameter[0]) + parameter.Substring(1)) ?? Place.Argument(Event, "options");

    /// <summary>The constant an argument holds, however it is given (argument or options property).</summary>
    public string? Text(string parameter, string option) =>
        (Event.Argument(parameter) ?? Event.Argument("options." + option)) is { Kind: ValueKind.Constant, Tag: string text } ? text : null;
}

/// <summary>An estimator: its steps in order, as far as they are known.</summary>
internal sealed class Estimator
{
    public Estimator(ImmutableArray<EstimatorStep> steps, bool isKnown)
    {
        Steps = steps;
        IsKnown = isKnown;
    }

    public ImmutableArray<EstimatorStep> Steps { get; }

    /// <summary>False when a step is unknown.</summary>
    public bool IsKnown { get; }

    public EstimatorStep? Trainer => Steps.LastOrDefault(step => step.IsTrainer);

    /// <summary>Steps that learn something from the values of the rows.</summary>
    public IEnumerable<EstimatorStep> Learned =>
        Steps.Where(step => step.Learning is Learning.Scaling or Learning.Statistics or Learning.LabelStatistics or Learning.Prediction or Learning.Structure);
}

/// <summary>An estimator fitted on rows.</summary>
internal sealed class Fit : PipelineNode
{
    public Fit(FlowEvent recorded, ImmutableArray<(Estimator, Guard)> estimators, ImmutableArray<(Value, Guard)> data)
        : base(recorded)
    {
        Estimators = estimators;
        Data = data;
        GivenBy = recorded;
    }

    /// <summary>The estimators that may be fitted here, each under its guard.</summary>
    public ImmutableArray<(Estimator Estimator, Guard Guard)> Estimators { get; }

    /// <summary>The rows it may be fitted on, each under its guard.</summary>
    public ImmutableArray<(Value Data, Guard Guard)> Data { get; }

    public bool TrainsModel => Estimators.Any(estimator => estimator.Estimator.Trainer is not null);

    public IEnumerable<EstimatorStep> Steps => Estimators.SelectMany(estimator => estimator.Estimator.Steps).Distinct();

    public IEnumerable<EstimatorStep> Learned => Estimators.SelectMany(estimator => estimator.Estimator.Learned).Distinct();

    /// <summary>Rows that it may be judged by while it is trained, each under its guard.</summary>
    public ImmutableArray<(Value Data, Guard Guard)> Validation { get; init; } = ImmutableArray<(Value, Guard)>.Empty;

    /// <summary>The call that is given the rows: the fit itself, or what configured the search.</summary>
    public FlowEvent GivenBy { get; init; }

    /// <summary>Whether it is a search, which judges each model that it tries.</summary>
    public bool IsSearch => Event.Role == Role.RunsSearch;

    /// <summary>The user's name for the rows.</summary>
    public string DataName => DataPlace.Text;

    /// <summary>Where the rows are given.</summary>
    public Place DataPlace => ArgumentPlace(GivenBy.Argument("split") is null ? "data" : "split");

    /// <summary>Where the validation rows are given.</summary>
    public Place ValidationPlace => ArgumentPlace(GivenBy.Argument("split") is null ? "validation" : "split");

    private Place ArgumentPlace(string part) => new Place(GivenBy.Site.Node, GivenBy.Site.Member).Argument(GivenBy, part);
}

/// <summary>An evaluation of scored rows.</summary>
internal sealed class Evaluation : PipelineNode
{
    public Evaluation(FlowEvent recorded, ImmutableArray<(Value, Guard)> data)
        : base(recorded) => Data = data;

    public ImmutableArray<(Value Data, Guard Guard)> Data { get; }

    public LearningTask Task => Event.Site.Spec is { } spec && spec.Has("task") ? (LearningTask)Enum.Parse(typeof(LearningTask), spec.Parameter("task")) : LearningTask.None;

    public string DataName => Place.Argument(Event, "data").Text;
}

/// <summary>A model and its evaluation: fitted on these rows, evaluated on those, on one path.</summary>
internal sealed record ModelPair(Fit Model, Estimator Estimator, Value TrainData, Evaluation Evaluation, Value EvaluationData)
{
    /// <summary>How the rows relate; every leakage rule asks.</summary>
    public RowRelation Relation { get; } = Rows.Relate(TrainData, EvaluationData);
}

/// <summary>A cross-validation.</summary>
internal sealed class CrossValidation : PipelineNode
{
    public CrossValidation(FlowEvent recorded, ImmutableArray<(Estimator, Guard)> estimators, ImmutableArray<(Value, Guard)> data)
        : base(recorded)
    {
        Estimators = estimators;
        Data = data;
    }

    public ImmutableArray<(Estimator Estimator, Guard Guard)> Estimators { get; }

    public ImmutableArray<(Value Data, Guard Guard)> Data { get; }

    public string DataName => Place.Argument(Event, "data").Text;
}

/// <summary>A split into a train and a test side.</summary>
internal sealed class Split : PipelineNode
{
    public Split(FlowEvent recorded, ImmutableArray<(Value, Guard)> data)
        : base(recorded) => Data = data;

    public ImmutableArray<(Value Data, Guard Guard)> Data { get; }

    public string DataName => Place.Argument(Event, "data").Text;
}

/// <summary>A model written to a file or stream.</summary>
internal sealed class Save : PipelineNode
{
    public Save(FlowEvent recorded, ImmutableArray<(Value, Guard)> models)
        : base(recorded) => Models = models;

    public ImmutableArray<(Value Model, Guard Guard)> Models { get; }

    public string ModelName => Event.Site.Spec?.Parameter("model") == "this" ? Place.ReceiverText : Place.Argument(Event, "model").Text;
}
