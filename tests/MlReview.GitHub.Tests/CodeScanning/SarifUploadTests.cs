using System.Security.Cryptography;
using System.Text;
using MlReview.Cli.GitHub.CodeScanning;
using MlReview.Cli.Reports;
using MlReview.GitHub.Tests.Fake;
using MlReview.GitHub.Tests.Runner;

namespace MlReview.GitHub.Tests.CodeScanning;

public sealed class SarifUploadTests
{
    private readonly Story _story = new();

    [Fact]
    public async Task A_report_comes_whole_and_is_waited_for()
    {
        _story.GitHub.PendingAnswers = 2;
        var outcome = await UploadAsync();
        Assert.Equal(new SarifOutcome(true, "Code scanning has read the report."), outcome);
        var sarif = Assert.Single(_story.GitHub.Analyses);
        Assert.Equal((_story.GitHub.Head, "refs/pull/7/head"), (sarif.Commit, sarif.Ref));
        Assert.Equal("src/Train.cs", sarif.Content["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.ToString());
        Assert.Equal([5, 10, 20], _story.Time.Waits.Select(w => (int)w.TotalSeconds));
    }

    [Fact]
    public async Task One_that_takes_long_is_left_to_itself()
    {
        _story.GitHub.PendingAnswers = 99;
        Assert.Equal(new SarifOutcome(true, "Code scanning has the report and is still reading it after 155 s; what it finds will show up by itself."), await UploadAsync());
    }

    [Fact]
    public async Task One_that_cannot_be_read_says_why()
    {
        _story.GitHub.ReadingErrors = ["rejecting SARIF,\nas there are more\u001b[2J runs than allowed", "b", "c", "d"];
        Assert.Equal(
            new SarifOutcome(false, "The report was not uploaded to code scanning: code scanning could not read it (rejecting SARIF, as there are more\\u001B[2J runs than allowed; b; c)."),
            await UploadAsync());
    }

    [Fact]
    public async Task Where_code_scanning_is_off_it_says_so()
    {
        _story.GitHub.HasCodeScanning = false;
        var outcome = await UploadAsync();
        Assert.False(outcome.IsUploaded);
        Assert.Contains("code scanning is switched off for this repository", outcome.Sentence, StringComparison.Ordinal);
        Assert.Contains("Code security", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_fork_says_so()
    {
        _story.GitHub.CanUpload = false;
        Assert.Contains("needs 'security-events: write', and runs for pull requests of forks do not get it", (await UploadAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_too_large_is_not_sent()
    {
        var outcome = await UploadAsync(RandomNumberGenerator.GetBytes(11 << 20));
        Assert.Equal(new SarifOutcome(false, "The report was not uploaded to code scanning: it has 11.5 MB compressed, and code scanning takes 10 MB."), outcome);
        Assert.Empty(_story.GitHub.Log);
    }

    [Fact]
    public async Task One_that_is_none_is_refused()
    {
        var outcome = await UploadAsync(Encoding.UTF8.GetBytes("{}"));
        Assert.StartsWith("The report was not uploaded to code scanning: code scanning takes it for invalid (", outcome.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_happens_to_a_request_the_report_counts_once()
    {
        foreach (var fault in Enum.GetValues<FakeFault>())
        {
            for (var at = 0; at < 2; at++)
            {
                var story = new Story();
                story.GitHub.Fault = (i, _) => i == at ? fault : FakeFault.None;
                Assert.True((await UploadAsync(story)).IsUploaded);
                Assert.Single(story.GitHub.Analyses);
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_gone_is_one_sentence()
    {
        _story.GitHub.Fault = (_, _) => FakeFault.CutBefore;
        Assert.Equal(new SarifOutcome(false, "The report was not uploaded to code scanning: GitHub does not answer (the connection broke)."), await UploadAsync());
        _story.GitHub.Fault = (i, request) => request.Writes ? FakeFault.None : FakeFault.CutBefore;
        Assert.Equal(new SarifOutcome(true, "Code scanning has the report; what became of it is not known, for GitHub does not answer (the connection broke)."), await UploadAsync());
    }

    private Task<SarifOutcome> UploadAsync(byte[]? sarif = null) => UploadAsync(_story, sarif);

    private static async Task<SarifOutcome> UploadAsync(Story story, byte[]? sarif = null)
    {
        var text = new StringWriter();
        new SarifReport().Write(SomeReview.Of(SomeReview.Finding()) with { BasePath = SomeReview.Top }, text);
        using var client = story.Client();
        return await SarifUpload.UploadAsync(client, Story.Pull, story.GitHub.Head, "refs/pull/7/head", sarif ?? Encoding.UTF8.GetBytes(text.ToString()), story.Time, CancellationToken.None);
    }
}
