using System.Collections.Immutable;
using System.CommandLine;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary>What can be said on the command line and in <c>.mlreview.yml</c>. The command line replaces what the file says of the same thing.</summary>
internal static class SettingsOptions
{
    private static readonly Option<string[]> s_rules = new("--rules") { Description = "Report only findings of these rules, such as MLR101,MLR301; repeatable.", HelpName = "IDS" };
    private static readonly Option<string[]> s_include = new("--include") { Description = "Report only on files that match this glob, relative to PATH; repeatable.", HelpName = "GLOB" };
    private static readonly Option<string[]> s_exclude = new("--exclude") { Description = "Do not report on files that match this glob; repeatable.", HelpName = "GLOB" };
    private static readonly Option<string> s_baseline = new("--baseline") { Description = "The file of known findings. Default: .mlreview/baseline.json.", HelpName = "FILE" };

    public static void AddTo(Command command)
    {
        command.Add(s_rules);
        command.Add(s_include);
        command.Add(s_exclude);
        command.Add(s_baseline);
    }

    /// <returns>Null and the sentence that says what is wrong.</returns>
    public static ReviewSettings? TryRead(ParseResult parsed, ReviewScope scope, out string error) => TryRead(parsed, scope, scope, out error);

    /// <summary>Whether the command line names the file of known findings.</summary>
    public static bool NamesBaseline(ParseResult parsed) => parsed.GetValue(s_baseline) is not null;

    /// <param name="trusted">The same tree, in the state whose configuration counts.</param>
    /// <returns>Null and the sentence that says what is wrong.</returns>
    public static ReviewSettings? TryRead(ParseResult parsed, ReviewScope scope, ReviewScope trusted, out string error)
    {
        if (TryReadFilter(parsed, s_include, out error) is not { } include || TryReadFilter(parsed, s_exclude, out error) is not { } exclude
            || TryReadRules(parsed, out error) is not { } rules
            || ConfigurationFile.TryFind(trusted.Root, scope.BasePath, out error) is not { } file)
            return null;
        var filter = new FileFilter(scope, Patterns(scope, include, file, file.Include), Patterns(scope, exclude, file, file.Exclude));
        var configured = file.Baseline is null ? null : Path.GetFullPath(Path.Combine(file.Directory, file.Baseline));
        var baseline = BaselinePlace.Of(trusted, parsed.GetValue(s_baseline), configured, file.Directory);
        return new ReviewSettings(filter, new RulePolicy(file, rules), file.FailOn, baseline);
    }

    /// <summary>For a command with options of its own for the files and the rules that it looks at.</summary>
    /// <returns>Which files count, and what the configuration says about rules; or null and the sentence that says what is wrong.</returns>
    public static (FileFilter Filter, RulePolicy Policy)? TryReadFilter(ParseResult parsed, Option<string[]> include, Option<string[]> exclude, ImmutableHashSet<string> rules, ReviewScope scope, out string error) =>
        TryReadFilter(parsed, include, out error) is { } included && TryReadFilter(parsed, exclude, out error) is { } excluded
        && ConfigurationFile.TryFind(scope.Root, scope.BasePath, out error) is { } file
            ? (new FileFilter(scope, Patterns(scope, included, file, file.Include), Patterns(scope, excluded, file, file.Exclude)), new RulePolicy(file, rules))
            : null;

    private static ImmutableArray<Glob>? TryReadFilter(ParseResult parsed, Option<string[]> option, out string error) =>
        Glob.TryParseAll(option.Name, parsed.GetValue(option), out error);

    private static PathPatterns Patterns(ReviewScope scope, ImmutableArray<Glob> written, ReviewConfiguration file, ImmutableArray<Glob>? configured) =>
        written.IsEmpty ? new(file.Directory, configured ?? []) : new(scope.BasePath, written);

    private static ImmutableHashSet<string>? TryReadRules(ParseResult parsed, out string error)
    {
        var named = (parsed.GetValue(s_rules) ?? []).SelectMany(ids => ids.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        error = named.Find(id => RuleCatalog.Find(id) is null) is { } unknown ? $"--rules names '{unknown}', which is no rule; the nearest is {RuleCatalog.Nearest(unknown)}, and 'mlreview rules' lists all." : "";
        return error.Length == 0 ? [.. named.Select(id => RuleCatalog.Find(id)!.Id)] : null;
    }
}
