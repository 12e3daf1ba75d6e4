using System.Globalization;
using System.Text.RegularExpressions;
using MlReview.Cli.Fixing;

namespace MlReview.Cli.Tests.Fixing;

/// <summary>The diff that <c>mlreview fix</c> prints is one that <c>git apply</c> would take.</summary>
public sealed partial class UnifiedDiffTests
{
    [Fact]
    public void A_changed_line_stands_between_three_lines_of_context() => Assert.Equal(
        ["--- a/A.cs", "+++ b/A.cs", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
        UnifiedDiff.Of("A.cs", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"));

    [Fact]
    public void Changes_that_are_far_apart_are_two_hunks()
    {
        var lines = Enumerable.Range(1, 12).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        var diff = UnifiedDiff.Of("A.cs", Text(lines), Text(["one", .. lines[1..], "13"]));
        Assert.Equal(["@@ -1,4 +1,4 @@", "@@ -10,3 +10,4 @@"], diff.Where(line => line.StartsWith("@@", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_last_line_without_an_end_is_marked() => Assert.Equal(
        ["--- a/A.cs", "+++ b/A.cs", "@@ -1 +1 @@", "-a", @"\ No newline at end of file", "+b"],
        UnifiedDiff.Of("A.cs", "a", "b\n"));

    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Empty(UnifiedDiff.Of("A.cs", "a\n", "a\n"));

    [Fact]
    public void Whoever_follows_the_hunks_gets_the_new_text()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var old = Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(6).ToString(CultureInfo.InvariantCulture)).ToList();
            var now = old.ToList();
            for (var change = random.Next(0, 6); change > 0; change--)
            {
                var at = random.Next(now.Count + 1);
                if (random.Next(2) == 0 && at < now.Count)
                    now.RemoveAt(at);
                else
                    now.Insert(at, "new" + change);
            }

            Assert.Equal(now, Patched(old, UnifiedDiff.Of("A.cs", Text(old), Text(now)).Skip(2)));
        }
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>Reads hunks as the format is defined, knowing nothing of how they were made.</summary>
    private static List<string> Patched(List<string> old, IEnumerable<string> diff)
    {
        var result = new List<string>();
        var at = 0;
        foreach (var line in diff)
        {
            if (Hunk().Match(line) is { Success: true } hunk)
            {
                var start = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture) - (hunk.Groups[2].Value == "0" ? 0 : 1);
                result.AddRange(old.Take(start).Skip(at));
                at = start;
                continue;
            }

            if (line[0] != '+')
                Assert.Equal(old[at++], line[1..]);
            if (line[0] != '-')
                result.Add(line[1..]);
        }

        result.AddRange(old.Skip(at));
        return result;
    }

    [GeneratedRegex(@"^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@$")]
    private static partial Regex Hunk();
}
