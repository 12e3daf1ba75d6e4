using System.CommandLine;
using MlReview.Cli.Commands;
using MlReview.GitHub.Tests.Fake;

namespace MlReview.GitHub.Tests.Stories;

/// <summary>What the command line of a pull request does not take.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("--pr octo/models", "--pr 'octo/models' is no pull request; write OWNER/REPO#N, or its address.")]
    [InlineData("--pr octo/models#7 --diff main", "--pr and --diff both say which change is reviewed; give one of them.")]
    [InlineData("--pr octo/models#7 --shard 1/2", "--shard reviews a part, which --pr would publish as the whole; give one of them.")]
    [InlineData("--pr octo/models#7 --baseline b.json", "--baseline names a file of this machine, and with --pr the baseline is that of the base; name it in .mlreview.yml there.")]
    [InlineData("../up --pr octo/models#7", "With --pr, PATH is a place in the repository, and '../up' is none; give one from its top, such as src/Models.")]
    [InlineData("/etc --pr octo/models#7", "With --pr, PATH is a place in the repository, and '/etc' is none; give one from its top, such as src/Models.")]
    [InlineData("src/.git --pr octo/models#7", "With --pr, PATH is a place in the repository, and 'src/.git' is none; give one from its top, such as src/Models.")]
    [InlineData("--pr octo/models#7 --dry-run --format json", "--dry-run prints to standard output what would be posted; give --format a file, as FORMAT=FILE.")]
    [InlineData("--dry-run", "--dry-run is about a pull request; add --pr.")]
    [InlineData("--check", "--check is about a pull request; add --pr.")]
    [InlineData("--upload-sarif", "--upload-sarif is about a pull request; add --pr.")]
    [InlineData("--drafts", "--drafts is about a pull request; add --pr.")]
    public void One_sentence(string arguments, string sentence) => Assert.Equal(sentence, Read(arguments, out _));

    [Fact]
    public void Whole_command_lines_are_taken()
    {
        Assert.Equal("", Read("src --pr --check --drafts", out var choice));
        Assert.Equal((null, "src", true, true, false), (choice!.Named, choice.Path, choice.WritesCheck, choice.TakesDrafts, choice.IsDryRun));
        Assert.Equal("", Read("--pr https://git.example.org/octo/models/pull/7 --dry-run", out choice));
        Assert.Equal((Story.Pull, "git.example.org"), (choice!.Named, choice.Server!.Host));
        Assert.Equal("", Read("src", out choice));
        Assert.Null(choice);
    }

    [Fact]
    public async Task The_program_says_what_it_lacks()
    {
        var environment = new Dictionary<string, string> { ["GITHUB_API_URL"] = "http://127.0.0.1:1", ["GITHUB_SERVER_URL"] = "http://127.0.0.1:1" };
        var run = await MlReviewProgram.RunAsync(environment, "review", "--pr", "octo/models#7");
        Assert.Equal((2, "", "mlreview: GITHUB_TOKEN is not set, and nothing can be posted without it; set it to a token with 'pull-requests: write', or add --dry-run.\n"), (run.ExitCode, run.Output, run.Error));
        environment["GITHUB_TOKEN"] = FakeGitHub.Token;
        run = await MlReviewProgram.RunAsync(environment, "review", "--pr", "https://git.example.org/octo/models/pull/7");
        Assert.Equal((2, "mlreview: --pr names a pull request on git.example.org, and the environment speaks of 127.0.0.1; set GITHUB_SERVER_URL and GITHUB_API_URL to those of git.example.org.\n"), (run.ExitCode, run.Error));
    }

    private static string Read(string arguments, out PullRequestChoice? choice)
    {
        var command = ReviewCommand.Create();
        var parsed = command.Parse(arguments.Split(' '));
        Assert.Empty(parsed.Errors);
        var output = new ReviewOutput([], null, false, false) { HasDefaultTarget = !arguments.Contains("--format", StringComparison.Ordinal) };
        if (!output.HasDefaultTarget)
            output = output with { Targets = [new Cli.Reports.ReportTarget("json", null)] };
        var path = parsed.GetValue<string>("PATH")!;
        return PullRequestOptions.Read(parsed, new PullRequestRivals(path, parsed.GetResult("--diff") is not null, parsed.GetResult("--shard") is not null), ref output, out choice);
    }
}
