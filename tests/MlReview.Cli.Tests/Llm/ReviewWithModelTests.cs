using System.Text.Json;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Tests.Changes;

namespace MlReview.Cli.Tests.Llm;

/// <summary>The model's part of <c>mlreview review</c>, as a user runs it.</summary>
public sealed class ReviewWithModelTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("code/train.py", ModelRun.Code);

    public void Dispose() => _tree.Dispose();

    private Task<ToolRun> ReviewAsync(params string[] options) => Tool.RunAsync(["review", _tree["code"], "--no-cache", .. options]);

    [Fact]
    public async Task What_the_model_finds_is_a_finding_like_any_other()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var run = await ReviewAsync("--llm", server.Written(ModelProvider.OpenAi), "--format", "json", "--llm-price", "3,15");
        Assert.Equal(1, run.ExitCode);
        var json = JsonDocument.Parse(run.Output).RootElement;
        var finding = json.GetProperty("findings")[0];
        Assert.Equal(("LLM-leakage", "critical", "train.py", 7), (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32()));
        Assert.StartsWith("Scaler learns from test rows. The scaler is fitted", finding.GetProperty("issue").GetString(), StringComparison.Ordinal);
        var model = json.GetProperty("model");
        Assert.Equal(("openai:test-model", 2, 2000), (model.GetProperty("models").GetString(), model.GetProperty("calls").GetInt32(), model.GetProperty("inputTokens").GetInt32()));
        Assert.Equal(0.009m, model.GetProperty("cost").GetDecimal());
    }

    [Fact]
    public async Task On_a_terminal_the_report_says_what_was_asked_and_what_was_dropped()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding(), ModelRun.Finding("other.py")));
        var run = await ReviewAsync("--llm", server.Written(ModelProvider.Anthropic), "--verbose");
        var flat = run.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal);
        Assert.Contains("LLM-leakage", run.Output, StringComparison.Ordinal);
        Assert.Contains("Asked anthropic:test-model about 1 file: 2 calls, 0 answered from cache, 2,000 + 200 tokens", flat, StringComparison.Ordinal);
        Assert.Contains("Dropped 1 claim of the model: the file was not shown.", flat, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_one_line_says_what_was_not_asked_and_the_analyzers_decide()
    {
        await using var nobody = await ModelServer.StartAsync(new Reply.Status(500));
        var run = await ReviewAsync("--llm", "anthropic:some-model");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No language model was asked what no analyzer can decide", run.Output, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_unless_a_model_is_named_nor_with_no_llm()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var plain = await ReviewAsync("--format", "json");
        Assert.False(JsonDocument.Parse(plain.Output).RootElement.TryGetProperty("model", out _));
        Assert.Equal(plain.Output, (await ReviewAsync("--format", "json", "--no-llm", "--llm", server.Written(ModelProvider.OpenAi))).Output);
        Assert.Empty(server.Questions);
    }

    [Fact]
    public async Task What_was_not_answered_makes_the_review_incomplete_and_nothing_else()
    {
        await using var server = await ModelServer.StartAsync(new Reply.Status(400));
        var run = await ReviewAsync("--llm", server.Written(ModelProvider.OpenAi));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("No answer to 1 question: the provider refuses the request (HTTP 400: scripted).", run.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(3, (await ReviewAsync("--llm", server.Written(ModelProvider.OpenAi), "--fail-on-incomplete")).ExitCode);
    }

    [Fact]
    public async Task A_recorded_review_is_repeated_without_a_model()
    {
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding()));
        var first = await ReviewAsync("--llm", server.Written(ModelProvider.OpenAi), "--format", "json", "--record", _tree["answers"]);
        var asked = server.Questions.Count;
        var again = await ReviewAsync("--llm", "openai:test-model", "--format", "json", "--replay", _tree["answers"]);
        Assert.Equal(asked, server.Questions.Count);
        Assert.Equal(Findings(first), Findings(again));
        Assert.Equal(1, again.ExitCode);
    }

    [Fact]
    public async Task What_an_analyzer_found_is_not_reported_twice()
    {
        using var tree = new TemporaryTree().With("App.csproj", Review.Project).With("Program.cs", """
            using Microsoft.ML;

            var ml = new MLContext(seed: 1);
            var rows = ml.Data.LoadFromTextFile<Row>("rows.csv");
            var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(rows).Transform(rows);
            var split = ml.Data.TrainTestSplit(scaled);
            var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
            Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);

            class Row
            {
                public float Size { get; set; }
                public float Price { get; set; }
            }
            """);
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(ModelRun.Finding("Program.cs", 5, """var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(rows).Transform(rows);""")));
        var run = await Tool.RunAsync("review", tree.Root, "--no-cache", "--llm", server.Written(ModelProvider.OpenAi), "--format", "json");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.All(json.GetProperty("findings").EnumerateArray(), finding => Assert.StartsWith("MLR", finding.GetProperty("rule").GetString(), StringComparison.Ordinal));
        Assert.Equal(1, json.GetProperty("model").GetProperty("dropped").GetProperty("foundByAnalyzer").GetInt32());
        Assert.Contains("already reported, MLR101", server.Questions[0].User, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_change_only_what_it_wrote_is_asked_about_and_reported()
    {
        using var tree = new GitTree().With("train.py", ModelRun.Code + "\n\ndef other(rows):\n    return rows.mean()\n").With("old.py", "import sklearn\n");
        tree.Commit();
        tree.With("train.py", ModelRun.Code.Replace("random_state=1", "random_state=2", StringComparison.Ordinal) + "\n\ndef other(rows):\n    return rows.mean()\n");
        var split = ModelRun.Finding(line: 8, quote: "train, test = train_test_split(rows, random_state=2)");
        await using var server = await ModelServer.StartAsync(ModelRun.Confirming(split, ModelRun.Finding(line: 6, quote: "scaler = StandardScaler()")));
        var run = await Tool.RunAsync("review", tree.Root, "--no-cache", "--diff", "HEAD", "--llm", server.Written(ModelProvider.OpenAi), "--format", "json");
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(8, Assert.Single(json.GetProperty("findings").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.Equal(1, json.GetProperty("model").GetProperty("dropped").GetProperty("outsideChange").GetInt32());
        var question = server.Questions[0].User;
        Assert.Contains("-|    train, test = train_test_split(rows, random_state=1)\n+8|    train, test = train_test_split(rows, random_state=2)\n", question, StringComparison.Ordinal);
        Assert.DoesNotContain("rows.mean()", question, StringComparison.Ordinal);
        Assert.DoesNotContain("old.py", question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--llm gpt", "--llm does not know 'gpt'; write openai:MODEL or anthropic:MODEL, with @URL after it for an endpoint of your own.")]
    [InlineData("--llm openai:m --only all", "--only does not know 'all'; it takes ml or general.")]
    [InlineData("--llm openai:m --max-tokens 0", "--max-tokens takes a number above 0.")]
    [InlineData("--llm openai:m --llm-price cheap", "--llm-price 'cheap' is no price; write INPUT,OUTPUT in US dollars for a million tokens, such as 3,15.")]
    [InlineData("--llm openai:m --record a --replay b", "--record keeps what a model says and --replay asks none; give one of them.")]
    [InlineData("--llm openai:m --replay /no/such", "--replay names '/no/such', which is no directory; give one that --record wrote.")]
    [InlineData("--replay /tmp", "--replay is about a language model, and none is named; add --llm PROVIDER:MODEL.")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string options, string sentence)
    {
        var run = await ReviewAsync(options.Split(' '));
        Assert.Equal((2, "mlreview: " + sentence), (run.ExitCode, run.Error.Trim()));
    }

    private static string Findings(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").GetRawText();
}
