using System.Collections.Immutable;

namespace MlReview.Analyzers.Flow;

/// <summary>Shapes of strings: the literal parts of a path, and its holes.</summary>
internal static class Paths
{
    /// <summary>Whether all of a path is known.</summary>
    public static bool IsConstant(Value path) => path.Kind switch
    {
        ValueKind.Constant => path.Tag is string,
        ValueKind.Computed => path.Tag is "path" or "text" or "Add" && path.Operands.All(IsConstant),
        _ => false,
    };

    /// <summary>The parts of a path or text from left to right: constants and holes.</summary>
    public static ImmutableArray<Value> Parts(Value path)
    {
        var parts = ImmutableArray.CreateBuilder<Value>();
        var open = new Stack<Value>();
        open.Push(path);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next is { Kind: ValueKind.Computed, Tag: "path" or "text" or "Add" or "file" })
            {
                for (var i = next.Operands.Length - 1; i >= 0; i--)
                    open.Push(next.Operands[i]);
            }
            else
            {
                parts.Add(next);
            }
        }

        return parts.ToImmutable();
    }
}
