using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// A place in the program, seen through the calls that lead to it: the same <c>Fit</c> in a helper that is called
/// twice is two call sites with one <see cref="Node"/>. Interned by <see cref="ValueFactory.Site"/>.
/// </summary>
internal sealed class CallSite
{
    internal CallSite(CallSite? outer, SyntaxNode node, OperationSpec? spec, string member)
    {
        Outer = outer;
        Node = node;
        Spec = spec;
        Member = member;
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    /// <summary>The call through which the member that holds <see cref="Node"/> was entered; null in the member itself.</summary>
    public CallSite? Outer { get; }

    public SyntaxNode Node { get; }

    /// <summary>What the library table says of the operation; null for calls without a meaning.</summary>
    public OperationSpec? Spec { get; }

    /// <summary>Name of the member that holds the node.</summary>
    public string Member { get; }

    public int Depth { get; }

    /// <summary>The call in the member from which everything else was entered.</summary>
    public CallSite Outermost => Outer?.Outermost ?? this;

    public Role Role => Spec?.Role ?? Role.None;

    /// <inheritdoc />
    public override string ToString() => $"{(Outer is null ? "" : Outer + " > ")}{Spec?.Name ?? Node.Kind().ToString()}@{Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
