using System.CommandLine;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview rules</c></summary>
internal static class RulesCommand
{
    private static readonly Option<string> s_format = new("--format") { Description = "terminal or json.", DefaultValueFactory = _ => "terminal", HelpName = "FORMAT" };

    public static Command Create()
    {
        var command = new Command("rules", "Lists the rules.") { s_format };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var format = parsed.GetValue(s_format)!;
        if (format.Equals("json", StringComparison.OrdinalIgnoreCase))
            RuleList.WriteJson(RuleCatalog.All, Console.Out);
        else if (format.Equals("terminal", StringComparison.OrdinalIgnoreCase))
            RuleList.WriteTable(RuleCatalog.All, new Style(ConsoleProgress.HasColour), Console.Out);
        else
        {
            Console.Error.WriteLine($"mlreview: --format does not know '{Printable.Text(format)}'; it takes terminal or json.");
            return ExitCode.Usage;
        }
        return ExitCode.Clean;
    }
}
