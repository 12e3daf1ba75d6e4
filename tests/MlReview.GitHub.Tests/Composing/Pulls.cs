using System.Globalization;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.GitHub.Tests.Composing;

/// <summary>Pull requests, and findings to say on them.</summary>
internal static class Pulls
{
    public const string Top = "/tree";
    public const string Head = "0123456789abcdef0123456789abcdef01234567";

    public static readonly Rule Rule = new("MLR101", "Learned before split", "", "https://github.com/mlreview/mlreview/blob/main/docs/rules/MLR101.md", "Leakage", Level.Warning);

    /// <summary>Adds <c>src/Train.cs</c> with 9 lines and changes lines 40 to 43 of <c>src/Old.cs</c>.</summary>
    public static ReviewedPull Pull() => Pull(
        Added("src/Train.cs", [.. Enumerable.Range(1, 9).Select(i => $"line {i};")]),
        new ChangedFile("src/Old.cs", "modified", 1, 0, "@@ -40,3 +40,4 @@ class Old\n a\n+b\n c\n d"));

    public static ReviewedPull Pull(params ChangedFile[] files) => new(Story.Pull, Head, "fork/models", new Uri("https://github.com"), Top, DiffOfGitHub.Read(files));

    public static ChangedFile Added(string path, params string[] lines) =>
        new(path, "added", lines.Length, 0, string.Create(CultureInfo.InvariantCulture, $"@@ -0,0 +1,{lines.Length} @@") + string.Concat(lines.Select(line => "\n+" + line)));

    /// <param name="place">Such as <c>src/Train.cs:3</c>.</param>
    public static Finding Finding(string place, Severity severity = Severity.Major, string? fingerprint = null)
    {
        var (path, line) = (place[..place.LastIndexOf(':')], int.Parse(place[(place.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
        return new Finding
        {
            Rule = Rule,
            Severity = severity,
            Level = Level.Warning,
            Path = Absolute(path),
            Range = new SourceRange(line, 1, line, 5),
            Issue = "NormalizeMinMax learned from all of 'data'",
            Snippet = new Snippet(line, ["text"]),
            Fingerprint = fingerprint ?? "f" + place.Replace('/', '.').Replace(':', '.'),
            LineHash = "0:1",
        };
    }

    public static ReviewResult Result(params Finding[] findings) =>
        new(Top, [.. findings], [Rule], new Coverage([new ProjectCoverage("src/A.csproj", ProjectStatus.Analyzed, "", 2, 1)], 2, 1, 0, 0, [], []));

    public static string Absolute(string path) => Top + "/" + path;
}
