using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Changes;

/// <summary>A review of a change shows what the change causes and nothing else.</summary>
public sealed class ReviewOfChangesTests : IDisposable
{
    private readonly GitTree _tree = new GitTree().With("App.csproj", Code.Library).With("A.cs", Code.Class("A", Code.Fit("Old"), "null"));

    public ReviewOfChangesTests() => _tree.Commit();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Only_what_was_written_since_is_shown_whether_committed_or_not()
    {
        _tree.Git("checkout", "--quiet", "-b", "work");
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("Committed"), "null")).Commit();
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("Committed"), Code.Fit("Written"))).With("New.cs", Code.Class("New", Code.Fit("Untracked")));
        var result = await ChangeRun.OfAsync(_tree.Root, "main");
        Assert.Equal(["A.cs:5", "A.cs:6", "New.cs:4"], result.Places());
        Assert.Equal(("main", _tree.Git("rev-parse", "main").Trim(), "the working tree", "", 2, 1, 0),
            (result.Change!.Base, result.Change.BaseCommit, result.Change.Head, result.Change.HeadCommit, result.Change.Files, result.Change.LeftOut, result.Change.Repaired));
    }

    [Fact]
    public async Task A_finding_on_an_unchanged_line_is_shown_when_the_change_created_it()
    {
        _tree.With("A.cs", Code.Class("A", "Pipe.Of(ml).Fit(data)")).With("Pipe.cs", "using Microsoft.ML;\nstatic class Pipe { public static object Of(MLContext ml) => null; }\n").Commit();
        _tree.With("Pipe.cs", "using Microsoft.ML;\nstatic class Pipe { public static IEstimator<ITransformer> Of(MLContext ml) => ml.Transforms.NormalizeMinMax(\"Size\"); }\n");
        Assert.Equal(["A.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task What_the_base_did_meanwhile_is_not_part_of_the_change()
    {
        _tree.Git("checkout", "--quiet", "-b", "work");
        _tree.With("B.cs", Code.Class("B", Code.Fit("Mine"))).Commit();
        _tree.Git("checkout", "--quiet", "main");
        _tree.With("A.cs", Code.Class("A", "null", "null")).Without("B.cs").Commit();
        _tree.Git("checkout", "--quiet", "work");
        foreach (var diff in new[] { "main", "main..work", "main...work", "main.." })
        {
            var result = await ChangeRun.OfAsync(_tree.Root, diff);
            Assert.Equal(["B.cs:4"], result.Places());
            Assert.Equal((1, 0), (result.Change!.Files, result.Change.Repaired));
        }
    }

    [Fact]
    public async Task A_range_of_commits_does_not_look_at_the_files_on_disk()
    {
        var first = _tree.Git("rev-parse", "HEAD").Trim();
        var second = _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New"))).Commit();
        _tree.With("A.cs", "this is no C#").With("Z.cs", Code.Class("Z", Code.Fit("Later"))).Without("App.csproj");
        var result = await ChangeRun.OfAsync(_tree.Root, $"{first}..{second}");
        Assert.Equal(["A.cs:5"], result.Places());
        Assert.Equal((first, second, second), (result.Change!.BaseCommit, result.Change.Head, result.Change.HeadCommit));
        Assert.Equal("this is no C#", await File.ReadAllTextAsync(_tree["A.cs"]));
    }

    [Fact]
    public async Task A_finding_that_the_change_repairs_is_counted()
    {
        _tree.With("A.cs", Code.Class("A", "null", "null"));
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Empty(result.Findings);
        Assert.Equal(1, result.Change!.Repaired);
    }

    [Fact]
    public async Task A_renamed_file_brings_only_what_was_added_to_it()
    {
        var padding = Enumerable.Range(0, 20).Select(i => $"\"{i}\"").ToArray();
        _tree.With("A.cs", Code.Class("A", [Code.Fit("Old"), .. padding])).Commit();
        _tree.Without("A.cs").With("src/Renamed ü.cs", Code.Class("A", [Code.Fit("Old"), .. padding, Code.Fit("New")]));
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Equal(["src/Renamed ü.cs:25"], result.Places());
        Assert.Equal(1, result.Change!.LeftOut);
    }

    [Theory]
    [InlineData("    object M0(MLContext ml,\n        IDataView data)\n    =>   ml.Transforms\n  .NormalizeMinMax(\"Old\").Fit(data);\n    object M1(MLContext ml, IDataView data) => null;\n")]
    [InlineData("    object M1(MLContext ml, IDataView data) => null;\n    object M0(MLContext ml, IDataView data) => ml.Transforms.NormalizeMinMax(\"Old\").Fit(data);\n")]
    [InlineData("    // two\n    // lines\n    object M0(MLContext ml, IDataView data) => ml.Transforms.NormalizeMinMax(\"Old\").Fit(data);\n")]
    public async Task Layout_and_order_make_no_finding_new(string members)
    {
        _tree.With("A.cs", $"using Microsoft.ML;\nclass A\n{{\n{members}}}\n");
        Assert.Empty((await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task Code_that_moves_to_another_file_is_not_new()
    {
        _tree.With("A.cs", Code.Class("A", "null")).With("B.cs", "using Microsoft.ML;\npartial class B { }\n").Commit();
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), "null")).Commit();
        _tree.Without("A.cs").With("Moved/Z.cs", "\n\n\n" + Code.Class("A", Code.Fit("Old")));
        Assert.Empty((await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task A_new_name_of_the_member_makes_no_finding_new()
    {
        var body = "\n        var model =\n            ml.Transforms.NormalizeMinMax(\"Old\").Fit(data);\n        return model;\n    }\n}\n";
        _tree.With("A.cs", "using Microsoft.ML;\nclass A\n{\n    object Train(MLContext ml, IDataView data)\n    {" + body).Commit();
        _tree.With("A.cs", "using Microsoft.ML;\nclass A\n{\n    object TrainModel(MLContext ml, IDataView data)\n    {" + body);
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Empty(result.Places());
        Assert.Equal((1, 0), (result.Change!.LeftOut, result.Change.Repaired));
    }

    [Fact]
    public async Task A_line_that_is_written_anew_is_the_concern_of_the_change()
    {
        _tree.With("A.cs", _tree.Text("A.cs").Replace("object M0(", "internal object M0(", StringComparison.Ordinal));
        Assert.Equal(["A.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task Of_two_that_are_alike_the_one_that_was_added_is_new()
    {
        const string Script = "using Microsoft.ML;\nclass P { static void Main() { var ml = new MLContext(); ml.Transforms.NormalizeMinMax(\"x\").Fit((IDataView)null); } }\n";
        _tree.With("m/One/One.csproj", Code.Library).With("m/One/P.cs", Script).Commit();
        _tree.With("m/Also/Also.csproj", Code.Library).With("m/Also/P.cs", Script);
        Assert.Equal(["m/Also/P.cs:2"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task One_that_is_added_among_others_like_it_is_new_and_they_are_not()
    {
        static string Main(params string[] statements) =>
            "using Microsoft.ML;\nclass P\n{\n    static void Main(MLContext ml, IDataView data)\n    {\n" + string.Concat(statements.Select(s => $"        {s}\n")) + "    }\n}\n";
        var fit = Code.Fit("x") + ";";
        _tree.With("P.cs", Main(fit, "int a;", fit)).With("Q.cs", "// nothing yet\n").Commit();
        _tree.With("P.cs", Main(fit, "int b;", fit, "int a;", fit));
        Assert.Equal(["P.cs:8"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
        // The second of them moves to another file.
        _tree.With("P.cs", Main(fit, "int a;")).With("Q.cs", "// nothing yet\n" + Main(fit).Replace("using Microsoft.ML;\n", "using Microsoft.ML;\n\n\n", StringComparison.Ordinal).Replace("class P", "partial class P", StringComparison.Ordinal));
        Assert.Empty((await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task Line_ends_that_git_converts_change_nothing()
    {
        _tree.With(".gitattributes", "*.cs text eol=crlf\n");
        _tree.Commit();
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New")).ReplaceLineEndings("\r\n"));
        Assert.Equal(["A.cs:5"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
    }

    [Fact]
    public async Task Files_in_other_encodings_are_compared_as_well()
    {
        byte[] latin = [.. "// f"u8, 0xFC, .. "r\n"u8];
        _tree.With("Latin.cs", [.. latin, .. System.Text.Encoding.ASCII.GetBytes(Code.Class("Latin", Code.Fit("Old")))])
            .With("Wide.cs", Wide(Code.Class("Wide", Code.Fit("Old")))).Commit();
        _tree.With("Latin.cs", [.. latin, .. System.Text.Encoding.ASCII.GetBytes(Code.Class("Latin", Code.Fit("Old"), Code.Fit("New")))])
            .With("Wide.cs", Wide(Code.Class("Wide", Code.Fit("Old"), Code.Fit("New"))));
        Assert.Equal(["Latin.cs:6", "Wide.cs:5"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());

        static byte[] Wide(string text) => [.. System.Text.Encoding.Unicode.GetPreamble(), .. System.Text.Encoding.Unicode.GetBytes(text)];
    }

    [Fact]
    public async Task An_attribute_cannot_hide_the_lines_of_a_change()
    {
        _tree.With(".gitattributes", "*.cs -diff\nB.cs binary\n").With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New"))).With("B.cs", Code.Class("B", "null")).Commit();
        using var change = await ChangeRun.OpenAsync(_tree.Root, "HEAD~1..HEAD");
        var patch = change.Patch.ByNewPath("A.cs")!;
        Assert.False(patch.IsBinary);
        Assert.Equal([5], Enumerable.Range(1, 7).Where(patch.IsAddedLine));
        Assert.Equal([1, 2, 3, 4, null, 6], Enumerable.Range(1, 6).Select(patch.OldLineOf));
        Assert.Equal(["using Microsoft.ML;", "class B"], change.Patch.ByNewPath("B.cs")!.Hunks[0].Lines.Take(2).Select(l => l.Text));
    }

    [Fact]
    public async Task Binary_and_large_files_do_no_harm()
    {
        _tree.With("model.onnx", [0, 1, 2]).With("Odd.cs", [0, 0, 1]).With("rows.csv", new string('x', 100_000)).Commit();
        _tree.With("model.onnx", [0, 1, 3]).With("Odd.cs", [0, 0, 2]).With("Large.cs", new string(' ', 5 << 20)).With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New")));
        foreach (var diff in new[] { "HEAD", "main~1..main" })
            Assert.Equal(diff == "HEAD" ? ["A.cs:5"] : [], (await ChangeRun.OfAsync(_tree.Root, diff)).Places());
    }

    [Fact]
    public async Task A_part_of_the_repository_is_reviewed_alone()
    {
        _tree.With("one/One.csproj", Code.Library).With("one/X.cs", Code.Class("X", "null")).With("two/Two.csproj", Code.Library).With("two/Y.cs", Code.Class("Y", "null")).Commit();
        _tree.With("one/X.cs", Code.Class("X", Code.Fit("New"))).With("two/Y.cs", Code.Class("Y", Code.Fit("New")));
        Assert.Equal(["X.cs:4"], (await ChangeRun.OfAsync(_tree["one"], "HEAD")).Places());
        Assert.Equal(["Y.cs:4"], (await ChangeRun.OfAsync(_tree["two/Two.csproj"], "HEAD")).Places());
        Assert.Equal(["Y.cs:4"], (await ChangeRun.OfAsync(_tree["two/Y.cs"], "HEAD")).Places());
        Assert.Equal(["one/X.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "HEAD", include: "one/**")).Places());
        _tree.Commit();
        Assert.Equal(["X.cs:4"], (await ChangeRun.OfAsync(_tree["one"], "HEAD~1..HEAD")).Places());
    }

    [Fact]
    public async Task A_second_work_tree_is_one_like_the_first()
    {
        using var other = new TemporaryTree();
        _tree.Git("worktree", "add", "--quiet", other["wt"], "-b", "wt");
        File.WriteAllText(other["wt/A.cs"], Code.Class("A", Code.Fit("Old"), Code.Fit("New")));
        Assert.Equal(["A.cs:5"], (await ChangeRun.OfAsync(other["wt"], "main")).Places());
    }

    [Fact]
    public async Task A_submodule_is_left_out_and_that_is_said()
    {
        using var library = new GitTree().With("L.cs", Code.Class("L", "null"));
        library.Commit();
        _tree.Git("submodule", "--quiet", "add", library.Root, "lib");
        _tree.Commit();
        library.With("L.cs", Code.Class("L", Code.Fit("Theirs"))).Commit();
        GitTree.GitIn(_tree["lib"], "pull", "--quiet", "origin", "main");
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New")));
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Equal(["A.cs:5"], result.Places());
        Assert.Contains(new Notice(NoticeKind.Skipped, "lib", "is a submodule; what the change does in it was not reviewed"), result.Coverage.Notices);
        _tree.Commit();
        Assert.Equal(["A.cs:5"], (await ChangeRun.OfAsync(_tree.Root, "HEAD~1..HEAD")).Places());
    }

    [Fact]
    public async Task A_link_in_a_commit_is_not_followed()
    {
        File.CreateSymbolicLink(_tree["Link.cs"], "/etc/hostname");
        _tree.With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New"))).Commit();
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD~1..HEAD");
        Assert.Equal(["A.cs:5"], result.Places());
        Assert.Contains(result.Coverage.Notices, n => n.Subject == "Link.cs" && n.Kind == NoticeKind.Skipped);
    }

    [Fact]
    public async Task What_git_ignores_is_the_same_before_and_after()
    {
        _tree.With(".gitignore", "gen/\n").With("gen/Pipe.cs", "using Microsoft.ML;\nstatic class Pipe { public static IEstimator<ITransformer> Of(MLContext ml) => null; }\n")
            .With("A.cs", Code.Class("A", "Pipe.Of(ml).Fit(data)", "null")).Commit();
        _tree.With("A.cs", Code.Class("A", "Pipe.Of(ml).Fit(data)", "1"));
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Empty(result.Findings);
        Assert.Equal(1, result.Change!.LeftOut);
    }

    [Fact]
    public async Task Deleted_projects_and_files_leave_nothing_behind()
    {
        _tree.With("old/Old.csproj", Code.Library).With("old/O.cs", Code.Class("O", Code.Fit("Gone"))).Commit();
        _tree.Without("old/Old.csproj").Without("old/O.cs").With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New")));
        foreach (var commit in new[] { false, true })
        {
            if (commit)
                _tree.Commit();
            var result = await ChangeRun.OfAsync(_tree.Root, commit ? "HEAD~1..HEAD" : "HEAD");
            Assert.Equal(["A.cs:5"], result.Places());
            Assert.Equal(1, result.Change!.Repaired);
        }
    }

    [Fact]
    public async Task Nothing_changed_is_nothing_to_review()
    {
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Empty(result.Findings);
        Assert.Empty(result.Coverage.Projects);
        Assert.Equal((0, 1), (result.Change!.Files, result.Change.OtherProjects));
    }
}
