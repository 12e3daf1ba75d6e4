using System.Collections.Immutable;
using MlReview.Cli.Changes;

namespace MlReview.Cli.Llm.Slices;

/// <summary>What a patch says of the lines of a file.</summary>
internal static class PatchedLines
{
    public static FileChange Of(FilePatch patch)
    {
        var removed = ImmutableDictionary.CreateBuilder<int, ImmutableArray<string>>();
        foreach (var hunk in patch.Hunks.Where(_ => patch.Status != FileStatus.Added))
        {
            // A side without lines starts at the line before it.
            var next = hunk.NewCount == 0 ? hunk.NewStart + 1 : hunk.NewStart;
            foreach (var line in hunk.Lines)
            {
                if (line.Change == LineChange.Removed)
                    removed[next] = removed.GetValueOrDefault(next, []).Add(line.Text);
                else
                    next = line.NewLine + 1;
            }
        }
        return new FileChange(patch.IsAddedLine, removed.ToImmutable());
    }
}
