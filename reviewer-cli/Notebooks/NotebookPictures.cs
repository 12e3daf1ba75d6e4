using MlReview.Cli.Pictures;

namespace MlReview.Cli.Notebooks;

/// <summary>Drawings of the program as drawings of the notebook: findings and nodes meet by their places in its file.</summary>
internal static class NotebookPictures
{
    public static ProjectDrawing Place(this NotebookProgram notebook, ProjectDrawing drawing) => drawing with
    {
        Pictures = [.. drawing.Pictures.Select(picture => picture with { Nodes = [.. picture.Nodes.Select(node => Place(notebook, node))] })],
        PositivePatterns = [.. drawing.PositivePatterns.Select(pattern => pattern with { Place = Place(notebook, pattern.Place), Proof = notebook.Reworded(pattern.Proof) })],
    };

    private static PictureNode Place(NotebookProgram notebook, PictureNode node) => node with
    {
        Place = Place(notebook, node.Place),
        Detail = notebook.Reworded(node.Detail),
        Steps = [.. node.Steps.Select(step => step with { Place = Place(notebook, step.Place) })],
        Covers = [.. node.Covers.Select(place => Place(notebook, place))],
    };

    private static PicturePlace Place(NotebookProgram notebook, PicturePlace place) => place with { Range = notebook.InFile(place.Path, place.Range) };
}
