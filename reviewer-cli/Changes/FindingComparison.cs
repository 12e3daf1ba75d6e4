using MlReview.Cli.Findings;

namespace MlReview.Cli.Changes;

/// <summary>
/// Tells the findings that a change causes from those that were there before it, by fingerprint: every finding before the change accounts for one
/// after it, the nearest first.
/// </summary>
internal sealed class FindingComparison
{
    private readonly Change _change;
    private readonly HashSet<Finding> _unmatched;
    private readonly HashSet<(string Rule, string Path, SourceRange Range, string Issue)> _old = [];

    /// <param name="before">All findings of the tree before the change.</param>
    /// <param name="after">All findings of the tree after it.</param>
    public FindingComparison(Change change, IReadOnlyCollection<Finding> before, IReadOnlyCollection<Finding> after)
    {
        _change = change;
        _unmatched = new HashSet<Finding>(before, ReferenceEqualityComparer.Instance);
        var (plainBefore, plainAfter) = (new PlainFingerprints(before), new PlainFingerprints(after));
        var left = after.ToList();
        Match(left, plainBefore.Of, plainAfter.Of, IsSamePlace);
        // Where only a name around it changed, such as that of its method, the code did not.
        Match(left, RuleOf, RuleOf, IsSamePlace);
        Match(left, plainBefore.Of, plainAfter.Of, IsSameFile);
        Match(left, plainBefore.Of, plainAfter.Of, static (_, _) => true);
    }

    /// <summary>Findings of the tree before the change that are not there any more.</summary>
    public IReadOnlyCollection<Finding> Gone => _unmatched;

    /// <summary>False for a finding that was there before: no concern of the change, wherever its code stands now.</summary>
    public bool IsCaused(Finding finding) => !_old.Contains(Key(finding));

    private static (string, string, SourceRange, string) Key(Finding finding) => (finding.Rule.Id, finding.Path, finding.Range, finding.Issue);

    private static string RuleOf(Finding finding) => finding.Rule.Id;

    private void Match(List<Finding> left, Func<Finding, string> keyBefore, Func<Finding, string> keyNow, Func<Finding, Finding, bool> isMatch)
    {
        var candidates = _unmatched.ToLookup(keyBefore, StringComparer.Ordinal);
        left.RemoveAll(now =>
        {
            if (candidates[keyNow(now)].FirstOrDefault(f => _unmatched.Contains(f) && isMatch(f, now)) is not { } before)
                return false;
            _unmatched.Remove(before);
            if (!IsRewritten(before, now))
                _old.Add(Key(now));
            return true;
        });
    }

    /// <summary>The code of a finding counts as new where the change wrote its lines anew, and not only moved or indented them.</summary>
    private bool IsRewritten(Finding before, Finding now) =>
        _change.PatchOf(now.Path) is { } patch
        && Enumerable.Range(now.Range.StartLine, now.Range.EndLine - now.Range.StartLine + 1).Any(line => patch.IsAddedLine(line) && !Layout.IsAllThatChanged(patch, line))
        && Code(before) != Code(now);

    private bool IsSamePlace(Finding before, Finding now)
    {
        var patch = _change.PatchOf(now.Path);
        return IsSameFile(before, now) && before.Range.StartColumn == now.Range.StartColumn
            && before.Range.StartLine == (patch is null ? now.Range.StartLine : patch.OldLineOf(now.Range.StartLine));
    }

    private bool IsSameFile(Finding before, Finding now) => before.Path == _change.OldPathOf(now.Path);

    /// <summary>The lines of a finding without their layout.</summary>
    private static string Code(Finding finding)
    {
        var lines = finding.Snippet.Lines.Skip(finding.Shown.StartLine - finding.Snippet.FirstLine).Take(finding.Shown.EndLine - finding.Shown.StartLine + 1);
        return Layout.Without(string.Concat(lines));
    }
}
