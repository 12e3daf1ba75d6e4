using System.CommandLine;
using MlReview.Cli.Compilations;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview baseline [PATH]</c></summary>
internal static class BaselineCommand
{
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory, a .sln, .slnx or .csproj file, a C# file or a notebook.", DefaultValueFactory = _ => "." };
    private static readonly Option<bool> s_acceptNew = new("--accept-new") { Description = "Add findings that the baseline does not hold yet." };

    public static Command Create()
    {
        var command = new Command("baseline", "Writes today's findings to .mlreview/baseline.json, so that later reviews show only new ones; an existing file only shrinks.") { s_path, s_acceptNew };
        SettingsOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (ReviewScope.TryOpen(parsed.GetValue(s_path)!, out var error) is { } scope && SettingsOptions.TryRead(parsed, scope, out error) is { } settings)
        {
            error = await WriteAsync(scope, settings, parsed.GetValue(s_acceptNew), cancellation).ConfigureAwait(false);
            if (error.Length == 0)
                return ExitCode.Clean;
        }
        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }

    private static async Task<string> WriteAsync(ReviewScope scope, ReviewSettings settings, bool acceptNew, CancellationToken cancellation)
    {
        var place = settings.Baseline;
        var isNew = !place.Exists(scope.Root);
        var before = Baseline.Empty;
        if (!isNew)
        {
            if (place.TryRead(scope.Root, out var error) is not { } known)
                return error;
            before = known;
        }
        ReviewResult result;
        using (var progress = new ConsoleProgress())
        {
            var reviewer = new Reviewer(RuleHost.OfProduct, RestoredPackages.OfUser(), SurfaceAssemblies.Shipped) { RulesOn = settings.Policy.RulesOn };
            result = settings.Policy.Apply(await reviewer.ReviewAsync(scope, settings.Filter, progress, cancellation).ConfigureAwait(false));
        }
        var change = before.Update(settings.View(scope, result), acceptNew || isNew);
        var problem = place.TryWrite(change.Baseline, scope.Root);
        if (problem.Length > 0)
            return problem;
        Console.WriteLine(Printable.Text($"{place.NameIn(scope.Root)}: {Summary(change, isNew)}."));
        if (result.Coverage.IsIncomplete)
            Console.WriteLine("Some of the code could not be reviewed; what is known of it was kept. 'mlreview review --verbose' says what.");
        return "";
    }

    private static string Summary(BaselineChange change, bool isNew)
    {
        var held = Reviewer.Count(change.Baseline.Entries.Length, "finding");
        if (isNew)
            return held;
        var left = change.NotAccepted == 0 ? "" : $"; {Reviewer.Count(change.NotAccepted, "new finding")} stayed out (--accept-new adds them)";
        return $"{held}, {change.Fixed:N0} fixed and removed, {change.Added:N0} added{left}";
    }
}
