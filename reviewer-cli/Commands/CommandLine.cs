using System.CommandLine;
using MlReview.Cli.GitHub.Runner;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary>What <c>mlreview</c> exits with.</summary>
internal static class ExitCode
{
    public const int Clean = 0;
    public const int Findings = 1;
    public const int Usage = 2;
    public const int Incomplete = 3;

    /// <summary>What a shell says of a program that the runtime ends.</summary>
    public const int Fault = 134;
}

/// <summary>The command line: parsing, help, and one sentence when it is not understood.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var isInWorkflow = ActionsRunner.IsRunning(Environment.GetEnvironmentVariable);
        if (isInWorkflow)
            CommandGuard.Install();
        var root = new RootCommand("Finds the bugs that make machine-learning code silently wrong: leakage, skew, results nobody can reproduce.")
        {
            ReviewCommand.Create(),
            BaselineCommand.Create(),
            FixCommand.Create(),
            MergeCommand.Create(),
            GraphCommand.Create(),
            ExplainCommand.Create(),
            RulesCommand.Create(),
            InitCommand.Create(),
            EvalCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            var message = Findings.Printable.Text(parsed.Errors[0].Message.TrimEnd('.'));
            await Console.Error.WriteLineAsync($"mlreview: {message}; 'mlreview {parsed.CommandResult.Command.Name} --help' lists what is accepted.".Replace("mlreview mlreview", "mlreview", StringComparison.Ordinal)).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        using var interruption = new Interruption();
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interruption.Token).ConfigureAwait(false);
        }
        catch (Changes.ChangeException e)
        {
            await Console.Error.WriteLineAsync("mlreview: " + Findings.Printable.Text(e.Message)).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("mlreview: interrupted; what was not written by then is as it was before.").ConfigureAwait(false);
            return interruption.ExitCode;
        }
        catch (IOException e) when (WholeFile.IsDiskFull(e))
        {
            await Console.Error.WriteLineAsync($"mlreview: What was to be written is cut short: {WholeFile.Reason(e)}.").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception e) when (isInWorkflow)
        {
            // The runtime would write it past the guard, and a message can hold the name of a file.
            var lines = e.ToString().ReplaceLineEndings("\n").Split('\n').Select(Findings.Printable.Text);
            await Console.Error.WriteLineAsync("mlreview: a fault of its own: " + string.Join('\n', lines)).ConfigureAwait(false);
            return ExitCode.Fault;
        }
    }
}
