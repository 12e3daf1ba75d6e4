using System.Text;
using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Changes;

/// <summary>Where git cannot say what changed, one sentence tells why and what to do.</summary>
public sealed class GitRefusalTests : IDisposable
{
    private readonly GitTree _tree = new GitTree().With("A.cs", "class A { }\n");

    public GitRefusalTests() => _tree.Commit();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task Without_git()
    {
        using var input = new MemoryStream();
        var refusal = await Assert.ThrowsAsync<ChangeException>(() => new ChangeReader(GitProgram.Find("."), input).ReadAsync(_tree.Root, "main", ConfigurationSide.Head, CancellationToken.None));
        Assert.Equal("git was not found on the PATH, and --diff asks it for the change; install it, or pipe a unified diff to '--diff -'.", refusal.Message);
    }

    [Fact]
    public void Git_in_the_current_directory_is_not_taken()
    {
        using var tree = new TemporaryTree().With("git", "").With("git.exe", "");
        Assert.Null(GitProgram.Find($".{Path.PathSeparator}{Path.PathSeparator}bin"));
        Assert.Equal(tree[OperatingSystem.IsWindows() ? "git.exe" : "git"], GitProgram.Find($".{Path.PathSeparator}{tree.Root}"));
    }

    [Fact]
    public async Task Without_a_repository()
    {
        using var tree = new TemporaryTree().With("A.cs", "");
        Assert.Equal($"'{tree.Root}' is not in a git repository, and --diff takes commits of one; give a directory of a clone, or pipe a unified diff to '--diff -'.", await ChangeRun.RefusalOfAsync(tree.Root, "main"));
    }

    [Fact]
    public async Task With_a_bare_repository()
    {
        using var bare = new TemporaryTree();
        _tree.Git("clone", "--quiet", "--bare", ".", bare["bare.git"]);
        Assert.Equal($"'{bare["bare.git"]}' is a bare repository, which has no files to review; run this in a clone or a work tree of it.", await ChangeRun.RefusalOfAsync(bare["bare.git"], "main"));
    }

    [Theory]
    [InlineData("nowhere", "nowhere")]
    [InlineData("main..nowhere", "nowhere")]
    [InlineData("--output=x", "--output=x")]
    [InlineData("main:A.cs", "main:A.cs")]
    [InlineData("main~99...HEAD", "main~99")]
    public async Task With_a_name_that_is_no_commit(string diff, string name) =>
        Assert.Equal($"--diff names '{name}', which is no commit of this repository; give a branch, tag or commit as 'git log' takes it.", await ChangeRun.RefusalOfAsync(_tree.Root, diff));

    [Theory]
    [InlineData("")]
    [InlineData("..main")]
    public async Task Without_a_base(string diff) =>
        Assert.Equal($"--diff '{diff}' names no base; write BASE, BASE..HEAD, or - for a unified diff on standard input.", await ChangeRun.RefusalOfAsync(_tree.Root, diff));

    [Fact]
    public async Task Without_a_commit()
    {
        using var empty = new GitTree();
        Assert.Equal("The repository has no commit yet, so there is nothing to compare with; review without --diff.", await ChangeRun.RefusalOfAsync(empty.Root, "HEAD"));
    }

    [Fact]
    public async Task With_histories_that_never_meet()
    {
        _tree.Git("checkout", "--quiet", "--orphan", "other");
        _tree.With("B.cs", "").Commit();
        Assert.Equal("'main' and HEAD have no commit in common; name the base that the change started from.", await ChangeRun.RefusalOfAsync(_tree.Root, "main"));
    }

    [Fact]
    public async Task With_a_shallow_clone_that_lacks_where_the_two_part()
    {
        _tree.Git("checkout", "--quiet", "-b", "work");
        _tree.With("B.cs", "").Commit();
        _tree.Git("checkout", "--quiet", "main");
        _tree.With("C.cs", "").Commit();
        using var clone = new TemporaryTree();
        _tree.Git("clone", "--quiet", "--depth=1", "--no-single-branch", "file://" + _tree.Root, clone["c"]);
        Assert.Equal(
            "This shallow clone does not reach back to where 'origin/work' and HEAD part; fetch more of the history ('git fetch --unshallow', or fetch-depth: 0 in a workflow).",
            await ChangeRun.RefusalOfAsync(clone["c"], "origin/work"));
        Assert.Equal("--diff names 'main~1', which this shallow clone does not hold; fetch it ('git fetch origin main~1', or fetch-depth: 0 in a workflow).", await ChangeRun.RefusalOfAsync(clone["c"], "main~1"));
    }

