using System.Text;
using MlReview.Cli.Changes;

namespace MlReview.Cli.Tests.Changes;

/// <summary>Every form of a unified diff that people pipe is read, and what is none is refused with its line.</summary>
public sealed class PatchParserTests
{
    [Fact]
    public void A_modified_file_has_its_hunks_with_both_line_numbers()
    {
        var file = Single("""
            diff --git a/src/A.cs b/src/A.cs
            index 1111111..2222222 100644
            --- a/src/A.cs
            +++ b/src/A.cs
            @@ -2,3 +2,4 @@ class A
             two
            -three
            +drei
            +und
             four
            """);
        Assert.Equal((FileStatus.Modified, "src/A.cs", "src/A.cs"), (file.Status, file.OldPath, file.NewPath));
        var hunk = Assert.Single(file.Hunks);
        Assert.Equal((2, 3, 2, 4, "class A"), (hunk.OldStart, hunk.OldCount, hunk.NewStart, hunk.NewCount, hunk.Heading));
        Assert.Equal([(LineChange.Context, 2, 2, "two"), (LineChange.Removed, 3, 0, "three"), (LineChange.Added, 0, 3, "drei"), (LineChange.Added, 0, 4, "und"), (LineChange.Context, 4, 5, "four")],
            hunk.Lines.Select(l => (l.Change, l.OldLine, l.NewLine, l.Text)));
        Assert.Equal([1, 2, null, 5, 6], Enumerable.Range(1, 5).Select(file.NewLineOf));
        Assert.Equal([1, 2, null, null, 4, 5], Enumerable.Range(1, 6).Select(file.OldLineOf));
        Assert.Equal([3, 4], Enumerable.Range(1, 9).Where(file.IsAddedLine));
    }

    [Theory]
    [InlineData("diff --git a/A.cs b/A.cs\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/A.cs\n@@ -0,0 +1 @@\n+a\n", FileStatus.Added, null, "A.cs")]
    [InlineData("diff --git a/A.cs b/A.cs\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/A.cs\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", FileStatus.Deleted, "A.cs", null)]
    [InlineData("diff --git a/A.cs b/B.cs\nsimilarity index 100%\nrename from A.cs\nrename to B.cs\n", FileStatus.Renamed, "A.cs", "B.cs")]
    [InlineData("diff --git a/A.cs b/B.cs\nsimilarity index 100%\ncopy from A.cs\ncopy to B.cs\n", FileStatus.Copied, "A.cs", "B.cs")]
    [InlineData("diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n", FileStatus.Modified, "run.sh", "run.sh")]
    [InlineData("diff --git a/empty b/empty\nnew file mode 100644\nindex 0000000..e69de29\n", FileStatus.Added, null, "empty")]
    [InlineData("diff --git a/a b/c b/a b/c\nold mode 100644\nnew mode 100755\n", FileStatus.Modified, "a b/c", "a b/c")]
    [InlineData("diff --git i/A.cs w/A.cs\nindex 1111111..2222222 100644\n--- i/A.cs\n+++ w/A.cs\n@@ -1 +1 @@\n-a\n+b\n", FileStatus.Modified, "A.cs", "A.cs")]
    [InlineData("diff --git c/A.cs i/A.cs\nnew file mode 100644\n--- /dev/null\n+++ i/A.cs\n@@ -0,0 +1 @@\n+b\n", FileStatus.Added, null, "A.cs")]
    [InlineData("diff --git a/x.cs a/x.cs\nindex 1111111..2222222 100644\n--- a/x.cs\n+++ a/x.cs\n@@ -1 +1 @@\n-a\n+b\n", FileStatus.Modified, "a/x.cs", "a/x.cs")]
    [InlineData("diff --git A.cs A.cs\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ A.cs\n@@ -0,0 +1 @@\n+a\n", FileStatus.Added, null, "A.cs")]
    [InlineData("diff --git \"a/\\303\\244 \\\"x\\\".cs\" \"b/\\303\\244 \\\"x\\\".cs\"\nindex 1..2 100644\n--- \"a/\\303\\244 \\\"x\\\".cs\"\n+++ \"b/\\303\\244 \\\"x\\\".cs\"\n@@ -1 +1 @@\n-a\n+b\n", FileStatus.Modified, "ä \"x\".cs", "ä \"x\".cs")]
    [InlineData("diff --git a/A.cs \"b/tab\\tB.cs\"\nsimilarity index 100%\nrename from A.cs\nrename to \"tab\\tB.cs\"\n", FileStatus.Renamed, "A.cs", "tab\tB.cs")]
    [InlineData("--- a b.cs\t2026-01-01 00:00:00.0 +0000\n+++ a b.cs\t2026-01-02 00:00:00.0 +0000\n@@ -1 +1 @@\n-a\n+b\n", FileStatus.Modified, "a b.cs", "a b.cs")]
    [InlineData("diff -ru old/src/A.cs new/src/A.cs\n--- old/src/A.cs\t2026-01-01\n+++ new/src/A.cs\t2026-01-01\n@@ -1 +1 @@\n-a\n+b\n", FileStatus.Modified, "src/A.cs", "src/A.cs")]
    [InlineData("From 1234 Mon Sep 17 00:00:00 2001\nSubject: x\n\n---\n A.cs | 2 +-\n\ndiff --git a/A.cs b/A.cs\nindex 1..2 100644\n--- a/A.cs\n+++ b/A.cs\n@@ -1 +1 @@\n-a\n+b\n-- \n2.39.5\n", FileStatus.Modified, "A.cs", "A.cs")]
    public void Names_and_status_are_read_whatever_the_form(string diff, object status, string? old, string? now)
    {
        var file = Single(diff);
        Assert.Equal(((FileStatus)status, old, now), (file.Status, file.OldPath, file.NewPath));
    }

