using System.CommandLine;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview explain MLR101</c></summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> s_id = new("ID") { Description = "The id of a rule, such as MLR101." };

    public static Command Create()
    {
        var command = new Command("explain", "Shows the page of a rule: what it finds, what that costs, and how to repair it.") { s_id };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var written = parsed.GetValue(s_id)!;
        if (RuleCatalog.Find(written) is not { } rule || RulePage.TryRead(rule.Id) is not { } page)
        {
            Console.Error.WriteLine($"mlreview: There is no rule '{Printable.Text(written)}'; the nearest is {RuleCatalog.Nearest(written)}, and 'mlreview rules' lists all.");
            return ExitCode.Usage;
        }
        new PageReport(new Style(ConsoleProgress.HasColour)).Write(page, Console.Out);
        Console.WriteLine();
        Console.WriteLine(rule.Help);
        return ExitCode.Clean;
    }
}
