using Microsoft.ML;
using Microsoft.ML.Data;

namespace SearchRanking;

internal sealed class RankingExperiment
{
    private readonly MLContext _ml;
    private readonly IDataView _train;
    private readonly IDataView _test;

    public RankingExperiment(MLContext ml, string dataPath)
    {
        _ml = ml;
        var hits = ml.Data.LoadFromTextFile<SearchHit>(dataPath, separatorChar: ',', hasHeader: true);

        // Hits that are given away for free are test entries of the shop.
        var sold = ml.Data.FilterRowsByColumn(hits, nameof(SearchHit.Price), lowerBound: 0.01);

        // All hits of a query stay on one side: a ranker that has seen half of a list knows the other half.
        var split = ml.Data.TrainTestSplit(sold, testFraction: 0.3, samplingKeyColumnName: nameof(SearchHit.Query));
        _train = split.TrainSet;
        _test = split.TestSet;
    }

    public ITransformer Train()
    {
        var pipeline = _ml.Transforms.Conversion.Hash("GroupId", nameof(SearchHit.Query), numberOfBits: 20)
            .Append(_ml.Transforms.Concatenate(
                "Features",
                nameof(SearchHit.TitleMatch),
                nameof(SearchHit.Popularity),
                nameof(SearchHit.AgeDays),
                nameof(SearchHit.Price)))
            .Append(_ml.Ranking.Trainers.FastTree(
                labelColumnName: nameof(SearchHit.Relevance),
                numberOfLeaves: 4,
                minimumExampleCountPerLeaf: 2));

        return pipeline.Fit(_train);
    }

    public IReadOnlyList<double> Ndcg(ITransformer model)
    {
        var scored = model.Transform(_test);
        return _ml.Ranking.Evaluate(scored, labelColumnName: nameof(SearchHit.Relevance)).NormalizedDiscountedCumulativeGains;
    }

    public void Save(ITransformer model, string path)
    {
        Directory.CreateDirectory("models");
        _ml.Model.Save(model, _train.Schema, path);
    }
}
