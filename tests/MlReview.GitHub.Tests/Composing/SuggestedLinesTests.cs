using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.GitHub.Tests.Composing;

public sealed class SuggestedLinesTests
{
    private static readonly string[] s_file = ["using A;", "", "var ml = new MLContext();", "\tvar data = Load(ml);", "Fit(data, `all`);", "// ü 😀", "}"];

    private static FilePatch Patch(params string[] lines) => DiffOfGitHub.Read([Pulls.Added("src/Train.cs", lines)]).ByNewPath("src/Train.cs")!;

    private static Finding Finding(int line, params Replacement[] edits) => Pulls.Finding($"src/Train.cs:{line}") with { Repair = new FindingRepair("Repair it", [.. edits]) };

    private static Replacement Edit(int startLine, int startColumn, int endLine, int endColumn, string text, string path = "src/Train.cs") =>
        new(Pulls.Absolute(path), new SourceRange(startLine, startColumn, endLine, endColumn), text);

    private static string Show(Suggestion? suggestion) => suggestion is null ? "none" : $"{suggestion.FirstLine}-{suggestion.LastLine}: {string.Join("⏎", suggestion.Lines)}";

    [Fact]
    public void Part_of_a_line_becomes_the_line() =>
        Assert.Equal("3-3: var ml = new MLContext(seed: 1);", Show(SuggestedLines.Of(Finding(3, Edit(3, 24, 3, 24, "seed: 1")), Patch(s_file))));

    [Fact]
    public void Several_edits_become_the_lines_between_them() =>
        Assert.Equal("3-5: var ml = new MLContext(1);⏎\tvar data = Load(ml);⏎Fit(data);", Show(SuggestedLines.Of(Finding(3, Edit(5, 9, 5, 16, ""), Edit(3, 24, 3, 24, "1")), Patch(s_file))));

    [Fact]
    public void An_inserted_line_comes_with_the_line_of_the_finding() =>
        Assert.Equal("5-5: Split(data);⏎Fit(data, `all`);", Show(SuggestedLines.Of(Finding(5, Edit(5, 1, 5, 1, "Split(data);\r\n")), Patch(s_file))));

    [Fact]
    public void A_line_that_goes_leaves_none() =>
        Assert.Equal("5-5: ", Show(SuggestedLines.Of(Finding(5, Edit(5, 1, 6, 1, "")), Patch(s_file))));

    [Fact]
    public void The_comment_stands_where_the_finding_does() =>
        Assert.Equal("3-5: var ml = new MLContext();⏎\tvar data = Load(ml);⏎Fit(data);", Show(SuggestedLines.Of(Finding(3, Edit(5, 9, 5, 16, "")), Patch(s_file))));

    [Fact]
    public void A_models_lines_are_taken_as_they_are()
    {
        var finding = Pulls.Finding("src/Train.cs:5") with { Suggestion = new Suggestion(4, 5, ["Fit(split);"]) };
        Assert.Equal("4-5: Fit(split);", Show(SuggestedLines.Of(finding, Patch(s_file))));
    }

