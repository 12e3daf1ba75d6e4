using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.Analyzers.Pipeline;

/// <summary>Whether the program sets the culture that it runs in. Looked for only when someone asks, in every file: it is seldom one about data.</summary>
internal sealed class ProgramCulture
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private bool? _isFixed;

    public ProgramCulture(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
    }

    /// <summary>Whether some code sets the current culture, or the default one of threads.</summary>
    public bool IsFixed => _isFixed ??= _compilation.SyntaxTrees.Any(tree => IsSetIn(_compilation, tree, _cancellation));

    private static bool IsSetIn(Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        if (tree.GetText(cancellation).ToString().IndexOf("CurrentCulture", StringComparison.Ordinal) < 0)
            return false;
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot(cancellation).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            (assignment.Left is MemberAccessExpressionSyntax access ? access.Name : assignment.Left) is IdentifierNameSyntax { Identifier.ValueText: "CurrentCulture" or "DefaultThreadCurrentCulture" }
            && model.GetSymbolInfo(assignment.Left, cancellation).Symbol is { ContainingType: { Name: "CultureInfo" or "Thread" } type } && type.DeclaringSyntaxReferences.IsEmpty);
    }
}
