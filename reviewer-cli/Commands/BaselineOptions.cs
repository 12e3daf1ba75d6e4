using System.CommandLine;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary>What a review does with the baseline.</summary>
internal static class BaselineOptions
{
    private static readonly Option<bool> s_none = new("--no-baseline") { Description = "Show known findings as well." };
    private static readonly Option<bool> s_strict = new("--strict-baseline") { Description = "Exit with 1 when the baseline holds findings that are fixed; 'mlreview baseline' removes them." };

    public static void AddTo(Command command)
    {
        command.Add(s_none);
        command.Add(s_strict);
    }

    /// <summary>A baseline that was read before the review began: what is wrong with it is said at once.</summary>
    internal sealed record Reading(ReviewScope Scope, ReviewSettings Settings, Baseline? Baseline, bool IsStrict)
    {
        public ReviewResult Apply(ReviewResult result) =>
            Baseline?.Apply(Settings.View(Scope, result), Settings.Baseline.NameIn(Scope.Root)) ?? result;

        public bool Fails(ReviewResult result) => IsStrict && result.Baseline is { Stale.IsEmpty: false };
    }

    /// <returns>Null and the sentence that says what is wrong.</returns>
    public static Reading? TryRead(ParseResult parsed, ReviewSettings settings, ReviewScope scope, out string error) => TryRead(parsed, settings, scope, scope, out error);

    /// <param name="trusted">The same tree, in the state whose baseline counts.</param>
    /// <returns>Null and the sentence that says what is wrong.</returns>
    public static Reading? TryRead(ParseResult parsed, ReviewSettings settings, ReviewScope scope, ReviewScope trusted, out string error)
    {
        error = "";
        var reading = new Reading(scope, settings, null, parsed.GetValue(s_strict));
        if (parsed.GetValue(s_none))
            return reading;
        if (!settings.Baseline.IsNamed && !settings.Baseline.Exists(trusted.Root))
            return reading;
        return settings.Baseline.TryRead(trusted.Root, out error) is { } baseline ? reading with { Baseline = baseline } : null;
    }
}
