using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Rows that decide something about a model beside its training.</summary>
/// <param name="Tuned">The fit, or what adjusted its result: whatever it is applied to shows the effect.</param>
/// <param name="Rows">The rows that decide.</param>
/// <param name="Place">Where they do.</param>
/// <param name="Effect">What they do to the model, in words.</param>
internal sealed record Tuning(CallSite Tuned, Value Rows, Place Place, string Effect)
{
    public static IEnumerable<Tuning> In(PipelineGraph graph) => Validations(graph).Concat(Thresholds(graph)).Concat(Calibrations(graph));

    /// <summary>Whether scored rows have gone through what was tuned.</summary>
    public bool ShowsIn(PipelineGraph graph, Value scored) =>
        scored.Operands.Skip(1).Any(applied => applied.Site == Tuned || graph.Models.FitOf(applied)?.Site == Tuned);

    private static IEnumerable<Tuning> Validations(PipelineGraph graph)
    {
        foreach (var fit in graph.Fits)
        {
            foreach (var (rows, _) in fit.Validation)
            {
                if (fit.IsSearch)
                    yield return new Tuning(fit.Site, rows, fit.ValidationPlace, "is searched by its scores on");
                else if (fit.Steps.Any(step => step.IsDecidedByValidation))
                    yield return new Tuning(fit.Site, rows, fit.ValidationPlace, "ends its training by its scores on");
            }

            foreach (var step in fit.Steps.Where(step => step.IsDecidedByValidation))
            {
                foreach (var (rows, _) in ValueFactory.Expand(step.Argument("validationSet") ?? graph.Values.Null).Where(each => each.Value.Kind == ValueKind.Data))
                    yield return new Tuning(fit.Site, rows, step.Place.Argument("validationSet", -1), "ends its training by its scores on");
            }
        }
    }

    private static IEnumerable<Tuning> Thresholds(PipelineGraph graph)
    {
        foreach (var adjusted in graph.Operations(Role.AdjustsModel))
        {
            var sources = new HashSet<Value>();
            Sources.Collect(adjusted.Argument("setting")!, sources, 32);
            foreach (var source in sources.Where(source => source.Kind is ValueKind.Statistic or ValueKind.Element or ValueKind.Data))
            {
                var rows = source.Kind == ValueKind.Data ? source : source.First;
                if (rows.Kind == ValueKind.Data)
                    yield return new Tuning(adjusted.Site, rows, new Place(adjusted.Site.Node, adjusted.Site.Member).Argument(adjusted, "setting"), "has its threshold set by its scores on");
            }
        }
    }

    /// <summary>What learns from the label on rows that a model has scored already: a calibrator.</summary>
    private static IEnumerable<Tuning> Calibrations(PipelineGraph graph)
    {
        foreach (var fit in graph.Fits.Where(fit => fit.Steps.Any(step => step.Learning == Learning.LabelStatistics)))
        {
            foreach (var (rows, _) in fit.Data.Where(data => graph.Models.AppliedFits(data.Data).Any(applied => applied.TrainsModel)))
                yield return new Tuning(fit.Site, rows, fit.DataPlace, "is calibrated on");
        }
    }
}