    public static TheoryData<string, int, int, int, int, string, string> Refused => new()
    {
        { "another file", 3, 24, 3, 24, "1", "src/Other.cs" },
        { "out of the hunk", 8, 1, 8, 1, "x", "src/Train.cs" },
        { "past the end of a line", 3, 90, 3, 91, "x", "src/Train.cs" },
        { "nothing changes", 3, 1, 3, 4, "var", "src/Train.cs" },
        { "a bidirectional override", 3, 1, 3, 4, "\u202e", "src/Train.cs" },
        { "a secret", 3, 1, 3, 4, "var key = \"ghp_0123456789abcdefghijABCDEFGHIJ\";", "src/Train.cs" },
        { "a very long line", 3, 1, 3, 4, new string('x', 500), "src/Train.cs" },
        { "too many lines", 3, 1, 3, 1, string.Concat(Enumerable.Repeat("x\n", 30)), "src/Train.cs" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_one_click_cannot_do_is_not_suggested(string why, int startLine, int startColumn, int endLine, int endColumn, string text, string path)
    {
        Assert.True(SuggestedLines.Of(Finding(3, Edit(startLine, startColumn, endLine, endColumn, text, path)), Patch(s_file)) is null, why);
    }

    [Fact]
    public void A_line_that_would_go_on_behind_the_hunk_is_not_suggested()
    {
        var patch = DiffOfGitHub.Read([new ChangedFile("src/Train.cs", "modified", 1, 0, "@@ -5,2 +5,3 @@\n a\n+b\n c")]).ByNewPath("src/Train.cs");
        Assert.NotNull(SuggestedLines.Of(Finding(6, Edit(7, 1, 8, 1, "x\n")), patch));
        Assert.Null(SuggestedLines.Of(Finding(6, Edit(7, 1, 8, 1, "x")), patch));
    }

    [Fact]
    public void Overlapping_edits_are_not_suggested() => Assert.Null(SuggestedLines.Of(Finding(3, Edit(3, 1, 3, 6, "a"), Edit(3, 4, 3, 8, "b")), Patch(s_file)));

    [Fact]
    public void A_notebook_gets_none() =>
        Assert.Null(SuggestedLines.Of(Finding(3, Edit(3, 24, 3, 24, "1")) with { Cell = new NotebookPlace(1, null, new SourceRange(1, 1, 1, 2)) }, Patch(s_file)));

    internal sealed record Case(string[] File, int HunkStart, int HunkCount, int Found, Replacement[] Edits)
    {
        public override string ToString() => $"{string.Join('⏎', File)}\nhunk {HunkStart}+{HunkCount}, found at {Found}\n{string.Join('\n', Edits.Select(e => $"{e.Range} {e.Text}"))}";
    }

    [Fact]
    public void Applying_a_suggestion_is_making_the_repair()
    {
        var offered = 0;
        Prop.ForAll(Cases().ToArbitrary(), drawn =>
        {
            var patch = "@@ -1,0 +1,0 @@".Replace("+1,0", $"+{drawn.HunkStart},{drawn.HunkCount}", StringComparison.Ordinal).Replace("-1,0", $"-{drawn.HunkStart},{drawn.HunkCount - 1}", StringComparison.Ordinal)
                + string.Concat(drawn.File.Skip(drawn.HunkStart - 1).Take(drawn.HunkCount).Select((line, i) => $"\n{(i == 0 ? '+' : ' ')}{line}"));
            var file = DiffOfGitHub.Read([new ChangedFile("src/Train.cs", "modified", 1, 0, patch)]).ByNewPath("src/Train.cs")!;
            Assert.Single(file.Hunks);
            if (SuggestedLines.Of(Finding(drawn.Found, drawn.Edits), file) is not { } suggestion)
                return true;
            offered++;
            var applied = drawn.File[..(suggestion.FirstLine - 1)].Concat(suggestion.Lines).Concat(drawn.File[suggestion.LastLine..]);
            return string.Concat(applied.Select(line => line + "\n")) == Repaired(drawn)
                && suggestion.FirstLine <= drawn.Found && drawn.Found <= suggestion.LastLine
                && Placement.Holds(file, suggestion.FirstLine, suggestion.LastLine);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.InRange(offered, 200, 2000);
    }

    private static string Repaired(Case drawn)
    {
        var text = string.Concat(drawn.File.Select(line => line + "\n"));
        int Offset(int line, int column) => drawn.File.Take(line - 1).Sum(each => each.Length + 1) + column - 1;
        foreach (var edit in drawn.Edits.Reverse())
            text = text[..Offset(edit.Range.StartLine, edit.Range.StartColumn)] + edit.Text + text[Offset(edit.Range.EndLine, edit.Range.EndColumn)..];
        return text;
    }

    private static Gen<Case> Cases() =>
        Gen.Elements("a", "", "b", "\tc", "``` `", "same", "same").ListOf().Where(lines => lines.Count() is >= 3 and <= 18).SelectMany(lines => Gen.Choose(0, int.MaxValue - 1), (lines, seed) => Draw([.. lines], new Random(seed)));

    private static Case Draw(string[] file, Random random)
    {
        var start = random.Next(1, file.Length + 1);
        var count = random.Next(1, file.Length - start + 2);
        var edits = new List<Replacement>();
        var (line, column) = (Math.Max(1, start - random.Next(0, 2)), 1);
        for (var left = random.Next(1, 4); left > 0 && line <= file.Length; left--)
        {
            var from = (Line: line, Column: Math.Min(column + random.Next(0, 2), file[line - 1].Length + 1));
            var to = random.Next(3) == 0 && from.Line < file.Length ? (Line: from.Line + 1, Column: 1) : (from.Line, Column: random.Next(from.Column, file[from.Line - 1].Length + 2));
            edits.Add(Edit(from.Line, from.Column, to.Line, to.Column, string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => new[] { "x", "\n", "same", " " }[random.Next(4)]))));
            (line, column) = random.Next(2) == 0 ? (to.Line + 1, 1) : to;
        }
        return new Case(file, start, count, random.Next(start, start + count), [.. edits]);
    }
}
