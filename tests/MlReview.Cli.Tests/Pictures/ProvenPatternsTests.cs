using MlReview.Cli.Pictures;

namespace MlReview.Cli.Tests.Pictures;

[Collection(SamplesCollection.Name)]
public sealed class ProvenPatternsTests(SamplesReview samples)
{
    [Theory]
    [InlineData("churn", "split-before-fit held-out-evaluation gated-save one-saved-chain input-schema versioned-model seeded")]
    [InlineData("fraud", "split-before-fit held-out-evaluation gated-save one-saved-chain input-schema versioned-model seeded")]
    [InlineData("delivery-time", "split-before-fit held-out-evaluation one-saved-chain input-schema versioned-model seeded")]
    [InlineData("bike-demand", "split-before-fit held-out-evaluation one-saved-chain input-schema versioned-model seeded")]
    [InlineData("search-ranking", "split-before-fit held-out-evaluation grouped-split one-saved-chain input-schema versioned-model seeded")]
    [InlineData("species", "split-before-fit held-out-evaluation prepared-inside-folds one-saved-chain input-schema versioned-model seeded")]
    public void A_corrected_sample_is_praised_for_all_that_it_does_right(string sample, string patterns) =>
        Assert.Equal(patterns.Split(' '), samples.Patterns(sample + "/corrected"));

    /// <summary>What each defective sample violates, by the id of the pattern.</summary>
    [Theory]
    [InlineData("churn", "split-before-fit gated-save one-saved-chain versioned-model seeded input-schema")]
    [InlineData("bike-demand", "split-before-fit held-out-evaluation versioned-model seeded")]
    [InlineData("delivery-time", "split-before-fit one-saved-chain seeded input-schema")]
    [InlineData("fraud", "split-before-fit gated-save versioned-model")]
    [InlineData("movies", "split-before-fit held-out-evaluation versioned-model")]
    [InlineData("search-ranking", "split-before-fit held-out-evaluation versioned-model")]
    [InlineData("segments", "held-out-evaluation seeded versioned-model input-schema")]
    [InlineData("sentiment", "split-before-fit held-out-evaluation input-schema")]
    [InlineData("species", "prepared-inside-folds seeded versioned-model")]
    public void A_defective_sample_is_not_praised_for_what_it_gets_wrong(string sample, string violated) =>
        Assert.Empty(samples.Patterns(sample + "/defective").Intersect(violated.Split(' ')));

    [Fact]
    public void Every_pattern_is_proven_somewhere() =>
        Assert.Equal(ProvenPatterns.All.Select(pattern => pattern.Id).Order(), samples.Result.PositivePatterns.Select(pattern => pattern.Id).Distinct().Order());

    [Fact]
    public async Task Praise_is_silent_beside_a_finding_that_somebody_suppressed()
    {
        const string Seedless = """
            using Microsoft.ML;

            #pragma warning disable MLR401
            var ml = new MLContext(seed: 1);
            var data = ml.Data.LoadFromTextFile<Row>("rows.csv");
            var split = ml.Data.TrainTestSplit(data);
            var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca()).Fit(split.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet)).RSquared);
            ml.Model.Save(model, data.Schema, "model.zip");

            class Row
            {
                [Microsoft.ML.Data.LoadColumn(0)] public float Size { get; set; }
                [Microsoft.ML.Data.LoadColumn(1)] public float Label { get; set; }
            }
            """;
        using var tree = new TemporaryTree().With("App/App.csproj", Review.Project).With("App/Program.cs", Seedless);
        var result = await Review.OfProductAsync(tree.Root);
        Assert.DoesNotContain(result.Findings, finding => finding.Rule.Id == "MLR401");
        Assert.Contains(result.PositivePatterns, pattern => pattern.Id == "split-before-fit");
        Assert.DoesNotContain(result.PositivePatterns, pattern => pattern.Id == "versioned-model");
    }
}
