using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Artifacts;

/// <summary>MLR401: a model is saved to a path no part of which can carry a version.</summary>
internal sealed class UnversionedModel : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR401",
        "Unversioned model",
        "'{0}' is saved to '{1}', a path that carries no version: the next training overwrites it, and nobody can tell which model is running",
        Category.Artifacts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A model is saved to a path no part of which can carry a version, a date, a hash or the id of a run, so that each training overwrites the last model.",
        HelpLink("MLR401"));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var saves = graph.Saves
            .SelectMany(save => ModelPath.AllOf(graph, save.Event).DefaultIfEmpty(), (save, path) => (Save: save, Path: path, Text: path?.TextWithoutVersion()))
            .ToList();

        // A copy called "current" beside a versioned one is how a server finds the newest.
        var versioned = new HashSet<Value>(saves.Where(save => save.Text is null).SelectMany(save => save.Save.Models.Select(model => model.Model)));

        // A path that a caller decides is guilty when all callers are.
        foreach (var at in saves.Where(save => save.Path is not null).GroupBy(save => save.Path!.Place.Location))
        {
            if (at.Any(save => save.Text is null || save.Path!.HasVersionedCopy()))
                continue;
            var (save, path, text) = at.First();
            if (save.Models.Any(model => !model.Model.IsUnknown && versioned.Contains(model.Model)))
                continue;
            yield return new Finding(path!.Place, Impact.Major, save.ModelName, text!)
            {
                Path = path.Place.Tree == save.Place.Tree && save.Place.Contains(path.Place)
                    ? ImmutableArray<(Place, string)>.Empty
                    : ImmutableArray.Create((save.Place, "the model is saved here")),
                RepairPlaces = SpellingsOf(graph, at.Select(each => each.Path!)).ToImmutableArray(),
                Fix = "Put a version, a date or the id of the run into the path.",
            };
        }
    }

    /// <summary>Where paths are written: whoever opens the same file must name it anew, too.</summary>
    private static IEnumerable<(string, Place)> SpellingsOf(PipelineGraph graph, IEnumerable<ModelPath> paths)
    {
        var all = paths.ToList();
        var found = new HashSet<Location>();
        foreach (var recorded in graph.AllOperations.Where(recorded => recorded.Role is Role.SavesModel or Role.LoadsModel or Role.OpensFile))
        {
            if (ModelPath.Of(graph, recorded) is { } path && all.Any(guilty => guilty.Place.Location == path.Place.Location || guilty.IsSameAs(path)) && found.Add(path.Spelling.Location))
                yield return ("path", path.Spelling);
        }
    }
}
