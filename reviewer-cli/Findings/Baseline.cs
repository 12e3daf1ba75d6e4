using System.Collections.Immutable;

namespace MlReview.Cli.Findings;

/// <summary>A finding that is known and tolerated.</summary>
/// <param name="File">Relative to the review root, with forward slashes.</param>
internal sealed record BaselineEntry(string Fingerprint, string Rule, string File);

/// <summary>What a baseline did to a review.</summary>
/// <param name="File">The baseline, as reports name it.</param>
/// <param name="Hidden">How many findings it hides.</param>
/// <param name="Stale">Entries whose finding is gone; none when the review could not tell.</param>
internal sealed record BaselineSummary(string File, int Hidden, ImmutableArray<BaselineEntry> Stale);

/// <summary>The findings that a team has decided to live with for now. It only shrinks by itself; growing takes a decision.</summary>
internal sealed record Baseline(ImmutableArray<BaselineEntry> Entries)
{
    public static Baseline Empty { get; } = new([]);

    /// <summary>Hides what is known and says what is stale.</summary>
    /// <param name="file">The baseline's own name.</param>
    public ReviewResult Apply(BaselineView view, string file)
    {
        var pairs = Pair(view);
        return view.Result with { Findings = pairs.New, Baseline = new BaselineSummary(file, pairs.Kept.Length, [.. pairs.Gone.Where(view.IsJudged)]) };
    }

    /// <summary>Leaves out what was fixed. What the review did not look at stays as it is.</summary>
    /// <param name="acceptNew">Whether findings that are not known yet become so.</param>
    public BaselineChange Update(BaselineView view, bool acceptNew)
    {
        var pairs = Pair(view);
        var unknown = pairs.Gone.Where(e => !view.IsJudged(e)).ToList();
        var added = acceptNew ? pairs.New : [];
        var entries = pairs.Kept.Select(k => k.Today).Concat(added).Select(f => EntryOf(f, view)).Concat(unknown);
        return new BaselineChange(new Baseline([.. entries]), pairs.Gone.Length - unknown.Count, added.Length, pairs.New.Length - added.Length);
    }

    private FindingPairs<BaselineEntry, Finding> Pair(BaselineView view) =>
        FindingPairs.Of(Entries, e => (e.Fingerprint, e.File), view.Result.Findings, f => (f.Fingerprint, view.NameOf(f.Path)), view.MayHaveMoved);

    private static BaselineEntry EntryOf(Finding finding, BaselineView view) => new(finding.Fingerprint, finding.Rule.Id, view.NameOf(finding.Path));
}

/// <summary>A baseline after a review.</summary>
/// <param name="Fixed">How many entries left it.</param>
/// <param name="Added">How many findings came into it.</param>
/// <param name="NotAccepted">How many findings are new and stayed out.</param>
internal sealed record BaselineChange(Baseline Baseline, int Fixed, int Added, int NotAccepted);
