using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Merging;

/// <summary>Joins the reports of several runs over one tree. Overlapping runs say things twice; the joined review says them once.</summary>
internal static class ReportMerge
{
    private const long LargestReport = 512L << 20;
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 32 };

    /// <param name="basePath">What the paths in the joined review are relative to; nothing there is opened.</param>
    /// <returns>The joined review, or null and the sentence that says what is wrong with a file.</returns>
    public static ReviewResult? TryRead(IReadOnlyCollection<string> files, string basePath, out string error)
    {
        error = "";
        var parts = new List<ReviewResult>();
        foreach (var file in files)
        {
            if (TryReadFile(file, basePath, out var reason) is { } part)
            {
                parts.Add(part);
                continue;
            }
            error = $"The file '{file}' {reason}; give reports that 'mlreview review' wrote with --format json or --format sarif.";
            return null;
        }
        return Join(parts, basePath);
    }

    public static ReviewResult Join(IReadOnlyCollection<ReviewResult> parts, string basePath)
    {
        var joined = ReviewJoin.Of(basePath, parts);
        var once = Once(parts, out var missing);
        return joined with
        {
            Coverage = Coverage.Of(joined.Coverage.Projects, joined.Coverage.Notices.Concat(missing.Select(s => new Notice(NoticeKind.Failed, $"part {s}", "of the review is missing")))),
            Change = once.Find(p => p.Change is not null)?.Change is not { } change ? null
                : change with { LeftOut = once.Sum(p => p.Change?.LeftOut ?? 0), Repaired = once.Sum(p => p.Change?.Repaired ?? 0) },
            Baseline = once.Find(p => p.Baseline is not null)?.Baseline is not { } baseline ? null
                : baseline with { Hidden = once.Sum(p => p.Baseline?.Hidden ?? 0) },
        };
    }

    /// <summary>Reports that together speak of each project once, as far as there are such: one that is whole, or the parts of one division.</summary>
    private static List<ReviewResult> Once(IReadOnlyCollection<ReviewResult> parts, out ImmutableArray<Shard> missing)
    {
        missing = [];
        if (parts.FirstOrDefault(p => p.Shard is null) is { } whole)
            return [whole];
        var division = parts.GroupBy(p => p.Shard!.Count).OrderBy(d => Missing(d).Length).ThenBy(d => d.Key).First();
        missing = Missing(division);
        return [.. division.DistinctBy(p => p.Shard)];
    }

    private static ImmutableArray<Shard> Missing(IGrouping<int, ReviewResult> division) =>
        [.. Enumerable.Range(1, division.Key).Select(i => new Shard(i, division.Key)).Except(division.Select(p => p.Shard!))];

    private static ReviewResult? TryReadFile(string file, string basePath, out string reason)
    {
        reason = "";
        try
        {
            if (!File.Exists(file))
                throw new ReportFormatException("does not exist");
            if (new FileInfo(file).Length > LargestReport)
                throw new ReportFormatException($"is larger than {LargestReport >> 20} MiB");
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream, s_json);
            return Read(new ReportNode(document.RootElement, ""), basePath, PathRules.Relative(basePath, Path.GetFullPath(file)));
        }
        catch (ReportFormatException e)
        {
            reason = e.Message;
        }
        catch (JsonException e)
        {
            reason = $"is not valid JSON (line {e.LineNumber + 1})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = "cannot be read: " + WholeFile.Reason(e);
        }
        return null;
    }

    private static ReviewResult Read(ReportNode report, string basePath, string name)
    {
        string PathOf(string written) =>
            written.Length is > 0 and < 4096 && !written.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(Path.Combine(basePath, written)) : throw new ReportFormatException("names a path that cannot be one");

        var isSarif = report.Element.ValueKind == JsonValueKind.Object && report.Find("runs") is not null;
        if (isSarif && report.TextOf("version").StartsWith("1.", StringComparison.Ordinal))
            throw new ReportFormatException("is SARIF 1.0, which the compiler writes unless it is told ErrorLog=FILE,version=2.1");
        if (isSarif && ToolsOf(report) is { Length: > 0 } compilers && compilers.All(t => t == CompilerLogReader.Tool))
            return new CompilerLogReader(PathOf).Read(report, basePath, name);
        if (report.Element.ValueKind != JsonValueKind.Object || (isSarif ? ToolsOf(report) : [report.Find("tool")?.TextOf("name")]) is not { Length: > 0 } tools || tools.Any(t => t != Product.Name))
            throw new ReportFormatException("is not a report of mlreview");
        return isSarif ? new SarifReportReader(PathOf).Read(report, basePath) : new JsonReportReader(PathOf).Read(report, basePath);
    }

    private static string?[] ToolsOf(ReportNode report) => [.. report["runs"].Items.Select(run => run["tool"]["driver"].TextOf("name"))];
}
