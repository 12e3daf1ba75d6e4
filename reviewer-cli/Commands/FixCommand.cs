using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Changes;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Fixing;
using MlReview.Cli.Sources;
using MlReview.CodeFixes;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview fix [PATH]</c></summary>
internal static class FixCommand
{
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory, a .sln, .slnx or .csproj file, or a C# file.", DefaultValueFactory = _ => "." };
    private static readonly Option<string[]> s_rules = new("--rules") { Description = "Repair only findings of these rules, such as MLR301,MLR502; repeatable.", HelpName = "IDS" };
    private static readonly Option<string[]> s_include = new("--include") { Description = "Change only files that match this glob, relative to PATH; repeatable.", HelpName = "GLOB" };
    private static readonly Option<string[]> s_exclude = new("--exclude") { Description = "Do not change files that match this glob; repeatable.", HelpName = "GLOB" };
    private static readonly Option<string?> s_diff = ChangeOptions.Diff();
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Print the diff and write nothing; the default where there is no terminal to ask at." };
    private static readonly Option<bool> s_yes = new("--yes") { Description = "Write without asking." };

    public static Command Create()
    {
        var command = new Command("fix", "Repairs what has one right repair, with the fixes that the IDE offers; shows the diff first.")
            { s_path, s_diff, s_rules, s_include, s_exclude, s_dryRun, s_yes };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var error = ReadRules(parsed.GetValue(s_rules) ?? [], out var rules);
        if (error.Length == 0 && parsed.GetValue(s_dryRun) && parsed.GetValue(s_yes))
            error = "--dry-run writes nothing and --yes writes without asking; give one of them.";
        if (error.Length > 0)
            return await RefuseAsync(error).ConfigureAwait(false);
        using var change = await ChangeOptions.OpenAsync(parsed.GetValue(s_diff), parsed.GetValue(s_path)!, cancellation).ConfigureAwait(false);
        if (change is { IsOfWorkTree: false })
            return await RefuseAsync("fix changes files on disk and not those of a commit; give --diff the base alone.").ConfigureAwait(false);
        if ((change?.Head ?? ReviewScope.TryOpen(parsed.GetValue(s_path)!, out error)) is not { } scope)
            return await RefuseAsync(error).ConfigureAwait(false);
        if (SettingsOptions.TryReadFilter(parsed, s_include, s_exclude, rules, scope, out error) is not var (filter, policy))
            return await RefuseAsync(error).ConfigureAwait(false);
        return await RepairAsync(parsed, scope, filter, change, policy.Heard, cancellation).ConfigureAwait(false);
    }

    private static async Task<int> RefuseAsync(string error)
    {
        await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
        return ExitCode.Usage;
    }

    private static async Task<int> RepairAsync(ParseResult parsed, ReviewScope scope, FileFilter filter, Change? change, ImmutableHashSet<string> rules, CancellationToken cancellation)
    {
        var reviewer = new Reviewer(RuleHost.OfProduct, RestoredPackages.OfUser(), SurfaceAssemblies.Shipped);
        ProjectRepair repair;
        using (var progress = new ConsoleProgress())
        {
            var review = change is null ? null : new ChangeReview(change);
            var choice = review is null ? null : new RepairChoice(review, (await review.ReviewAsync(reviewer, filter, progress, cancellation).ConfigureAwait(false)).Findings);
            repair = new ProjectRepair(rules, filter.IsReviewed, choice);
            await reviewer.ReviewAsync(scope, review?.After ?? ReviewedProjects.Read(scope), filter, progress, cancellation, repair).ConfigureAwait(false);
        }

        var changes = repair.Changes.All.ToList();
        foreach (var file in changes)
            foreach (var line in UnifiedDiff.Of(PathRules.Relative(scope.BasePath, file.Path).Replace('\\', '/'), file.Before.ToString(), file.After.ToString()))
                Console.WriteLine(Printable.Text(line.TrimEnd('\r')));
        await Console.Error.WriteLineAsync(Summary(repair, changes.Count)).ConfigureAwait(false);
        if (changes.Count == 0 || !MayWrite(parsed, changes.Count))
            return ExitCode.Clean;
        return Write(scope, changes);
    }

    private static int Write(ReviewScope scope, List<SourceChange> changes)
    {
        var code = ExitCode.Clean;
        foreach (var change in changes)
        {
            if (SourceFile.TryWrite(change) is not { Length: > 0 } reason)
                continue;
            Console.Error.WriteLine($"mlreview: {Printable.Text(PathRules.Relative(scope.BasePath, change.Path))} {reason}; it was left alone.");
            code = ExitCode.Incomplete;
        }

        return code;
    }

    private static bool MayWrite(ParseResult parsed, int files)
    {
        if (parsed.GetValue(s_yes))
            return true;
        if (parsed.GetValue(s_dryRun))
            return false;
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Console.Error.WriteLine("mlreview: nothing was written, for there is no terminal to ask at; --yes writes the changes.");
            return false;
        }

        Console.Error.Write($"Write {Reviewer.Count(files, "file")}? [y/N] ");
        return Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static string Summary(ProjectRepair repair, int files)
    {
        var made = repair.Made.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Value} {rule.Key}");
        var left = repair.Left == 0 ? "no finding is left" : Reviewer.Count(repair.Left, "finding") + " left without an automatic repair; 'mlreview review' shows them";
        return repair.Made.Count == 0
            ? $"Nothing to repair; {left}."
            : $"{Reviewer.Count(repair.Made.Values.Sum(), "repair")} in {Reviewer.Count(files, "file")} ({string.Join(", ", made)}); {left}.";
    }

    /// <returns>What is wrong with the rules that were named; empty when nothing is.</returns>
    private static string ReadRules(string[] named, out ImmutableHashSet<string> rules)
    {
        rules = [.. named.SelectMany(ids => ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(id => id.ToUpperInvariant())];
        var fixable = AllFixes.Fixes.Select(fix => fix.RuleId).ToList();
        return rules.Except(fixable).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? $"--rules names '{unknown}', which has no automatic repair; these have one: {string.Join(", ", fixable)}."
            : "";
    }
}
