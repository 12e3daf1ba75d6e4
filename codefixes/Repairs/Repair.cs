using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>A change of text in one file.</summary>
internal readonly record struct Edit(SyntaxTree Tree, TextChange Change)
{
    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, new TextChange(node.Span, text));

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextChange(new TextSpan(position, 0), text));
}

/// <summary>One way to repair one finding.</summary>
/// <param name="Title">What it does, in the user's own names: "Fit 'scaler' on 'split.TrainSet'".</param>
/// <param name="Kind">Which of the fix's ways it is; FixAll takes the same way everywhere.</param>
internal sealed record Repair(string Title, string Kind, ImmutableArray<Edit> Edits)
{
    public Repair(string title, string kind, params Edit[] edits)
        : this(title, kind, edits.ToImmutableArray())
    {
    }

    /// <summary>The name of a type that it adds, or of a variable that it declares elsewhere: two repairs that do so with the same name cannot be made together.</summary>
    public string? Declares { get; init; }
}
