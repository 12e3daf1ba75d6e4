using Microsoft.ML;
using SearchRanking;

var ml = new MLContext(seed: 5);
var experiment = new RankingExperiment(ml, "data/hits.csv");
var model = experiment.Train();

var ndcg = experiment.Ndcg(model);
Console.WriteLine($"NDCG@1 {ndcg[0]:F3}, NDCG@3 {ndcg[2]:F3}");

experiment.Save(model);
