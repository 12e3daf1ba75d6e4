using System.CommandLine;
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
        var command = new Command("review", "Reviews a directory, project or solution without restoring or building it; a change; or a pull request.")
            { s_path, s_diff };
        PullRequestOptions.AddTo(command);
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
        PullRequestChoice? pull = null;
        if (error.Length == 0)
            error = PullRequestOptions.Read(parsed, new PullRequestRivals(parsed.GetValue(s_path)!, parsed.GetValue(s_diff) is not null, scale!.Shard is not null), ref output, out pull);
        if (error.Length == 0 && parsed.GetValue(s_diff) == "-" && ModelOptions.TakesStandardInput(parsed))
            error = "--llm-key-stdin and --diff - both read standard input; give the key in the environment.";
        var model = error.Length == 0 ? ModelOptions.Read(parsed, out error) : null;
        if (error.Length == 0)
            return pull is null
                ? await RunAsync(parsed, output, scale!, model, cancellation).ConfigureAwait(false)
                : await new PullRequestCommand(parsed, pull, output, scale!, model).RunAsync(cancellation).ConfigureAwait(false);
        return await RefuseAsync(error).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(ParseResult parsed, ReviewOutput output, ScaleChoice scale, ModelSetup? model, CancellationToken cancellation)
    {
        using var change = await ChangeOptions.OpenAsync(parsed.GetValue(s_diff), parsed.GetValue(s_path)!, cancellation).ConfigureAwait(false);
        var error = "";
        if ((change?.Head ?? ReviewScope.TryOpen(parsed.GetValue(s_path)!, out error)) is { } scope && ReviewJob.TryPrepare(parsed, scope, change, out error) is { } job)
        {
            var result = await job.RunAsync(scale, model, output.ShowsRepairs, cancellation).ConfigureAwait(false);
            error = ReportFiles.Write(result, output.Targets, output.IsVerbose, ConsoleProgress.HasColour, cancellation);
            if (error.Length == 0)
                return job.ExitCodeOf(result, output);
        }
        return await RefuseAsync(error).ConfigureAwait(false);
    }

    private static async Task<int> RefuseAsync(string error)
    {
        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }
}
