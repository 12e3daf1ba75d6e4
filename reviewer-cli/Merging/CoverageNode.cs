using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Merging;

/// <summary>Reads the coverage that a report states.</summary>
internal static class CoverageNode
{
    public static Coverage Read(ReportNode coverage) => Coverage.Of(coverage["projects"].Items.Select(Project), coverage["notices"].Items.Select(Notice));

    public static Shard? ShardOf(ReportNode coverage) =>
        coverage.Find("shard") is not { } shard ? null
        : Shard.TryParse(shard.Raw, out _) ?? throw new ReportFormatException($"has no part at {shard.Place}");

    private static ProjectCoverage Project(ReportNode project) =>
        new(project["path"].Raw, project["status"].Word<ProjectStatus>(), project.TextOf("reason"), project["files"].Number, project["analyzedFiles"].Number)
        {
            UnboundNames = project.NumberOf("unboundNames"),
            FilesWithUnbound = project.NumberOf("filesWithUnboundNames"),
            Unbound = [.. project.ItemsOf("unbound").Select(u => new UnboundName(u["name"].Text, u["count"].Number))],
        };

    private static Notice Notice(ReportNode notice) => new(notice["kind"].Word<NoticeKind>(), notice["subject"].Raw, notice["reason"].Raw);
}
