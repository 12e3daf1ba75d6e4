using System.Text;
using MlReview.Cli.Changes;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>The diff as GitHub has it, which decides where it takes comments; git's own may show more.</summary>
internal static class DiffOfGitHub
{
    public static PatchMap Read(IEnumerable<ChangedFile> files) => new(files.DistinctBy(f => f.Filename, StringComparer.Ordinal).Select(Read));

    private static FilePatch Read(ChangedFile file) => new()
    {
        OldPath = file.Status == "added" ? null : file.PreviousFilename ?? file.Filename,
        NewPath = file.Status == "removed" ? null : file.Filename,
        Status = file.Status switch
        {
            "added" => FileStatus.Added,
            "removed" => FileStatus.Deleted,
            "renamed" => FileStatus.Renamed,
            "copied" => FileStatus.Copied,
            _ => FileStatus.Modified,
        },
        Hunks = [.. Hunks(file)],
    };

    /// <summary>None of a patch that is missing, cut off or not understood: nobody knows which of its lines can be commented on.</summary>
    private static List<Hunk> Hunks(ChangedFile file)
    {
        var hunks = new List<Hunk>();
        // The API leaves out the last line end, and with it the sign of an empty last line.
        var text = new PatchText(Encoding.UTF8.GetBytes((file.Patch ?? "") + "\n"));
        text.MoveNext();
        while (text.StartsWith("@@ -"u8))
        {
            if (HunkParser.Read(text, hasCarriageReturns: false, out _) is not { } hunk)
                return [];
            hunks.Add(hunk);
        }
        var lines = hunks.SelectMany(h => h.Lines).ToList();
        var isWhole = lines.Count(l => l.Change == LineChange.Added) == file.Additions && lines.Count(l => l.Change == LineChange.Removed) == file.Deletions;
        return isWhole ? hunks : [];
    }
}
