using System.Collections.Immutable;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm.Prompts;

/// <summary>Puts slices together into as few questions as the limit of one allows: the questions themselves are the larger part of a small one.</summary>
internal static class RequestPacker
{
    /// <summary>Input of one question at most.</summary>
    public const int MostTokens = 6_000;

    public static IEnumerable<ReviewRequest> Pack(IEnumerable<Slice> slices, ImmutableArray<ProjectFact> facts, Pass? only)
    {
        var packed = ImmutableArray<Slice>.Empty;
        ReviewRequest? request = null;
        foreach (var slice in slices)
        {
            // A guess that spares most attempts: a request is made of text, and making it costs more than adding numbers.
            var extended = request is null || request.Tokens + slice.Tokens <= MostTokens ? Request(packed.Add(slice), facts, only) : null;
            if (extended is { Tokens: <= MostTokens })
            {
                (packed, request) = (packed.Add(slice), extended);
                continue;
            }
            if (request is not null)
                yield return request;
            packed = [slice];
            request = Request(packed, facts, only);
        }
        if (request is not null)
            yield return request;
    }

    private static ReviewRequest Request(ImmutableArray<Slice> slices, ImmutableArray<ProjectFact> facts, Pass? only)
    {
        var code = string.Join('\n', slices.Select(slice => slice.Code));
        return new ReviewRequest(LaneCatalog.CalledBy(slices[0].File.Name, code, only), slices, facts);
    }
}
