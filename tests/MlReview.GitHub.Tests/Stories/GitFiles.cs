using MlReview.Cli.Tests.Changes;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Stories;

/// <summary>The files of a pull request as GitHub's API lists them, taken from git's own diff.</summary>
internal static class GitFiles
{
    public static List<FakeFile> Between(GitTree tree, string from, string to)
    {
        var files = new List<FakeFile>();
        foreach (var part in ("\n" + tree.Git("diff", "--find-renames", "--no-color", "--unified=3", from, to)).Split("\ndiff --git ").Skip(1))
        {
            var lines = part.Split('\n');
            var hunks = Array.FindIndex(lines, line => line.StartsWith("@@ ", StringComparison.Ordinal));
            var header = hunks < 0 ? lines : lines[..hunks];
            // a/OLD b/NEW, of names without spaces.
            var names = lines[0].Split(' ');
            var status = Has(header, "new file mode") ? "added" : Has(header, "deleted file mode") ? "removed" : Has(header, "rename from") ? "renamed" : "modified";
            var patch = hunks < 0 ? null : string.Join('\n', lines[hunks..]).TrimEnd('\n');
            files.Add(new FakeFile(names[1]["b/".Length..], patch, status, status == "renamed" ? names[0]["a/".Length..] : null));
        }
        return files;
    }

    private static bool Has(string[] header, string start) => header.Any(line => line.StartsWith(start, StringComparison.Ordinal));
}
