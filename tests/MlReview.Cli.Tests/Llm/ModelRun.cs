using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Recordings;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

/// <summary>A review by a scripted model, over real HTTP, without the command line around it.</summary>
internal sealed class ModelRun
{
    public const string Code = """
        import pandas as pd
        from sklearn.preprocessing import StandardScaler
        from sklearn.model_selection import train_test_split

        def build(rows):
            scaler = StandardScaler()
            rows["amount"] = scaler.fit_transform(rows[["amount"]])
            train, test = train_test_split(rows, random_state=1)
            return train, test
        """;

    public SkippingTime Time { get; } = new();

    public CallLimits Limits { get; init; } = CallLimits.Default with { Parallel = 1 };

    public RecordingPlaces Recordings { get; init; } = RecordingPlaces.Nowhere;

    public UsageMeter Meter { get; } = new();

    public ImmutableArray<Finding> Analyzers { get; init; } = [];

    public Pass? Only { get; init; }

    /// <summary>A file of which every line is in scope.</summary>
    public static ShownFile File(string name, string code, FileChange? change = null)
    {
        var file = ShownFileReader.TryRead("/review/" + name, name, SourceText.From(code), change ?? FileChange.Whole, out var reason);
        Assert.True(file is not null, reason);
        return file;
    }

    public Task<ModelFindings> OfAsync(params ModelName[] models) => OfAsync([File("train.py", Code)], models);

    public async Task<ModelFindings> OfAsync(ImmutableArray<ShownFile> files, params ModelName[] models)
    {
        using var deadline = new Deadline(Time, Limits.Total, CancellationToken.None);
        using var client = ModelChain.Create(models.Select(model => new ModelAccess(model, "test-key")), Limits, new TokenBudget(Limits.Tokens), Meter, deadline, Recordings, PromptFile.Version, Time);
        var material = new ReviewMaterial(files, Analyzers, new SliceFacts(SliceFacts.Of(Analyzers)), [], Only);
        return await new ModelReview(new ModelConversation(client, deadline), Limits.Parallel).RunAsync(material, CancellationToken.None);
    }

    /// <summary>An answer of the first pass.</summary>
    public static string Findings(params object[] findings) => JsonSerializer.Serialize(new { findings, positives = Array.Empty<object>() });

    /// <summary>A finding that is right about <see cref="Code"/>.</summary>
    public static Dictionary<string, object?> Finding(string file = "train.py", int line = 7, string quote = """rows["amount"] = scaler.fit_transform(rows[["amount"]])""") => new()
    {
        ["lane"] = "leakage",
        ["severity"] = "critical",
        ["file"] = file,
        ["line"] = line,
        ["quote"] = quote.Split('\n'),
        ["title"] = "Scaler learns from test rows",
        ["issue"] = "The scaler is fitted on all rows before the split, so that test statistics reach training.",
        ["impact"] = "The reported score is too good.",
        ["fix"] = "Split first; fit the scaler on the training rows alone.",
        ["evidence"] = "fit_transform on line 7, train_test_split on line 8",
        ["replacement"] = null,
        ["confidence"] = "certain",
    };

    public const string Keep = """{"reason":"Line 7 fits on all rows.","verdict":"keep"}""";
    public const string DropIt = """{"reason":"Not shown.","verdict":"drop"}""";

    /// <summary>Answers the first pass with these findings and confirms every claim.</summary>
    public static Func<ModelQuestion, int, Reply> Confirming(params object[] findings) =>
        (question, _) => new Reply.Says(question.IsVerification ? Keep : Findings(findings));
}
