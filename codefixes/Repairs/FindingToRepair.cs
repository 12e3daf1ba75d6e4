using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A finding as a fix sees it: the guilty node, and the places and texts that the rule named. A fix reads these and derives no meaning itself.</summary>
internal sealed class FindingToRepair
{
    private readonly Diagnostic _diagnostic;
    private readonly string[] _places;

    public FindingToRepair(Compilation compilation, Diagnostic diagnostic, CancellationToken cancellation)
    {
        Compilation = compilation;
        Cancellation = cancellation;
        _diagnostic = diagnostic;
        _places = diagnostic.Properties.TryGetValue(FindingProperties.RepairPlaces, out var names) && names is not null
            ? names.Split(FindingProperties.Separator)
            : Array.Empty<string>();
    }

    public Compilation Compilation { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The syntax that the finding stands at; null when the text has changed under it.</summary>
    public SyntaxNode? Node => NodeAt(_diagnostic.Location);

    /// <summary>The syntax at a place that the rule named; null when it named none.</summary>
    public SyntaxNode? At(string place) => AllAt(place).FirstOrDefault();

    /// <summary>The syntax at all places that the rule gave one name; null for those where the text has changed.</summary>
    public IEnumerable<SyntaxNode?> AllAt(string place)
    {
        var first = _diagnostic.AdditionalLocations.Count - _places.Length;
        return Enumerable.Range(0, _places.Length).Where(index => first >= 0 && _places[index] == place)
            .Select(index => NodeAt(_diagnostic.AdditionalLocations[first + index]));
    }

    /// <summary>A text that the rule named; null when it named none.</summary>
    public string? Text(string name) => _diagnostic.Properties.TryGetValue(FindingProperties.RepairTextPrefix + name, out var text) ? text : null;

    public SemanticModel Model(SyntaxNode node) => Compilation.GetSemanticModel(node.SyntaxTree);

    private SyntaxNode? NodeAt(Location location)
    {
        // A diagnostic may come from an older snapshot of the project: the file counts, not the tree.
        var tree = location.SourceTree is { } own && Compilation.ContainsSyntaxTree(own)
            ? own
            : Compilation.SyntaxTrees.FirstOrDefault(candidate => candidate.FilePath == location.GetLineSpan().Path);
        if (tree is null)
            return null;
        var root = tree.GetRoot(Cancellation);
        return new TextSpan(0, root.FullSpan.Length).Contains(location.SourceSpan) ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) : null;
    }
}
