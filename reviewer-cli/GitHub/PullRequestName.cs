using System.Globalization;
using System.Text.RegularExpressions;

namespace MlReview.Cli.GitHub;

/// <summary>Which pull request of which repository.</summary>
internal sealed partial record PullRequestName(string Owner, string Repository, int Number)
{
    public string FullName => $"{Owner}/{Repository}";

    /// <summary>Reads <c>OWNER/REPO#N</c>; also the address of a pull request in a browser.</summary>
    public static PullRequestName? TryParse(string written) =>
        Written().Match(written.Trim()) is { Success: true } match
        && int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new PullRequestName(match.Groups["owner"].Value, match.Groups["repository"].Value, number) : null;

    /// <summary>Reads <c>OWNER/REPO</c>, to which the number is known.</summary>
    public static PullRequestName? TryParse(string fullName, int number) => TryParse(string.Create(CultureInfo.InvariantCulture, $"{fullName}#{number}"));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Owner}/{Repository}#{Number}");

    [GeneratedRegex("""^(https://[A-Za-z0-9.\-:]+/)?(?<owner>[A-Za-z0-9][A-Za-z0-9_\-]*)/(?<repository>(?!\.\.?(#|/))[A-Za-z0-9._\-]+)(#|/pull/)(?<number>[0-9]{1,9})(/files)?$""")]
    private static partial Regex Written();
}
