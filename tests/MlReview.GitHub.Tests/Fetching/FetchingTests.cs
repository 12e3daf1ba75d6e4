using System.Text;
using MlReview.Cli.Changes;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Events;
using MlReview.Cli.GitHub.Fetching;
using MlReview.Cli.Tests.Changes;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Fetching;

/// <summary>A pull request is opened from git's objects alone, over the wire that GitHub serves them on.</summary>
public sealed class FetchingTests : IDisposable
{
    private readonly GitTree _tree = new();
    private readonly Story _story = new();
    private readonly string _base;

    public FetchingTests()
    {
        _tree.With("src/A.cs", "class A;\n").With("src/Kept.cs", "class Kept;\n").With(".editorconfig", "root = true\n");
        _base = _tree.Commit();
        _story.GitHub.BaseTip = _base;
        _story.GitHub.Comparison = (_, _) => ("ahead", _base);
    }

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_tree_before_and_the_tree_after_are_those_of_the_commits()
    {
        Push(tree => tree.With("src/A.cs", "class A { int x; }\n").With("src/New.cs", "class New;\n"));
        // Nothing of the work tree plays a part, and nothing that came later.
        _tree.With("src/A.cs", "class Elsewhere;\n").With("src/Later.cs", "class Later;\n").Commit();
        await using var server = await ServeAsync();
        using var change = await OpenAsync(server);
        Assert.Equal(["src/A.cs", "src/New.cs"], change.Patch.Files.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.Equal("class A { int x; }\n", TextOf(change.Head.Root, change, "src/A.cs"));
        Assert.Equal("class A;\n", TextOf(change.Before.Root, change, "src/A.cs"));
        Assert.Equal("class Kept;\n", TextOf(change.Before.Root, change, "src/Kept.cs"));
        Assert.Null(TextOf(change.Head.Root, change, "src/Later.cs"));
        Assert.Equal(("main", _base, "octo/models#7", _story.GitHub.Head), (change.BaseName, change.BaseCommit, change.HeadName, change.HeadCommit));
    }

    [Fact]
    public async Task A_commit_that_no_branch_leads_to_is_there_all_the_same()
    {
        Push(tree => tree.With("src/A.cs", "class FromADeletedFork;\n"));
        _tree.Git("checkout", "--quiet", "--detach", _base);
        _tree.Git("branch", "--force", "main", _base);
        _story.GitHub.HeadRepository = null;
        await using var server = await ServeAsync();
        using var change = await OpenAsync(server);
        Assert.Equal("class FromADeletedFork;\n", TextOf(change.Head.Root, change, "src/A.cs"));
    }

    [Fact]
    public async Task Attributes_of_the_change_hide_nothing()
    {
        Push(tree => tree.With(".gitattributes", "*.cs -diff binary filter=evil\n").With("src/A.cs", "class A { int x; }\n"));
        await using var server = await ServeAsync();
        using var change = await OpenAsync(server);
        Assert.False(change.Patch.ByNewPath("src/A.cs")!.IsBinary);
        Assert.NotEmpty(change.Patch.ByNewPath("src/A.cs")!.Hunks);
    }

    [Fact]
    public async Task The_token_is_shown_to_the_server_and_to_nobody_else()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync();
        using var change = await OpenAsync(server);
        var basic = Convert.ToBase64String(Encoding.ASCII.GetBytes("x-access-token:" + FakeGitHub.Token));
        Assert.NotEmpty(server.Git!.Authorizations);
        Assert.All(server.Git.Authorizations, shown => Assert.Equal("Basic " + basic, shown));
        foreach (var file in Directory.EnumerateFiles(change.Directory.Path, "*", SearchOption.AllDirectories))
            Assert.False(File.ReadAllText(file) is var text && (text.Contains(FakeGitHub.Token, StringComparison.Ordinal) || text.Contains(basic, StringComparison.Ordinal)), file);
    }

