using System.CommandLine;
using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Reports;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview review [PATH]</c></summary>
internal static class ReviewCommand
{
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory, a .sln, .slnx or .csproj file, a C# file or a notebook.", DefaultValueFactory = _ => "." };
    private static readonly Option<string?> s_diff = ChangeOptions.Diff();
    private static readonly ReviewOutputOptions s_output = new();
    private static readonly ScaleOptions s_scale = new();

    public static Command Create()
    {
        var command = new Command("review", "Reviews a directory, project or solution without restoring or building it.")
            { s_path, s_diff };
        SettingsOptions.AddTo(command);
        BaselineOptions.AddTo(command);
        s_output.AddTo(command);
        s_scale.AddTo(command);
        ModelOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var error = s_output.Read(parsed, out var output);
        ScaleChoice? scale = null;
        if (error.Length == 0)
            error = s_scale.Read(parsed, out scale);
        if (error.Length == 0 && parsed.GetValue(s_diff) == "-" && ModelOptions.TakesStandardInput(parsed))
            error = "--llm-key-stdin and --diff - both read standard input; give the key in the environment.";
        var model = error.Length == 0 ? ModelOptions.Read(parsed, out error) : null;
        using var change = error.Length > 0 ? null : await ChangeOptions.OpenAsync(parsed.GetValue(s_diff), parsed.GetValue(s_path)!, cancellation).ConfigureAwait(false);
        if (error.Length == 0 && (change?.Head ?? ReviewScope.TryOpen(parsed.GetValue(s_path)!, out error)) is { } scope
            && SettingsOptions.TryRead(parsed, scope, out error) is { } settings && BaselineOptions.TryRead(parsed, settings, scope, out error) is { } baseline)
        {
            var cache = scale!.CacheOf(scope);
            using var progress = new ConsoleProgress();
            var reviewer = new Reviewer(RuleHost.OfProduct, RestoredPackages.OfUser(), SurfaceAssemblies.Shipped) { OffersRepairs = output.ShowsRepairs, Cache = cache, Shard = scale.Shard, RulesOn = settings.Policy.RulesOn };
            var review = change is null ? null : new ChangeReview(change);
            var result = await (review?.ReviewAsync(reviewer, settings.Filter, progress, cancellation) ?? reviewer.ReviewAsync(scope, settings.Filter, progress, cancellation)).ConfigureAwait(false);
            result = settings.Policy.Apply(result);
            if (model is not null)
                result = await ReviewWithModel.Of(model.Keeping(scale.AnswersOf(scope)), scope, settings.Filter, change).RunAsync(result, cancellation).ConfigureAwait(false);
            result = baseline.Apply(result);
            result = review?.Only(result) ?? result;
            progress.Dispose();
            if (cache?.Problem is { Length: > 0 } problem)
                await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(problem)).ConfigureAwait(false);
            error = ReportFiles.Write(result, output.Targets, output.IsVerbose, ConsoleProgress.HasColour, cancellation);
            if (error.Length == 0)
                return baseline.Fails(result) ? ExitCode.Findings : output.ExitCodeOf(result, settings.FailOn);
        }
        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }
}
