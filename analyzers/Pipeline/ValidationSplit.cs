using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Validation rows that can be cut from the training side, as that was cut from all rows: the call that split these ("split") and the rows it is
/// given there ("all"), and the arguments of the fit that become the two sides of the new split ("train", "validation"), or that split itself
/// ("both"). Nothing where the training rows are more, or less, than the training side of one random split.
/// </summary>
internal static class ValidationSplit
{
    private static readonly ImmutableArray<(string, Place)> s_nothing = ImmutableArray<(string, Place)>.Empty;

    public static ImmutableArray<(string, Place)> ToCut(PipelineGraph graph, Tuning tuning)
    {
        var fits = graph.Fits.Where(fit => fit.Site.Node == tuning.Tuned.Node).ToList();
        if (fits.Count != 1 || fits[0] is not { Data: { Length: 1 } data } fit || data[0].Data.Operands.Length != 1 || fit.Validation.IsEmpty
            || graph.SplitSides.FirstOrDefault(sides => sides.Train == data[0].Data) is not { Split: { } split } || Rows.IsFold(data[0].Data)
            || !fit.DataPlace.Sees(split.Place))
        {
            return s_nothing;
        }

        var places = ImmutableArray.Create(("split", split.Place), ("all", split.Place.Argument(split.Event, "data")));
        return fit.GivenBy.Argument("split") is null
            ? places.Add(("train", fit.DataPlace)).Add(("validation", tuning.Place))
            : places.Add(("both", fit.DataPlace));
    }
}
