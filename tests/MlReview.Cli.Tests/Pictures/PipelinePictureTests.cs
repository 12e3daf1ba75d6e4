using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;

namespace MlReview.Cli.Tests.Pictures;

[Collection(SamplesCollection.Name)]
public sealed class PipelinePictureTests(SamplesReview samples)
{
    private static string Shown(PictureNode node) => $"{node.Kind} {node.Name} {Path.GetFileName(node.Place.Path)}:{node.Place.Range.StartLine}";

    private static IEnumerable<string> Flow(PipelinePicture picture)
    {
        var names = picture.Nodes.ToDictionary(node => node.Id, node => $"{node.Kind} {node.Place.Range.StartLine}");
        return picture.Edges.Select(edge => $"{names[edge.From]} -{edge.Kind}:{edge.Label}-> {names[edge.To]}");
    }

    [Fact]
    public void A_pipeline_has_the_users_names_files_and_lines()
    {
        var picture = samples.Picture("churn/corrected");
        Assert.Equal(
            [
                "Data customers Program.cs:5", "Split split Program.cs:6", "Fit model Program.cs:8", "Evaluation metrics Program.cs:11",
                "Gate metrics.AreaUnderRocCurve < 0.75 Program.cs:14", "Save model Program.cs:21",
            ],
            picture.Nodes.Select(Shown));
        Assert.Equal("data/customers.csv", picture.Nodes[0].Detail);
        Assert.Equal("25 % held out", picture.Nodes[1].Detail);
        Assert.Equal(["OneHotEncoding", "Concatenate", "NormalizeMinMax", "SdcaLogisticRegression"], picture.Nodes[2].Steps.Select(step => step.Name));
        Assert.Equal([true, false, true, false], picture.Nodes[2].Steps.Select(step => step.Learns));
        Assert.True(picture.Nodes[2].Steps[3].Trains);
        Assert.Equal("Accuracy, AreaUnderRocCurve, F1Score", picture.Nodes[3].Detail);
        Assert.Contains("DateTime.UtcNow", picture.Nodes[5].Detail, StringComparison.Ordinal);
        Assert.Equal("churn/corrected/Churn.csproj", picture.Project);
        Assert.Equal("Program.cs", picture.Title);
    }

    [Fact]
    public void Edges_say_which_rows_and_which_model()
    {
        Assert.Equal(
            [
                "Data 5 -Rows:-> Split 6", "Split 6 -Rows:training rows-> Fit 8", "Split 6 -Rows:held-out rows-> Evaluation 11",
                "Fit 8 -Model:model-> Evaluation 11", "Fit 8 -Model:-> Save 21", "Evaluation 11 -Metrics:-> Gate 14", "Gate 14 -Metrics:decides-> Save 21",
            ],
            Flow(samples.Picture("churn/corrected")));
    }

    [Fact]
    public void A_fit_before_the_split_is_guilty_and_so_is_the_flow_from_it()
    {
        var picture = samples.Picture("churn/defective");
        var fit = picture.Nodes.Single(node => node.Kind == NodeKind.Fit && node.Place.Path.EndsWith("Preparation.cs", StringComparison.Ordinal));
        Assert.NotNull(fit.Guilt);
        var guilty = picture.Edges.Where(edge => edge.Guilt is not null).Select(edge => (edge.From, edge.To)).ToList();
        var data = picture.Nodes.Single(node => node.Kind == NodeKind.Data).Id;
        var split = picture.Nodes.Single(node => node.Kind == NodeKind.Split).Id;
        var evaluation = picture.Nodes.Single(node => node.Kind == NodeKind.Evaluation).Id;
        Assert.Contains((data, fit.Id), guilty);
        Assert.Contains((fit.Id, split), guilty);
        Assert.Contains((split, evaluation), guilty);
        Assert.DoesNotContain((data, split), guilty);
    }

    [Fact]
    public void The_trainer_that_draws_without_a_seed_is_the_marked_step()
    {
        var steps = samples.Picture("churn/defective").Nodes.SelectMany(node => node.Steps).Where(step => step.Guilt is not null);
        Assert.Equal(("SdcaLogisticRegression", Severity.Major), steps.Select(step => (step.Name, step.Guilt!.Value)).Single());
    }

    [Fact]
    public void A_model_that_is_saved_without_its_preparation_is_critical_from_the_fit_to_the_file()
    {
        var picture = samples.Picture("churn/defective");
        var save = picture.Nodes.Single(node => node.Kind == NodeKind.Save);
        Assert.Equal(Severity.Critical, save.Guilt);
        Assert.Equal("models/churn.zip", save.Detail);
        Assert.Equal(Severity.Critical, picture.Edges.Single(edge => edge.To == save.Id && edge.Kind == EdgeKind.Model).Guilt);
    }

    [Fact]
    public void What_is_learned_by_hand_stands_between_the_rows_it_has_seen_and_those_it_goes_into()
    {
        var picture = samples.Picture("bike-demand/defective");
        var learned = picture.Nodes.Single(node => node.Kind == NodeKind.Statistic);
        Assert.NotNull(learned.Guilt);
        Assert.Contains(picture.Edges, edge => edge.To == learned.Id && edge.Kind == EdgeKind.Rows);
        Assert.Contains(picture.Edges, edge => edge.From == learned.Id && picture.Nodes.Single(node => node.Id == edge.To).Kind == NodeKind.Fit);
    }

    [Fact]
    public void Trainers_of_which_one_is_chosen_stand_together()
    {
        var steps = samples.Picture("species/corrected").Nodes.Single(node => node.Kind == NodeKind.Fit).Steps;
        var trainers = steps.Index().Where(step => step.Item.Trains).Select(step => step.Index).ToList();
        Assert.Equal(2, trainers.Count);
        Assert.Equal(trainers[0] + 1, trainers[1]);
    }

    [Fact]
    public void A_corrected_sample_has_no_guilt_and_a_defective_one_has()
    {
        Assert.All(samples.Marked, picture => Assert.Equal(picture.Project.Contains("defective", StringComparison.Ordinal), picture.Nodes.Any(node => node.Guilt >= Severity.Minor)));
        Assert.Equal(18, samples.Marked.Select(picture => picture.Project).Distinct().Count());
    }

    [Fact]
    public async Task Pictures_are_the_same_every_time()
    {
        var again = await Review.OfProductAsync(Path.Combine(SamplesReview.Root, "samples", "fraud"));
        var first = samples.Result.Pictures.Where(picture => picture.Project.StartsWith("fraud", StringComparison.Ordinal)).Select(picture => picture with { Project = "" });
        Assert.Equal(Json(first), Json(again.Pictures.Select(picture => picture with { Project = "" })));
    }

    [Fact]
    public void Pictures_survive_being_stored()
    {
        var json = Json(samples.Marked);
        Assert.Equal(json, Json(System.Text.Json.JsonSerializer.Deserialize<List<PipelinePicture>>(json)!));
        var patterns = System.Text.Json.JsonSerializer.Serialize(samples.Result.PositivePatterns);
        Assert.Equal(samples.Result.PositivePatterns, System.Text.Json.JsonSerializer.Deserialize<List<PositivePattern>>(patterns)!);
    }

    private static string Json(IEnumerable<PipelinePicture> pictures) => System.Text.Json.JsonSerializer.Serialize(pictures.ToList());
}
