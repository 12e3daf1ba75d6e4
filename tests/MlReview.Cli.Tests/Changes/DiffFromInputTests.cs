namespace MlReview.Cli.Tests.Changes;

/// <summary><c>--diff -</c>: the files on disk are what the diff leads to.</summary>
public sealed class DiffFromInputTests : IDisposable
{
    private readonly GitTree _tree = new GitTree().With("src/App.csproj", Code.Library).With("src/A.cs", Code.Class("A", Code.Fit("Old"), "null")).With("src/Gone.cs", Code.Class("Gone", [Code.Fit("Gone"), .. Enumerable.Repeat("\"far too different to be the new file renamed\"", 9)]));

    public DiffFromInputTests()
    {
        _tree.Commit();
        _tree.With("src/A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New"))).With("src/N.cs", Code.Class("N", Code.Fit("New"))).Without("src/Gone.cs");
        _tree.Git("add", "--all");
    }

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("--no-color")]
    [InlineData("--unified=0")]
    [InlineData("--no-prefix")]
    [InlineData("--src-prefix=i/", "--dst-prefix=w/")]
    public async Task Any_form_of_diff_says_what_was_there_before(params string[] form)
    {
        var result = await ChangeRun.OfAsync(_tree.Root, "-", _tree.Git(["diff", "HEAD", .. form]));
        Assert.Equal(["src/A.cs:5", "src/N.cs:4"], result.Places());
        Assert.Equal((3, 1, 1), (result.Change!.Files, result.Change.LeftOut, result.Change.Repaired));
    }

    [Fact]
    public async Task No_repository_and_no_git_is_needed()
    {
        using var plain = new TemporaryTree().With("App.csproj", Code.Library).With("A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("New")));
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("--- A.cs.orig\n+++ A.cs\n@@ -5 +5 @@\n-    old\n+" + File.ReadAllLines(plain["A.cs"])[4] + "\n"));
        using var change = await new Cli.Changes.ChangeReader(null, input).ReadAsync(plain.Root, "-", Cli.Changes.ConfigurationSide.Head, CancellationToken.None);
        Assert.Equal("A.cs", Assert.Single(change.Patch.Files).Path);
        Assert.Contains("    old\n", change.Before.Root.TryReadSource(plain["A.cs"], out _)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_may_start_where_the_review_does() =>
        Assert.Equal(["A.cs:5", "N.cs:4"], (await ChangeRun.OfAsync(_tree["src"], "-", System.Text.Encoding.UTF8.GetString(GitTree.GitIn(_tree["src"], "diff", "--relative", "HEAD")))).Places());

    [Fact]
    public async Task A_diff_whose_line_ends_a_shell_changed_still_fits()
    {
        var diff = _tree.Git("diff", "HEAD").ReplaceLineEndings("\r\n");
        Assert.Equal(["src/A.cs:5", "src/N.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "-", diff)).Places());
    }

    [Fact]
    public async Task A_file_that_is_not_as_the_diff_says_is_one_sentence()
    {
        var diff = _tree.Git("diff", "HEAD");
        _tree.With("src/A.cs", Code.Class("A", Code.Fit("Old"), Code.Fit("Newer")));
        Assert.Equal("The diff on standard input does not fit 'src/A.cs' at line 5; it must lead to the files as they are on disk.", await ChangeRun.RefusalOfAsync(_tree.Root, "-", diff));
    }

    [Theory]
    [InlineData("src/N.cs", "The diff on standard input changes 'src/N.cs', which does not exist; it must lead to the files as they are on disk.")]
    public async Task A_file_that_is_missing_is_one_sentence(string path, string sentence)
    {
        var diff = _tree.Git("diff", "HEAD");
        Assert.Equal(sentence, await ChangeRun.RefusalOfAsync(_tree.Without(path).Root, "-", diff));
    }

    [Fact]
    public async Task A_deleted_file_that_is_there_is_one_sentence()
    {
        var diff = _tree.Git("diff", "HEAD");
        _tree.With("src/Gone.cs", "");
        Assert.Equal("The diff on standard input deletes 'src/Gone.cs', which exists; it must lead to the files as they are on disk.", await ChangeRun.RefusalOfAsync(_tree.Root, "-", diff));
    }

    [Fact]
    public async Task A_path_out_of_the_tree_is_refused() =>
        Assert.Equal(
            "The diff on standard input names '../../etc/passwd', which lies outside the review root; name files below the top of the repository.",
            await ChangeRun.RefusalOfAsync(_tree.Root, "-", "--- a/../../etc/passwd\n+++ b/../../etc/passwd\n@@ -1 +1 @@\n-a\n+b\n"));

    [Fact]
    public async Task What_is_no_diff_is_one_sentence() =>
        Assert.Equal("The diff is not a unified diff; give what 'git diff BASE' prints.", await ChangeRun.RefusalOfAsync(_tree.Root, "-", "hello"));
}
