using MlReview.Cli.Changes;
using MlReview.Cli.GitHub;

namespace MlReview.GitHub.Tests;

public sealed class GitHubAccessTests
{
    [Theory]
    [InlineData(null, null, "https://api.github.com/", "https://github.com/")]
    [InlineData("https://api.github.com", "https://github.com", "https://api.github.com/", "https://github.com/")]
    [InlineData("https://git.example.org/api/v3", null, "https://git.example.org/api/v3/", "https://git.example.org/")]
    [InlineData("https://api.acme.ghe.com", null, "https://api.acme.ghe.com/", "https://acme.ghe.com/")]
    [InlineData("http://127.0.0.1:81/api/v3", null, "http://127.0.0.1:81/api/v3/", "http://127.0.0.1:81/")]
    public void Says_where_the_API_and_the_repositories_are(string? rest, string? server, string expectedRest, string expectedServer)
    {
        var access = Read(("GITHUB_API_URL", rest), ("GITHUB_SERVER_URL", server));
        Assert.Equal((expectedRest, expectedServer), (access.Address.Rest.AbsoluteUri, access.Server.AbsoluteUri));
        Assert.Equal(expectedServer + "octo/models.git", access.RepositoryOf(Story.Pull).AbsoluteUri);
    }

    [Theory]
    [InlineData("http://github.com")]
    [InlineData("https://user@github.com")]
    [InlineData("https://github.com/?a")]
    [InlineData("ssh://github.com")]
    [InlineData("github.com")]
    public void A_token_goes_to_no_such_server(string server) =>
        Assert.StartsWith($"GITHUB_SERVER_URL '{server}' is not the address of a GitHub", Assert.Throws<ChangeException>(() => Read(("GITHUB_SERVER_URL", server))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_is_one_word()
    {
        Assert.Equal("abc", Read(("GITHUB_TOKEN", " abc\n")).Token);
        Assert.Null(Read(("GITHUB_TOKEN", "")).Token);
        var refusal = Assert.Throws<ChangeException>(() => Read(("GITHUB_TOKEN", "abc\r\nX-Evil: 1"))).Message;
        Assert.Equal("GITHUB_TOKEN holds characters that no token has; give the token alone.", refusal);
    }

    private static GitHubAccess Read(params (string Name, string? Value)[] variables) => GitHubAccess.Read(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