    [Theory]
    [InlineData("diff --git a/m.onnx b/m.onnx\nindex 1111111..2222222 100644\nBinary files a/m.onnx and b/m.onnx differ\n")]
    [InlineData("diff --git a/m.onnx b/m.onnx\nindex 1111111..2222222 100644\nGIT binary patch\nliteral 2\nJcmZQ%00031\n\nliteral 1\nIcmZPo000310RR91\n\n")]
    public void A_binary_file_is_marked_and_nothing_is_known_of_its_lines(string diff)
    {
        var map = Parse(diff + "diff --git a/A.cs b/A.cs\n--- a/A.cs\n+++ b/A.cs\n@@ -1 +1 @@\n-a\n+b\n");
        Assert.Equal(["m.onnx", "A.cs"], map.Files.Select(f => f.Path));
        Assert.True(map.Files[0].IsBinary);
        Assert.Null(map.Files[0].NewLineOf(1));
        Assert.True(map.Files[0].IsAddedLine(1));
        Assert.False(map.Files[1].IsBinary);
    }

    [Fact]
    public void A_submodule_and_a_link_are_marked()
    {
        var map = Parse("diff --git a/lib b/lib\nindex 1111111..2222222 160000\n--- a/lib\n+++ b/lib\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n"
            + "diff --git a/l b/l\nnew file mode 120000\nindex 0000000..1111111\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+A.cs\n\\ No newline at end of file\n");
        Assert.True(map.Files[0].IsSubmodule);
        Assert.True(map.Files[1].IsLink);
        Assert.False(map.Files[1].Hunks[0].Lines[0].HasEnd);
    }

    [Fact]
    public void A_removed_line_that_looks_like_a_header_is_a_line()
    {
        var file = Single("--- a/q.sql\n+++ b/q.sql\n@@ -1,3 +1,2 @@\n--- a comment\n-++ b/x\n+++ more\n kept\n");
        Assert.Equal(["-- a comment", "++ b/x", "++ more", "kept"], file.Hunks[0].Lines.Select(l => l.Text));
    }

