using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

/// <summary>What a change of 300 lines takes.</summary>
public sealed class TokenTests(ITestOutputHelper output)
{
    private const int MostOfRequest = 6_000;
    private const int MostOfReview = 20_000;

    [Fact]
    public async Task A_change_of_300_lines_stays_within_its_tokens_also_when_all_of_it_is_doubted()
    {
        var files = Change300();
        Assert.Equal(300, files.Sum(file => file.Lines.Count(line => line.IsInScope)));
        var asked = new List<int>();
        using var client = new Doubting(asked, files);
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMinutes(5), CancellationToken.None);
        var facts = ProjectDocuments.Read("problem_statement.md", "## Primary metric\nPR-AUC, since churners are rare and a call costs 4 EUR.\n\n## Guardrails\n- Latency: 50 ms for 99 %\n- False positive: a voucher of 5 EUR\n");
        var result = await new ModelReview(new ModelConversation(client, deadline), 1).RunAsync(new ReviewMaterial(files, [], SliceFacts.None, facts, null), CancellationToken.None);

        output.WriteLine($"first pass: {string.Join(" + ", result.RequestTokens)} tokens; whole review with {asked.Count - result.RequestTokens.Length} verifications: {asked.Sum()} tokens");
        Assert.All(result.RequestTokens, tokens => Assert.InRange(tokens, 1, MostOfRequest));
        Assert.Equal(ModelReview.MostFindings, result.Candidates.Length);
        Assert.InRange(asked.Sum(), 1, MostOfReview);
    }

    /// <summary>120 lines of a new C# trainer, 120 lines of new Python features, 67 changed lines in a long Python file and a workflow.</summary>
    private static ImmutableArray<ShownFile> Change300()
    {
        var csharp = Repeat(8, i => $$"""
                public ITransformer Train{{i}}(MLContext context, IDataView rows)
                {
                    var split = context.Data.TrainTestSplit(rows, testFraction: 0.{{i}}, seed: {{i}});
                    var pipeline = context.Transforms.Categorical.OneHotEncoding("Plan{{i}}")
                        .Append(context.Transforms.NormalizeMinMax("Amount{{i}}"))
                        .Append(context.Transforms.Concatenate("Features", "Plan{{i}}", "Amount{{i}}"))
                        .Append(context.BinaryClassification.Trainers.FastTree(labelColumnName: "Churned"));
                    var model = pipeline.Fit(split.TrainSet);
                    var metrics = context.BinaryClassification.Evaluate(model.Transform(split.TestSet), "Churned");
                    _log.LogInformation("AUC of model {Number}: {Auc:0.000}", {{i}}, metrics.AreaUnderRocCurve);
                    context.Model.Save(model, rows.Schema, Path.Combine(_directory, "churn-{{i}}.zip"));
                    return model;
                }

            """);
        var python = Repeat(12, i => $"""
            def features_{i}(orders, customers):
                joined = orders.merge(customers, on="customer_id", how="left")
                joined["amount_{i}"] = joined["amount"].fillna(joined["amount"].mean())
                joined["days_since_{i}"] = (pd.Timestamp.utcnow() - joined["created_at"]).dt.days
                rate = joined.groupby("city")["churned"].transform("mean")
                joined["city_rate_{i}"] = rate
                scaler = StandardScaler()
                joined["scaled_{i}"] = scaler.fit_transform(joined[["amount_{i}"]])
                return joined.drop(columns=["customer_id", "closed_at"])

            """);
        var old = Repeat(47, i => $"    frame['old_{i}'] = frame['amount'].rolling({i} + 2).mean()");
        var workflow = Repeat(20, i => $"      - run: python deploy.py --stage production --model models/churn-{i}.pkl");
        return
        [
            Cut("src/Trainer.cs", "public sealed class Trainer\n{\n" + csharp + "}\n", line => line <= 120),
            Cut("features/build.py", "import pandas as pd\n" + python, line => line is > 1 and <= 121),
            Cut("features/old.py", "def old(frame):\n" + old + "\n    return frame\n", line => line is > 1 and <= 48),
            Cut(".github/workflows/deploy.yml", "on: push\njobs:\n  deploy:\n    steps:\n" + workflow + "\n", line => line is > 4 and <= 24),
        ];

        static string Repeat(int times, Func<int, string> text) => string.Join('\n', Enumerable.Range(1, times).Select(text));

        static ShownFile Cut(string name, string text, Func<int, bool> isWritten) => ModelRun.File(name, text, new FileChange(isWritten, ImmutableDictionary<int, ImmutableArray<string>>.Empty));
    }

    /// <summary>Finds as much as it may in every question, and confirms it.</summary>
    private sealed class Doubting(List<int> asked, ImmutableArray<ShownFile> files) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var sent = messages.ToList();
            asked.Add(TokenEstimate.Of(sent, options));
            var isReview = sent[0].Text == PromptFile.Review;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, isReview ? Findings(sent[1].Text) : ModelRun.Keep)) { FinishReason = ChatFinishReason.Stop });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private string Findings(string question)
        {
            var shown = files.SelectMany(file => file.Lines.Where(line => line.IsInScope && line.Text.Trim().Length > 20 && question.Contains($"+{line.Number}|{line.Text}\n", StringComparison.Ordinal)).Select(line => (file, line))).ToList();
            return ModelRun.Findings([.. Enumerable.Range(0, 5).Select(i => shown[i * (shown.Count - 1) / 4]).Select(each =>
            {
                var finding = ModelRun.Finding(each.file.Name, each.line.Number, each.line.Text);
                finding["lane"] = "security";
                finding["issue"] = string.Concat(Enumerable.Repeat("This sentence is about as long as an issue that a model writes. ", 6));
                return (object)finding;
            })]);
        }
    }
}
