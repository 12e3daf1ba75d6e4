using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Reports;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>What the program leaves in the files of a step.</summary>
public sealed class ActionsRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlreview-runner-").FullName;
    private readonly Dictionary<string, string?> _environment;

    public ActionsRunnerTests() => _environment = new()
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_STEP_SUMMARY"] = SummaryFile,
        ["GITHUB_OUTPUT"] = OutputFile,
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_REPOSITORY"] = "octo/models",
        ["GITHUB_RUN_ID"] = "4711",
    };

    private string SummaryFile => Path.Combine(_folder, "summary");

    private string OutputFile => Path.Combine(_folder, "output");

    private ActionsRunner Runner => ActionsRunner.FromEnvironment(_environment.GetValueOrDefault)!;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    public void Elsewhere_there_is_no_runner(string? value)
    {
        _environment["GITHUB_ACTIONS"] = value;
        Assert.Null(ActionsRunner.FromEnvironment(_environment.GetValueOrDefault));
    }

    [Theory]
    [InlineData("https://github.com", "octo/models", "4711", "https://github.com/octo/models/actions/runs/4711")]
    [InlineData("https://git.acme.test/", "octo/models", "4711", "https://git.acme.test/octo/models/actions/runs/4711")]
    [InlineData("javascript:alert(1)", "octo/models", "4711", null)]
    [InlineData("https://github.com", "octo", "4711", null)]
    [InlineData("https://github.com", "octo/models", "4711)[x](y", null)]
    [InlineData(null, "octo/models", "4711", null)]
    public void The_address_of_the_run(string? server, string repository, string run, string? address)
    {
        (_environment["GITHUB_SERVER_URL"], _environment["GITHUB_REPOSITORY"], _environment["GITHUB_RUN_ID"]) = (server, repository, run);
        Assert.Equal(address, Runner.RunAddress);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("# Tests\n", "# Tests\n")]
    [InlineData("# Tests", "# Tests\n")]
    public void A_summary_is_added_to_what_is_there(string before, string kept)
    {
        File.WriteAllText(SummaryFile, before);
        Assert.Equal("", Runner.WriteSummary("# Prüfung\r\nok\n\n"));
        Assert.Equal(Encoding.UTF8.GetBytes(kept + "# Prüfung\nok\n"), File.ReadAllBytes(SummaryFile));
    }

    [Fact]
    public void A_summary_never_makes_the_file_larger_than_GitHub_takes()
    {
        File.WriteAllText(SummaryFile, new string('x', 300_000) + "\n");
        Assert.Equal("", Runner.WriteSummary("# First\n\n<details>\n```csharp\n" + string.Concat(Enumerable.Repeat("数😀 line\n", 300_000))));
        var bytes = File.ReadAllBytes(SummaryFile);
        Assert.InRange(bytes.Length, 900_000, 1_048_576);
        Assert.EndsWith("```\n\n_The rest did not fit here._\n</details>\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_for_which_there_is_no_room_is_not_begun()
    {
        File.WriteAllBytes(SummaryFile, new byte[1_048_570]);
        Assert.Equal("The summary of the job is full: this step has written 1 MiB to it already.", Runner.WriteSummary("# Verdict: PASS"));
        Assert.Equal(1_048_570, new FileInfo(SummaryFile).Length);
    }

    [Fact]
    public void Secrets_are_not_in_the_summary()
    {
        Runner.WriteSummary("`token = \"ghp_0123456789abcdefghij0123456789\"`");
        Assert.DoesNotContain("ghp_", File.ReadAllText(SummaryFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_one_sentence()
    {
        _environment["GITHUB_STEP_SUMMARY"] = _folder;
        Assert.Equal("The summary of the job cannot be written: access is denied.", Runner.WriteSummary("x"));
    }

    [Fact]
    public void A_runner_without_the_files_is_no_fault()
    {
        (_environment["GITHUB_STEP_SUMMARY"], _environment["GITHUB_OUTPUT"]) = (null, "");
        Assert.Equal("", Runner.Report(SomeReview.Of(), [], "# PASS"));
    }

    [Fact]
    public void The_outputs_of_a_review()
    {
        var result = SomeReview.Of([.. SomeReview.Many(2, Severity.Major), .. SomeReview.Many(1, Severity.Minor), .. SomeReview.Many(4, Severity.Info)]);
        Assert.Equal("", Runner.Report(result, [new ReportTarget("github", null), new ReportTarget("sarif", "a b/x.sarif"), new ReportTarget("json", "/r.json")], "# Summary"));
        Assert.Equal(
            new Dictionary<string, string> { ["verdict"] = "pass-with-conditions", ["critical"] = "0", ["major"] = "2", ["minor"] = "1", ["report-sarif"] = Path.GetFullPath("a b/x.sarif"), ["report-json"] = Path.GetFullPath("/r.json") },
            FakeRunner.Outputs(File.ReadAllText(OutputFile)));
        Assert.Equal("# Summary\n", File.ReadAllText(SummaryFile));
    }

    [Theory]
    [InlineData(Severity.Critical, "fail")]
    [InlineData(Severity.Major, "pass-with-conditions")]
    [InlineData(Severity.Minor, "pass")]
    internal void Verdicts(Severity worst, string word)
    {
        Runner.Report(SomeReview.Of(SomeReview.Finding(worst)), [], "x");
        Assert.Equal(word, FakeRunner.Outputs(File.ReadAllText(OutputFile))["verdict"]);
    }

    [Fact]
    public void No_value_of_an_output_sets_another()
    {
        Prop.ForAll(HostileText.Any.ToArbitrary(), HostileText.Any.ToArbitrary(), (one, two) =>
        {
            File.Delete(OutputFile);
            Runner.SetOutput("one", one);
            Runner.SetOutput("two", two);
            var outputs = FakeRunner.Outputs(File.ReadAllText(OutputFile));
            return outputs.Count == 2 && outputs["one"] == Plain(one) && outputs["two"] == Plain(two);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

        // Half a pair of surrogates is no text, and becomes the sign for that.
        static string Plain(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
