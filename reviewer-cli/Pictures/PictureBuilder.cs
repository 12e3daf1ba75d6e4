using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using Origins = MlReview.Analyzers.Flow.Sources;

namespace MlReview.Cli.Pictures;

/// <summary>
/// Takes pictures of the pipelines in a graph: data, split, fit, evaluation, save, and how rows and models get from one to the other. What the
/// graph does not know is not drawn.
/// </summary>
internal sealed class PictureBuilder
{
    private const int MostMetrics = 3;
    private readonly PipelineGraph _graph;
    private readonly PictureDraft _draft = new();
    private readonly RowPainter _rows;
    private readonly CancellationToken _cancellation;

    public PictureBuilder(PipelineGraph graph, CancellationToken cancellation)
    {
        _graph = graph;
        _cancellation = cancellation;
        _rows = new RowPainter(graph, _draft, NodeOf);
    }

    public ImmutableArray<PipelinePicture> Build()
    {
        foreach (var fit in _graph.Fits)
            Draw(fit);
        foreach (var validation in _graph.CrossValidations.Where(validation => validation.Event.Role != Role.RunsSearch))
            Draw(validation);
        foreach (var split in _graph.Splits)
            _rows.SplitNode(split.Event);
        foreach (var evaluation in _graph.Evaluations)
            Draw(evaluation);
        foreach (var load in _graph.AllOperations.Where(recorded => recorded.Role is Role.LoadsModel or Role.LoadsNetwork or Role.ServesModel))
            LoadNode(load);
        foreach (var save in _graph.Saves)
            Draw(save);
        foreach (var engine in _graph.Engines)
            DrawModels(_draft.Node(NodeKind.Predict, engine.Place, "Predict", NameOf(engine.Site)), engine);
        new GatePainter(_graph, _draft).Draw();
        return _draft.Pictures();
    }

    private void Draw(Fit fit)
    {
        _cancellation.ThrowIfCancellationRequested();
        var node = FitNode(fit);
        foreach (var step in fit.Steps)
            Draw(step, node);
        foreach (var (rows, _) in fit.Data)
            _rows.Flow(rows, node);
        foreach (var (rows, _) in fit.Validation)
            _rows.Flow(rows, node, "validation rows");
    }

    private void Draw(CrossValidation validation)
    {
        var node = _draft.Node(NodeKind.CrossValidation, validation.Place, "Cross-validate", NameOf(validation.Site));
        if (validation.Event.Argument("numberOfFolds") is { } folds && Arithmetic.Number(folds) is { } count)
            node.Detail($"{count:0} folds");
        foreach (var step in validation.Estimators.SelectMany(each => each.Estimator.Steps).Distinct())
            Draw(step, node);
        foreach (var (rows, _) in validation.Data)
            _rows.Flow(rows, node);
    }

    private void Draw(EstimatorStep step, NodeDraft node)
    {
        // A cache or a checkpoint is no step of what is learned.
        if (step.Event.Role == Role.BuildsEstimator)
            node.Step(step.Name, step.Learning is not (Learning.Nothing or Learning.Prediction or Learning.Structure or Learning.Series), step.IsTrainer, step.Place);
        foreach (var learned in step.Event.Arguments.SelectMany(argument => Origins.Learned(argument.Value)))
            _rows.Learned(learned, node);
    }

    private void Draw(Evaluation evaluation)
    {
        var node = _draft.Node(NodeKind.Evaluation, evaluation.Place, "Evaluate", NameOf(evaluation.Site));
        var reads = _graph.Events.Where(recorded => recorded.Kind == EventKind.ReadsMetric && Origins.Within(recorded.Receiver).Any(value => value.Site == evaluation.Site)).ToList();
        var names = reads.Select(read => read.Symbol?.Name).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names.Take(MostMetrics))
            node.Detail(name);
        if (names.Count > MostMetrics)
            node.Detail($"{names.Count - MostMetrics} more");
        foreach (var read in reads)
            node.Cover(new Place(read.Site.Node, read.Site.Member));
        foreach (var (rows, _) in evaluation.Data)
            _rows.Flow(rows, node);
    }

    private void Draw(Save save)
    {
        var node = _draft.Node(NodeKind.Save, save.Place, "Save", save.ModelName);
        foreach (var path in ModelPath.AllOf(_graph, save.Event))
        {
            node.Detail(path.Text() ?? path.Spelling.Text);
            node.Cover(path.Place);
            node.Cover(path.Spelling);
            foreach (var load in _graph.Operations(Role.LoadsModel).Where(load => ModelPath.Of(_graph, load) is { } from && path.IsSameAs(from)))
                _draft.Edge(node, LoadNode(load), EdgeKind.Model, "the same file");
        }

        DrawModels(node, save);
    }

    private void DrawModels(NodeDraft node, Save use)
    {
        foreach (var part in use.Models.SelectMany(model => ModelOrigins.Parts(model.Model)))
        {
            if (NodeOf(part) is { } made)
                _draft.Edge(made, node, EdgeKind.Model, "");
        }
    }

    /// <summary>The node that a transformer comes from; null when that is not known.</summary>
    private NodeDraft? NodeOf(Value transformer) =>
        _graph.Models.PartOf(transformer)?.Fit is { } fit ? FitNode(fit)
        : _graph.OperationAt(transformer.Site) is { Role: Role.LoadsModel } load ? LoadNode(load)
        : null;

    private NodeDraft FitNode(Fit fit) =>
        _draft.Node(NodeKind.Fit, fit.Place, fit.IsSearch ? "Search" : fit.TrainsModel ? "Train" : "Fit", NameOf(fit.Site));

    private NodeDraft LoadNode(FlowEvent load)
    {
        var node = _draft.Node(NodeKind.Load, new Place(load.Site.Node, load.Site.Member), "Load model", NameOf(load.Site));
        if (ModelPath.Of(_graph, load) is { } path)
        {
            node.Detail(path.Text() ?? path.Spelling.Text);
            node.Cover(path.Place);
        }

        return node;
    }

    /// <summary>The variable that receives the result: of a member that only returns it, its caller's.</summary>
    public static string NameOf(CallSite site)
    {
        var own = new Place(site.Node, site.Member);
        for (var call = site; call is not null; call = call.Outer)
        {
            var place = new Place(call.Node, call.Member);
            if (place.ResultName != place.Text)
                return place.ResultName;
            if (call.Node.Parent is not (ReturnStatementSyntax or ArrowExpressionClauseSyntax))
                break;
        }

        return own.Text;
    }
}