    [Fact]
    public void A_missing_last_line_end_belongs_to_the_line_above()
    {
        var lines = Single("--- a/A\n+++ b/A\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n").Hunks[0].Lines;
        Assert.Equal([true, false, true], lines.Select(l => l.HasEnd));
    }

    [Fact]
    public void Carriage_returns_of_the_files_stay_and_those_of_a_shell_go()
    {
        Assert.Equal("b\r", Encoding.UTF8.GetString(Single("--- a/A\n+++ b/A\n@@ -1 +1 @@\n-a\r\n+b\r\n").Hunks[0].Lines[1].Bytes.Span));
        Assert.Equal("b", Encoding.UTF8.GetString(Single("--- a/A\r\n+++ b/A\r\n@@ -1 +1 @@\r\n-a\r\n+b\r\n").Hunks[0].Lines[1].Bytes.Span));
    }

    [Fact]
    public void Bytes_of_any_encoding_stay_as_they_are()
    {
        byte[] diff = [.. "--- a/A\n+++ b/A\n@@ -1 +1 @@\n-a\n+"u8, 0xFC, 0xFF, (byte)'\n'];
        Assert.Equal([0xFC, 0xFF], PatchParser.TryParse(diff, out _)!.Files[0].Hunks[0].Lines[1].Bytes.ToArray());
    }

    [Fact]
    public void A_diff_that_a_shell_wrote_as_utf_16_is_read()
    {
        const string Diff = "--- a/ä\n+++ b/ä\n@@ -1 +1 @@\n-a\n+b\n";
        var map = PatchParser.TryParse((byte[])[.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Diff)], out _);
        Assert.Equal("ä", map!.Files[0].Path);
    }

    [Fact]
    public void No_change_is_an_empty_map() => Assert.Empty(Parse("").Files);

    [Theory]
    [InlineData("hello\n", "is not a unified diff")]
    [InlineData("diff --cc A.cs\nindex 1,2..3\n--- a/A.cs\n+++ b/A.cs\n@@@ -1 -1 +1 @@@\n", "is a combined diff of a merge, which has several old sides")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1,3 +1,3 @@\n a\n", "ends in the middle of a hunk (line 5 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1 +1 @@\n a\n+b\n--- a/A\n", "")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1,2 +1,2 @@\n a\n+b\n+c\n", "has a hunk whose lines are not those that its header counts (line 6 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1,2 +1,2 @@\n a\nb\n", "has a hunk whose lines are not those that its header counts (line 5 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1 @@\n a\n", "has a hunk without line numbers (line 3 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -0,5 +1,2 @@\n a\n", "has a hunk without line numbers (line 3 of the diff)")]
    [InlineData("@@ -1 +1 @@\n-a\n+b\n", "has a hunk that no file name precedes (line 1 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n@@ -2 +2 @@\n-b\n+c\n", "has hunks that overlap (line 7 of the diff)")]
    [InlineData("--- a/A\n+++ b/A\n@@ -1 +1 @@\n-a\n+b\n--- a/A\n+++ b/A\n@@ -1 +1 @@\n-b\n+c\n", "changes 'A' twice")]
    public void What_is_no_diff_is_refused_with_its_line(string diff, string reason)
    {
        var map = PatchParser.TryParse(Encoding.UTF8.GetBytes(diff), out var error);
        Assert.Equal(reason.Length == 0, map is not null);
        Assert.StartsWith(reason, error, StringComparison.Ordinal);
    }

    private static PatchMap Parse(string diff)
    {
        var map = PatchParser.TryParse(Encoding.UTF8.GetBytes(diff), out var error);
        Assert.True(map is not null, error);
        return map;
    }

    private static FilePatch Single(string diff) => Assert.Single(Parse(diff).Files);
}
