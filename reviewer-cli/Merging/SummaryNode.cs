using MlReview.Cli.Changes;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Merging;

/// <summary>Reads what a report says of the change and the baseline it was made with.</summary>
/// <param name="pathOf">Makes an absolute path of one in a report.</param>
internal sealed class SummaryNode(Func<string, string> pathOf)
{
    public ChangeSummary? Change(ReportNode? node) => node is not { } change ? null
        : new ChangeSummary(
            change["base"].Text, change["baseCommit"].Text, change["head"].Text, change["headCommit"].Text, change["files"].Number, change["otherProjects"].Number,
            [.. change["suppressions"].Items.Select(s => new AddedSuppression(pathOf(s["file"].Raw), s["line"].Number, [.. s["rules"].Items.Select(r => r.Text)]))])
        {
            LeftOut = change["leftOut"].Number,
            Repaired = change["repaired"].Number,
        };

    public static BaselineSummary? Baseline(ReportNode? node) => node is not { } baseline ? null
        : new BaselineSummary(
            baseline["file"].Raw, baseline["hidden"].Number, [.. baseline["stale"].Items.Select(e => new BaselineEntry(e["fingerprint"].Text, e["rule"].Text, e["file"].Raw))]);
}
