using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Configuration;

/// <summary>What a team has decided about rules: which are off, what their findings weigh, and what an experiment need not hear.</summary>
/// <param name="only">Rules that the command line names; all when empty. They are on, whatever the configuration says.</param>
internal sealed class RulePolicy(ReviewConfiguration configuration, ImmutableHashSet<string> only)
{
    /// <summary>
    /// An experiment's model is thrown away: nobody asks which one it was (all of Artifacts), and nobody loads it (of Skew, the rules whose harm is
    /// done where a saved model is loaded). What makes the experiment's own numbers wrong stays: the rest of Skew, leakage, evaluation, and
    /// reproducibility, for a comparison of two runs that nobody can repeat decides nothing.
    /// </summary>
    public static readonly ImmutableHashSet<string> MutedInExperiments = ["Artifacts", "MLR201", "MLR203", "MLR213"];

    /// <summary>Ids of rules that somebody names and that are off by default, or that a preset may switch off.</summary>
    public ImmutableArray<string> RulesOn =>
        [.. RuleCatalog.All.Where(r => r.Severities is ["off" or "Info", ..] && (only.Contains(r.Id) || (only.IsEmpty && configuration.Rules.TryGetValue(r.Id, out var severity) && severity is not null))).Select(r => r.Id)];

    public ReviewResult Apply(ReviewResult result)
    {
        var muted = result.Findings.Count(f => IsOn(f.Rule) && IsMuted(f.Rule));
        var coverage = result.Coverage;
        if (muted > 0)
            coverage = coverage with { Notices = coverage.Notices.Add(new Notice(NoticeKind.Skipped, muted == 1 ? "1 finding" : FormattableString.Invariant($"{muted:N0} findings"), "that only production needs, for the stage is experiment")) };
        return result with
        {
            Findings = [.. result.Findings.Where(f => Hears(f.Rule)).Select(f => SeverityOf(f.Rule) is { } severity ? f with { Severity = severity } : f)],
            Coverage = coverage,
        };
    }

    /// <summary>Whether findings of the rule are shown.</summary>
    public bool Hears(Rule rule) => IsOn(rule) && !IsMuted(rule);

    /// <summary>Ids of the rules whose findings are shown.</summary>
    public ImmutableHashSet<string> Heard =>
        [.. RuleCatalog.All.Select(r => new Rule(r.Id, r.Title, r.Description, r.Help, r.Category, Level.Note)).Where(Hears).Select(r => r.Id)];

    private bool IsOn(Rule rule) =>
        only.IsEmpty ? !(TryGet(rule, out var severity) && severity is null) : only.Contains(rule.Id);

    /// <summary>Who names a rule wants to hear it.</summary>
    private bool IsMuted(Rule rule) =>
        configuration.Stage == ProjectStage.Experiment
        && (MutedInExperiments.Contains(rule.Id) || MutedInExperiments.Contains(rule.Category))
        && !only.Contains(rule.Id) && !configuration.Rules.ContainsKey(rule.Id);

    private Severity? SeverityOf(Rule rule) => TryGet(rule, out var severity) ? severity : null;

    private bool TryGet(Rule rule, out Severity? severity) =>
        configuration.Rules.TryGetValue(rule.Id, out severity) || configuration.Rules.TryGetValue(rule.Category, out severity);
}
