using System.Runtime.CompilerServices;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Evaluation;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Recordings;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

public sealed class EvaluationTests
{
    private static readonly string s_folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../benchmarks/review-cases"));

    private static readonly List<ReviewCase> s_cases =
        [.. Directory.GetFiles(s_folder, "*.md", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal)
            .Select(file => ReviewCaseFile.Parse(Path.GetRelativePath(s_folder, file), File.ReadAllText(file)))];

    [Fact]
    public void There_are_forty_cases_at_least_and_half_of_them_are_clean()
    {
        Assert.True(s_cases.Count >= 40, $"{s_cases.Count} cases");
        Assert.Equal(s_cases.Count, 2 * s_cases.Count(each => each.IsClean));
        Assert.Equal(
            [Language.CSharp, Language.Python, Language.Notebook, Language.Yaml, Language.Dockerfile, Language.Sql],
            Enum.GetValues<Language>().Where(language => s_cases.Any(each => each.Files.Any(file => file.Language == language))).Except([Language.Toml, Language.Json, Language.Text]));
        Assert.All(s_cases, each => Assert.Contains(each.Files, file => file.IsTouched));
    }

    /// <summary>A case whose lane is never asked could not be passed by anybody.</summary>
    [Fact]
    public async Task A_model_that_says_what_is_expected_has_every_point()
    {
        var scores = await ScoreAsync((question, _) => new Reply.Says(question.IsVerification ? ModelRun.Keep : Perfect(question)));
        Assert.Empty(scores.Cases.Where(score => score.Matched != score.Case.Expected.Length || score.False > 0 || !score.IsAnswered).Select(score => score.Case.Name));
        Assert.Equal((1.0, 1.0, 0), (scores.Precision, scores.Recall, scores.CleanWithAlarm));
    }

    [Fact]
    public async Task A_model_that_says_nothing_finds_nothing_and_alarms_nobody()
    {
        var scores = await ScoreAsync((_, _) => new Reply.Says(ModelRun.Findings()));
        Assert.Equal((0.0, 0, 0), (scores.Recall, scores.Found, scores.CleanWithAlarm));
        Assert.True(double.IsNaN(scores.Precision));
    }

    [Fact]
    public async Task A_model_that_cries_wolf_alarms_on_every_clean_change()
    {
        var scores = await ScoreAsync((question, _) => new Reply.Says(question.IsVerification ? ModelRun.Keep : Wolf(question)));
        Assert.Equal(scores.Clean, scores.CleanWithAlarm);
        Assert.True(scores.Precision < 0.2, $"{scores.Precision}");
    }

    [Fact]
    public async Task A_model_that_does_not_answer_gets_no_figures()
    {
        var scores = await ScoreAsync((_, _) => new Reply.Status(400));
        Assert.Equal(s_cases.Count, scores.Unanswered);
        Assert.Equal(0, scores.Expected);
    }

    [Fact]
    public async Task The_command_prints_its_figures_and_repeats_them_from_a_recording()
    {
        using var tree = new TemporaryTree();
        await using var server = await ModelServer.StartAsync((question, _) => new Reply.Says(question.IsVerification ? ModelRun.Keep : Perfect(question)));
        var cases = Path.Combine(s_folder, "config");
        var first = await Tool.RunAsync("eval", cases, "--llm", server.Written(ModelProvider.OpenAi), "--record", tree["answers"], "--llm-price", "3,15");
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("precision            1.00", first.Output, StringComparison.Ordinal);
        Assert.Contains("recall               1.00", first.Output, StringComparison.Ordinal);
        Assert.Contains("cost                 $", first.Output, StringComparison.Ordinal);
        var asked = server.Questions.Count;
        var again = await Tool.RunAsync("eval", cases, "--llm", server.Written(ModelProvider.OpenAi), "--replay", tree["answers"]);
        Assert.Equal(asked, server.Questions.Count);
        Assert.Contains("recall               1.00", again.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# T\n- expect leakage: `x`\n\n~~~diff a.py\n+y\n~~~\n", "case expects a finding on `x`, which stands on 0 changed lines.")]
    [InlineData("# T\n- expect magic: `x`\n\n~~~diff a.py\n+x\n~~~\n", "case expects 'magic', which is no lane.")]
    [InlineData("# T\n\n~~~diff a.py\n+x\n~~~\n", "case either expects findings or says why it is clean.")]
    [InlineData("# T\nClean: yes\n\n~~~diff a.py\nx\n~~~\n", "case: 'x' begins with neither a plus, nor a minus, nor a blank.")]
    public void A_case_that_means_nothing_says_why(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => ReviewCaseFile.Parse("case", text)).Message);

    private static async Task<Scores> ScoreAsync(Func<ModelQuestion, int, Reply> script)
    {
        await using var server = await ModelServer.StartAsync(script);
        var setup = new ModelSetup([new ModelAccess(server.Name(ModelProvider.OpenAi), null)], CallLimits.Default, RecordingPlaces.Nowhere, null, null, "");
        return await new ModelEvaluation(setup, TimeProvider.System).RunAsync(s_cases, _ => { }, CancellationToken.None);
    }

    private static string Perfect(ModelQuestion question) =>
        ModelRun.Findings([.. from each in s_cases
                              from expected in each.Expected
                              let file = each.Files.First(file => file.Name == expected.File)
                              let line = file.Lines[file.IndexOf(expected.Line)]
                              where IsAskedAbout(question, each)
                              select Finding(file, line, expected.Lanes.First(lane => question.User.Contains($"## {lane}\n", StringComparison.Ordinal)))]);

    private static string Wolf(ModelQuestion question) =>
        ModelRun.Findings([.. from each in s_cases
                              where IsAskedAbout(question, each)
                              from file in each.Files
                              from line in file.Lines
                              where line.IsTouched && line.Text.Count(char.IsLetterOrDigit) > 2
                              select Finding(file, line, "security")]);

    private static bool IsAskedAbout(ModelQuestion question, ReviewCase each) =>
        each.Files.Any(file => question.User.Contains($"file=\"{file.Name}\"", StringComparison.Ordinal) && file.Lines.Where(line => line.IsInScope).All(line => question.User.Contains($"+{line.Number}|{line.Text}\n", StringComparison.Ordinal)));

    private static object Finding(ShownFile file, ShownLine line, string lane) => new Dictionary<string, object?>(ModelRun.Finding(file.Name, line.Number, line.Text)) { ["lane"] = lane };

    private static string Here([CallerFilePath] string path = "") => path;
}
