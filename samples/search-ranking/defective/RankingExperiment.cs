using Microsoft.ML;
using Microsoft.ML.Data;

namespace SearchRanking;

internal sealed class RankingExperiment
{
    private const string ModelPath = "models/ranker.zip";

    private readonly MLContext _ml;
    private readonly IDataView _hits;

    public RankingExperiment(MLContext ml, string dataPath)
    {
        _ml = ml;
        _hits = ml.Data.LoadFromTextFile<SearchHit>(dataPath, separatorChar: ',', hasHeader: true);

        // Hits that are given away for free are test entries of the shop.
        ml.Data.FilterRowsByColumn(_hits, nameof(SearchHit.Price), lowerBound: 0.01);
    }

    public ITransformer Train()
    {
        var split = _ml.Data.TrainTestSplit(_hits, testFraction: 0.3, samplingKeyColumnName: nameof(SearchHit.Query), seed: 1);

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

        return pipeline.Fit(split.TrainSet);
    }

    public IReadOnlyList<double> Ndcg(ITransformer model)
    {
        var split = _ml.Data.TrainTestSplit(_hits, testFraction: 0.3, samplingKeyColumnName: nameof(SearchHit.Query));
        var scored = model.Transform(split.TestSet);
        return _ml.Ranking.Evaluate(scored, labelColumnName: nameof(SearchHit.Relevance)).NormalizedDiscountedCumulativeGains;
    }

    public void Save(ITransformer model)
    {
        Directory.CreateDirectory("models");
        _ml.Model.Save(model, _hits.Schema, ModelPath);
    }
}
