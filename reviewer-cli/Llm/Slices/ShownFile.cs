using System.Collections.Immutable;

namespace MlReview.Cli.Llm.Slices;

/// <summary>A line as the model sees it.</summary>
/// <param name="Number">In the file, 1-based.</param>
/// <param name="Text">Without secrets and without characters that act, and cut where it is longer than code is.</param>
/// <param name="IsInScope">Whether the change wrote it, or the file is reviewed whole.</param>
/// <param name="Removed">Lines that the change removed right before this one.</param>
internal sealed record ShownLine(int Number, string Text, bool IsInScope, ImmutableArray<string> Removed)
{
    /// <summary>Whether the change touched this place: it wrote the line or took away what stood before it.</summary>
    public bool IsTouched => IsInScope || !Removed.IsEmpty;
}

/// <summary>A run of lines that belong together: a member, a function, a cell, a section.</summary>
/// <param name="First">Index into the lines of the file, not a line number.</param>
/// <param name="Last">Inclusive.</param>
internal sealed record Block(string Name, int First, int Last)
{
    public int Length => Last - First + 1;

    public bool Holds(int index) => First <= index && index <= Last;
}

/// <summary>A file under review as the model sees it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">Relative to the reviewed path, with forward slashes: what the model calls it.</param>
/// <param name="Lines">What is worth showing, in order; of a notebook, the lines of its cells.</param>
/// <param name="Blocks">Nested or side by side, in no particular order.</param>
internal sealed record ShownFile(string Path, string Name, Language Language, ImmutableArray<ShownLine> Lines, ImmutableArray<Block> Blocks)
{
    public bool IsTouched => Lines.Any(line => line.IsTouched);

    /// <summary>The smallest block around a line.</summary>
    public Block? BlockAt(int index) => Blocks.Where(block => block.Holds(index)).MinBy(block => block.Length);

    public int IndexOf(int number)
    {
        var (low, high) = (0, Lines.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Lines[middle].Number == number)
                return middle;
            if (Lines[middle].Number < number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }
}
