using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>The first line of every comment on a finding, which no reader sees: whose it is, and whether it is over.</summary>
/// <param name="IsGone">The finding is not there any more, and the comment says so.</param>
internal sealed partial record FindingMarker(string Id, bool IsGone)
{
    private const int LongestId = 80;

    public override string ToString() => $"<!-- mlreview:finding v=1 id={Id}{(IsGone ? " gone" : "")} -->";

    public static FindingMarker? TryRead(string body) =>
        Written().Match(body) is { Success: true } match ? new FindingMarker(match.Groups["id"].Value, match.Groups["gone"].Success) : null;

    /// <summary>An identity that can stand in a marker, whatever a fingerprint is made of.</summary>
    public static string IdOf(string fingerprint) =>
        fingerprint.Length is > 0 and <= LongestId && Plain().IsMatch(fingerprint) ? fingerprint : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)))[..32];

    [GeneratedRegex(@"\A<!-- mlreview:finding v=1 id=(?<id>[A-Za-z0-9.\-]{1,90})(?<gone> gone)? -->")]
    private static partial Regex Written();

    [GeneratedRegex(@"\A[A-Za-z0-9.\-]+\z")]
    private static partial Regex Plain();
}