    [Fact]
    public async Task A_redirect_does_not_get_the_token()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync();
        await using var other = await ServeAsync();
        server.Git!.RedirectTo = other.Host;
        await RefusalOfAsync(server);
        Assert.Empty(other.Git!.Authorizations);
    }

    [Fact]
    public async Task What_everybody_may_read_takes_no_token()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync(isPublic: true);
        using var change = await OpenAsync(server, token: null);
        Assert.All(server.Git!.Authorizations, shown => Assert.Equal("", shown));
    }

    [Fact]
    public async Task A_token_that_may_not_read_is_named_without_being_shown()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync();
        var refusal = await RefusalOfAsync(server, token: "wrong-token");
        Assert.Contains("git cannot fetch the commits of octo/models#7 from 127.0.0.1", refusal, StringComparison.Ordinal);
        Assert.Contains("contents: read", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_failure_of_the_server_is_no_reason_to_give_up()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync();
        server.Git!.Faults = 1;
        using var change = await OpenAsync(server);
        server.Git.Faults = 9;
        Assert.EndsWith("try again later.", await RefusalOfAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_that_a_force_push_replaced_are_said_to_be_gone()
    {
        _story.GitHub.Head = new string('9', 40);
        await using var server = await ServeAsync();
        Assert.Equal("GitHub does not hand out the commits of octo/models#7 any more (a force-push replaced them); start the review of what it is now.", await RefusalOfAsync(server));
        _story.GitHub.Comparison = (_, _) => null;
        Assert.StartsWith("GitHub cannot compare the head of octo/models#7 with its base any more", await RefusalOfAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n"));
        await using var server = await ServeAsync();
        using var cancellation = new CancellationTokenSource();
        _story.GitHub.Comparison = (_, _) =>
        {
            cancellation.Cancel();
            return ("ahead", _base);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OpenAsync(server, cancellation: cancellation.Token));
    }

    [Fact]
    public async Task A_place_in_the_repository_bounds_the_review()
    {
        Push(tree => tree.With("src/A.cs", "class A { }\n").With("other/B.cs", "class B;\n"));
        await using var server = await ServeAsync();
        using var change = await OpenAsync(server, "src");
        Assert.Equal(Path.Combine(change.Top, "src"), change.Head.BasePath);
        Assert.Equal("The path 'docs' does not exist in 'octo/models#7'; give one that does.", await RefusalOfAsync(server, path: "docs"));
    }

    [Fact]
    public async Task Without_git_it_says_what_is_missing()
    {
        var access = GitHubAccess.Read(_ => null);
        var refusal = await Assert.ThrowsAsync<ChangeException>(() => new CommitFetch(null, access, TimeProvider.System).FetchAsync(Story.Pull, [_base], _tree.Root, CancellationToken.None));
        Assert.Equal("git was not found on the PATH, and --pr fetches the commits with it; install it.", refusal.Message);
    }

    private void Push(Func<GitTree, GitTree> change) => _story.GitHub.Head = change(_tree).Commit();

    private async Task<FakeServer> ServeAsync(bool isPublic = false)
    {
        var server = await FakeServer.StartAsync(_story.GitHub, "/api/v3");
        server.GitHub.IsPublic = isPublic;
        server.Git = new FakeGit(_tree.Root, "/octo/models.git") { IsPublic = isPublic };
        return server;
    }

    private async Task<string> RefusalOfAsync(FakeServer server, string? token = FakeGitHub.Token, string path = ".") =>
        (await Assert.ThrowsAsync<ChangeException>(() => OpenAsync(server, path, token))).Message;

    private async Task<Change> OpenAsync(FakeServer server, string path = ".", string? token = FakeGitHub.Token, CancellationToken cancellation = default)
    {
        var access = GitHubAccess.Read(name => name switch { "GITHUB_API_URL" => server.Address, "GITHUB_SERVER_URL" => server.Host, "GITHUB_TOKEN" => token, _ => null });
        using var http = GitHubClient.CreateHttp();
        using var client = new GitHubClient(http, access.Address, token is null ? null : FakeGitHub.Token, TimeProvider.System, DateTimeOffset.MaxValue);
        var pull = await client.PullRequestAsync(Story.Pull, cancellation);
        return await new PullChange(client, new CommitFetch(GitTree.Program, access, TimeProvider.System)).OpenAsync(new FoundPull(Story.Pull, pull, pull.Head.Sha), path, cancellation);
    }

    private static string? TextOf(Cli.Sources.ReviewRoot root, Change change, string path) =>
        root.TryReadBytes(change.Absolute(path), 1 << 20, out _) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
