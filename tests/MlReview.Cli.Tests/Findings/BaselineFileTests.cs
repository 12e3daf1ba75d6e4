using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Findings;

public sealed class BaselineFileTests
{
    private static Baseline? Read(string text, out string reason) => BaselineFile.TryRead(Encoding.UTF8.GetBytes(text), out reason);

    private static Baseline Of(params string[] findings) => new([.. findings.Select(f => new BaselineEntry(f, "MLR101", "src/Train.cs"))]);

    [Fact]
    public void One_finding_is_one_line_sorted_by_fingerprint()
    {
        const string Expected = """
            {
              "version": 1,
              "findings": [
                { "fingerprint": "0a", "rule": "MLR101", "file": "src/Train.cs" },
                { "fingerprint": "f1", "rule": "MLR101", "file": "src/Train.cs" },
                null
              ]
            }

            """;
        Assert.Equal(Expected, BaselineFile.Write(Of("f1", "0a")), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void What_is_written_is_read() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NonNull<string>>().ListOf().Select(l => l.Select(s => s.Get).ToList()).ToArbitrary(), files =>
        {
            var written = new Baseline([.. files.Where(IsUnicode).Select((f, i) => new BaselineEntry($"{i}", "MLR\"1", f)).OrderBy(e => e.Fingerprint, StringComparer.Ordinal)]);
            return Read(BaselineFile.Write(written), out _)!.Entries.SequenceEqual(written.Entries);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Taking_a_finding_out_takes_one_line_out_and_changes_no_other()
    {
        var all = BaselineFile.Write(Of("a", "b", "c")).Split('\n');
        foreach (var gone in new[] { "a", "b", "c" })
            Assert.Equal(all.Where(line => !line.Contains($"\"{gone}\"", StringComparison.Ordinal)), BaselineFile.Write(Of([.. new[] { "a", "b", "c" }.Except([gone])])).Split('\n'));
    }

    [Fact]
    public void A_merge_that_keeps_the_lines_of_both_sides_is_a_baseline() =>
        Assert.Equal(["a", "b", "c"], Read(BaselineFile.Write(Of("a", "b")).Replace("    null\n", "", StringComparison.Ordinal).Replace("\n  ]", "\n" + string.Join('\n', BaselineFile.Write(Of("b", "c")).Split('\n')[3..6]) + "\n  ]", StringComparison.Ordinal), out _)!.Entries.Select(e => e.Fingerprint));

    [Theory]
    [InlineData("", "is not valid JSON (line 1)")]
    [InlineData("{\n  \"version\": 1,\n", "is not valid JSON (line 3)")]
    [InlineData("<<<<<<< HEAD\n{}", "holds a merge conflict; keep the lines of both sides, or take one side and run 'mlreview baseline'")]
    [InlineData("[]", "is not a baseline of mlreview, for it has no version")]
    [InlineData("{\"runs\": []}", "is not a baseline of mlreview, for it has no version")]
    [InlineData("{\"version\": \"2.1.0\"}", "is not a baseline of mlreview, for it has no version")]
    [InlineData("{\"version\": 2, \"findings\": []}", "has version 2, and this mlreview reads version 1; use the version that wrote it, or write it anew")]
    [InlineData("{\"version\": 1}", "is not a baseline of mlreview, for it has no list 'findings'")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"a\"}]}", "is not a baseline of mlreview: finding 1 lacks a fingerprint, rule or file")]
    [InlineData("{\"version\": 1, \"findings\": [7]}", "is not a baseline of mlreview: finding 1 lacks a fingerprint, rule or file")]
    [InlineData("{\"version\": 1, \"findings\": [{\"fingerprint\": \"\\ud800\", \"rule\": \"\", \"file\": \"\"}]}", "is not valid JSON (a text in it is not Unicode)")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "is not valid JSON (line 1)")]
    public void What_is_no_baseline_is_refused_in_one_clause(string text, string reason)
    {
        Assert.Null(Read(text, out var why));
        Assert.Equal(reason, why);
    }

    private static bool IsUnicode(string text)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