    [Fact]
    public async Task With_a_path_that_the_head_does_not_have()
    {
        _tree.With("new/B.cs", "class B { }\n");
        Assert.Equal($"The path '{_tree["new"]}' does not exist in 'main'; give one that does.", await ChangeRun.RefusalOfAsync(_tree["new"], "HEAD..main"));
        Assert.StartsWith($"The path '{_tree["none"]}' does not exist; give a directory, ", await ChangeRun.RefusalOfAsync(_tree["none"], "HEAD"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_the_repository_configures_is_run()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var marks = new TemporaryTree();
        var program = marks["program.sh"];
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$0 $@\" >> {marks["ran"]}\ncat\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _tree.With(".gitattributes", "*.cs diff=d filter=f\n").Commit();
        foreach (var (key, value) in new[]
        {
            ("core.fsmonitor", program), ("core.pager", program), ("diff.external", program), ("diff.d.command", program), ("diff.d.textconv", program),
            ("filter.f.clean", program), ("filter.f.smudge", program), ("filter.f.process", program), ("filter.f.required", "true"), ("core.sshCommand", program), ("core.askPass", program),
        })
            _tree.Git("config", key, value);
        Directory.CreateDirectory(_tree[".git/hooks"]);
        foreach (var hook in new[] { "post-index-change", "reference-transaction", "post-checkout" })
            File.Copy(program, _tree[".git/hooks/" + hook], overwrite: true);
        File.Delete(marks["ran"]);
        File.WriteAllText(_tree["A.cs"], "class A { int a; }\n");
        File.WriteAllText(_tree["B.cs"], "class B { }\n");

        foreach (var diff in new[] { "HEAD", "HEAD~1..HEAD" })
            using (await ChangeRun.OpenAsync(_tree.Root, diff))
                Assert.False(File.Exists(marks["ran"]), File.Exists(marks["ran"]) ? File.ReadAllText(marks["ran"]) : "");
    }

    [Fact]
    public async Task The_index_is_not_written()
    {
        File.SetLastWriteTimeUtc(_tree["A.cs"], DateTime.UnixEpoch.AddYears(30));
        var before = await File.ReadAllBytesAsync(_tree[".git/index"]);
        using var change = await ChangeRun.OpenAsync(_tree.Root, "HEAD");
        Assert.Empty(change.Patch.Files);
        Assert.Equal(before, await File.ReadAllBytesAsync(_tree[".git/index"]));
    }

    [Fact]
    public async Task What_was_written_for_the_review_goes_with_it()
    {
        var change = await ChangeRun.OpenAsync(_tree.Root, "HEAD..main");
        Assert.True(File.Exists(Path.Combine(change.Top, "A.cs")));
        change.Dispose();
        Assert.False(Directory.Exists(change.Directory.Path));
    }

    [Theory]
    [InlineData("src/A.cs", true)]
    [InlineData("../A.cs", false)]
    [InlineData("a/../../A.cs", false)]
    [InlineData("a//A.cs", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData(".git/config", false)]
    [InlineData("sub/.GIT/hooks/x", false)]
    [InlineData("a/./b", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\uFFFDb", false)]
    public void A_path_in_a_commit_is_used_only_when_it_stays_below_the_top(string path, bool isUsable) =>
        Assert.Equal(isUsable, new GitEntry(path, "100644", new string('0', 40), 0).IsUsable);

    [Fact]
    public async Task A_commit_with_paths_that_lead_out_is_read_without_them()
    {
        var blob = _tree.Git("hash-object", "-w", "A.cs").Trim();
        var tree = Encoding.ASCII.GetString(_tree.MakeTree($"100644 blob {blob}\t..evil.cs\n100644 blob {blob}\tB.cs\n")).Trim();
        var inner = Encoding.ASCII.GetString(_tree.MakeTree($"040000 tree {tree}\t..\n100644 blob {blob}\tA.cs\n")).Trim();
        var commit = _tree.Git("commit-tree", inner, "-p", "HEAD", "-m", "evil").Trim();
        using var change = await ChangeRun.OpenAsync(_tree.Root, $"HEAD..{commit}");
        Assert.Equal([Path.Combine(change.Top, "A.cs")], Directory.GetFiles(change.Top, "*", SearchOption.AllDirectories));
        Assert.Equal([change.Top], Directory.GetDirectories(change.Directory.Path));
        Assert.Contains(change.Notices, n => n.Subject == "../B.cs" && n.Kind == NoticeKind.Skipped);
    }
}
