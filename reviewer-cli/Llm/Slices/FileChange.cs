using System.Collections.Immutable;

namespace MlReview.Cli.Llm.Slices;

/// <summary>What a change did to the lines of one file.</summary>
/// <param name="IsWritten">Whether the change wrote a line, by its number after the change.</param>
/// <param name="Removed">What it removed, by the number of the line that now stands there.</param>
internal sealed record FileChange(Func<int, bool> IsWritten, ImmutableDictionary<int, ImmutableArray<string>> Removed)
{
    /// <summary>Without a change, the whole file is under review.</summary>
    public static FileChange Whole { get; } = new(_ => true, ImmutableDictionary<int, ImmutableArray<string>>.Empty);
}
