namespace MlReview.Cli.Changes;

/// <summary>Line numbers before and after a change, both 1-based.</summary>
internal sealed class LineMap
{
    /// <summary>Lines that were replaced by others; either side may have none and then starts where the lines would stand.</summary>
    private readonly record struct Block(int OldStart, int OldCount, int NewStart, int NewCount)
    {
        public int OldEnd => OldStart + OldCount;

        public int NewEnd => NewStart + NewCount;
    }

    private readonly List<Block> _blocks = [];

    public LineMap(IEnumerable<Hunk> hunks)
    {
        foreach (var hunk in hunks)
            Add(hunk);
    }

    public bool IsAdded(int newLine) => Last(newLine, static b => b.NewStart) is { } block && newLine < block.NewEnd;

    public int? NewLineOf(int oldLine) => Last(oldLine, static b => b.OldStart) switch
    {
        null => oldLine,
        { } block when oldLine < block.OldEnd => null,
        { } block => oldLine - block.OldEnd + block.NewEnd,
    };

    public int? OldLineOf(int newLine) => Last(newLine, static b => b.NewStart) switch
    {
        null => newLine,
        { } block when newLine < block.NewEnd => null,
        { } block => newLine - block.NewEnd + block.OldEnd,
    };

    private void Add(Hunk hunk)
    {
        var oldLine = hunk.OldCount == 0 ? hunk.OldStart + 1 : hunk.OldStart;
        var newLine = hunk.NewCount == 0 ? hunk.NewStart + 1 : hunk.NewStart;
        var block = new Block(oldLine, 0, newLine, 0);
        foreach (var line in hunk.Lines)
        {
            switch (line.Change)
            {
                case LineChange.Context:
                    Close(block);
                    block = new Block(block.OldEnd + 1, 0, block.NewEnd + 1, 0);
                    break;
                case LineChange.Removed:
                    block = block with { OldCount = block.OldCount + 1 };
                    break;
                default:
                    block = block with { NewCount = block.NewCount + 1 };
                    break;
            }
        }
        Close(block);
    }

    private void Close(Block block)
    {
        if (block.OldCount + block.NewCount > 0)
            _blocks.Add(block);
    }

    /// <summary>The last block that starts at the line or before it.</summary>
    private Block? Last(int line, Func<Block, int> start)
    {
        var (low, high) = (0, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (start(_blocks[middle]) <= line)
                low = middle + 1;
            else
                high = middle;
        }
        return low == 0 ? null : _blocks[low - 1];
    }
}
