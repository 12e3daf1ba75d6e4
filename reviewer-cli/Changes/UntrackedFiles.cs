using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Changes;

/// <summary>New files that nobody has told git about yet: part of the change as much as those it knows.</summary>
internal static class UntrackedFiles
{
    private const int MostFiles = 100_000;
    private const long MostBytes = 64L << 20;

    /// <summary>Where git looks for a zero byte.</summary>
    private const int BinaryProbe = 8000;

    /// <param name="top">Absolute top of the work tree.</param>
    /// <param name="paths">As git lists them.</param>
    public static IEnumerable<FilePatch> Read(string top, IReadOnlyList<string> paths, List<Notice> notices)
    {
        if (paths.Count > MostFiles)
            throw new ChangeException($"The work tree holds more than {MostFiles:N0} untracked files; name them in .gitignore, or give a HEAD: BASE..HEAD.");
        var root = new ReviewRoot(top);
        var patches = new List<FilePatch>();
        var left = MostBytes;
        foreach (var path in paths)
        {
            if (path.EndsWith('/'))
                notices.Add(new Notice(NoticeKind.Skipped, path.TrimEnd('/'), "is a repository of its own; what changed in it was not compared"));
            else if (path.Contains('�', StringComparison.Ordinal))
                notices.Add(new Notice(NoticeKind.Skipped, path, "has a name that is not UTF-8"));
            else
                patches.Add(OfFile(root, path, ref left));
        }
        return patches;
    }

    private static FilePatch OfFile(ReviewRoot root, string path, ref long left)
    {
        var full = Path.Combine(root.Directory, path);
        if (new FileInfo(full).LinkTarget is not null)
            return new FilePatch { NewPath = path, Status = FileStatus.Added, NewMode = "120000" };
        var content = left > 0 ? root.TryReadBytes(full, ReviewRoot.LargestSource, out _) : null;
        left -= content?.Length ?? 0;
        return content is null || content.AsSpan(0, Math.Min(content.Length, BinaryProbe)).Contains((byte)0)
            ? new FilePatch { NewPath = path, Status = FileStatus.Added, IsBinary = true }
            : new FilePatch { NewPath = path, Status = FileStatus.Added, Hunks = Whole(content) };
    }

    /// <summary>One hunk that adds every line.</summary>
    private static ImmutableArray<Hunk> Whole(byte[] content)
    {
        var lines = ImmutableArray.CreateBuilder<PatchLine>();
        for (var start = 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? content.Length : start + length;
            lines.Add(new PatchLine(LineChange.Added, 0, lines.Count + 1, content.AsMemory(start, end - start), length >= 0));
            start = end + 1;
        }
        return lines.Count == 0 ? [] : [new Hunk(0, 0, 1, lines.Count, "", lines.ToImmutable())];
    }
}
