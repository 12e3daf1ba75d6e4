using System.CommandLine;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;
using MlReview.Cli.Reports.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview graph [PATH]</c></summary>
internal static class GraphCommand
{
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory, a .sln, .slnx or .csproj file, or a C# file.", DefaultValueFactory = _ => "." };
    private static readonly Option<string> s_format = new("--format") { Description = "svg, mermaid or json; FORMAT=FILE writes to a file.", DefaultValueFactory = _ => "mermaid", HelpName = "FORMAT[=FILE]" };

    public static Command Create()
    {
        var command = new Command("graph", "Draws the pipelines: data, split, fit, evaluation, save, and where findings stand in them.") { s_path, s_format };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (ReportTarget.TryParse(parsed.GetValue(s_format)!, GraphReport.Formats, out var error) is { } target && ReviewScope.TryOpen(parsed.GetValue(s_path)!, out error) is { } scope)
        {
            ReviewResult result;
            using (var progress = new ConsoleProgress())
            {
                var reviewer = new Reviewer(RuleHost.OfProduct, RestoredPackages.OfUser(), SurfaceAssemblies.Shipped);
                result = await reviewer.ReviewAsync(scope, new FileFilter(scope, [], []), progress, cancellation).ConfigureAwait(false);
            }

            if (result.Pictures.IsEmpty)
                await Console.Error.WriteLineAsync("mlreview: no pipeline was found; there is none without a fit, an evaluation or a model that is saved or loaded.").ConfigureAwait(false);
            error = ReportFiles.Write(result, target, new GraphReport(target.Format));
            if (error.Length == 0)
                return ExitCode.Clean;
        }

        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }
}
