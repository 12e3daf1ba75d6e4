using System.CommandLine;
using MlReview.Cli.Findings;
using MlReview.Cli.Merging;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview merge FILES…</c></summary>
internal static class MergeCommand
{
    private static readonly Argument<string[]> s_files = new("FILES") { Description = "Reports that 'mlreview review' wrote as json or sarif, or logs of the C# compiler (ErrorLog=FILE,version=2.1).", Arity = ArgumentArity.OneOrMore };
    private static readonly ReviewOutputOptions s_output = new();

    public static Command Create()
    {
        var command = new Command("merge", "Joins the reports of several runs over one tree, such as those of --shard, into one.") { s_files };
        s_output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var error = s_output.Read(parsed, out var output);
        if (error.Length == 0 && ReportMerge.TryRead(parsed.GetValue(s_files)!, Directory.GetCurrentDirectory(), out error) is { } result)
        {
            error = ReportFiles.Write(result, output.Targets, output.IsVerbose, ConsoleProgress.HasColour, CancellationToken.None);
            if (error.Length == 0)
                return output.ExitCodeOf(result);
        }
        Console.Error.WriteLine("mlreview: " + Printable.Text(error));
        return ExitCode.Usage;
    }
}
