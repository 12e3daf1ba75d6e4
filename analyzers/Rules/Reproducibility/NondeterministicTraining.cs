using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Reproducibility;

/// <summary>MLR304: there is a seed, and the trainer gives another model in each run all the same.</summary>
internal sealed class NondeterministicTraining : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR304",
        "Nondeterministic training",
        "{0}, yet '{1}', trained at {2}, does not repeat itself on a machine with several cores: the order in which its threads finish shapes the model, whatever the seed; set {3} in its options",
        Category.Reproducibility,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "A seed is set, yet the trainer gives another model in each run with its present options: it trains on several threads without a fixed order.",
        HelpLink("MLR304"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var trainings = graph.Fits.Select(fit => (fit.Event, fit.Estimators))
            .Concat(graph.CrossValidations.Select(validation => (validation.Event, validation.Estimators)));
        foreach (var (training, estimators) in trainings)
        {
            foreach (var step in estimators.SelectMany(each => each.Estimator.Steps).SelectMany(step => graph.InnerTrainers(step).Prepend(step)))
            {
                if (IsUnrepeatable(step) && SeedOf(graph, step) is { } seed)
                    yield return Found(step, training, seed);
            }
        }
    }

    /// <summary>Whether no option that would repair it is, or may be, set; where none can, nothing is said.</summary>
    private static bool IsUnrepeatable(EstimatorStep step) => step.Traits is { RepeatableWith.IsEmpty: false } traits
        && step.Learning != Learning.Nothing
        && step.Event.KnowsOptions("options")
        && traits.RepeatableWith.All(option => step.Event.Argument("options." + option) switch
        {
            null or { IsNull: true } => true,
            { Kind: ValueKind.Constant, Tag: var value } => value is not (1 or true),
            _ => false,
        });

    /// <summary>What makes the user believe that training repeats itself: the trainer's own seed, or the context's.</summary>
    private static string? SeedOf(PipelineGraph graph, EstimatorStep step)
    {
        if (step.Event.Argument("options.Seed") is { IsNull: false } own)
            return own.Kind == ValueKind.Constant ? $"'{step.Name}' has a seed" : null;
        return ContextDraw.IsSeeded(graph, step.Event.Receiver) && graph.OperationAt(ValueFactory.Expand(step.Event.Receiver).First().Value.Site) is { } context
            ? $"'{new Place(context.Site.Node, context.Site.Member).ResultName}' has a seed"
            : null;
    }

    private static Finding Found(EstimatorStep step, FlowEvent training, string seed)
    {
        var trained = new Place(training.Site.Node, training.Site.Member);
        var repair = string.Join(" or ", step.Traits!.RepeatableWith.Select(option => option == "NumberOfThreads" ? "NumberOfThreads = 1" : option + " = true"));
        return new Finding(step.Place, Impact.Minor, seed, step.Name, trained.SeenFrom(step.Place), repair)
        {
            Path = ImmutableArray.Create((trained, "trained here")),
            Fix = $"Pass an options object with {repair}.",
            RepairPlaces = step.OptionsPlace is { } options ? ImmutableArray.Create(("options", options)) : ImmutableArray<(string, Place)>.Empty,
            RepairTexts = ImmutableDictionary<string, string>.Empty.Add("option", step.Traits.RepeatableWith[0]).Add("trainer", step.Name),
        };
    }
}
