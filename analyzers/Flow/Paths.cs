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
}
