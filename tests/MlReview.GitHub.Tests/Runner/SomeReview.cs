using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>Reviews made by hand, of a repository at <c>/repo</c>.</summary>
internal static class SomeReview
{
    public const string Top = "/repo";

    public static Finding Finding(Severity severity = Severity.Critical, string path = "src/Train.cs", int line = 3, string issue = "'prepared' was fitted on all of 'data'") => new()
    {
        Rule = new Rule("MLR101", "Learned before split", "", "https://example.org/MLR101", "Leakage", Level.Warning),
        Severity = severity,
        Level = Level.Warning,
        Path = Path.Combine(Top, path),
        Range = new SourceRange(line, 5, line, 20),
        Issue = issue,
        Fix = "Split first.",
        Snippet = new Snippet(line, ["    Fit(data, all);"]),
        Fingerprint = "0123456789abcdef",
        LineHash = "c129715d7a2bc9a3:1",
    };

    public static IEnumerable<Finding> Many(int count, Severity severity = Severity.Critical) => Enumerable.Range(1, count).Select(i => Finding(severity, line: i));

    public static ReviewResult Of(params IEnumerable<Finding> findings) =>
        new(Path.Combine(Top, "src"), [.. findings], [], new Coverage([new ProjectCoverage("A.csproj", ProjectStatus.Analyzed, "", 2, 1)], 2, 1, 0, 0, [], []));

    public static ReviewResult Incomplete(params IEnumerable<Finding> findings) =>
        Of(findings) with { Coverage = new Coverage([], 0, 0, 0, 0, [], [new Notice(NoticeKind.Failed, "B.csproj", "is not valid XML")]) };
}
