using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MlReview.Cli.Llm.Lanes;

namespace MlReview.Cli.GitHub.Publishing;

/// <summary>The first line of every comment on a finding, which no reader sees: whose it is, and whether it is over.</summary>
/// <param name="IsGone">The finding is not there any more, and the comment says so.</param>
internal sealed partial record FindingMarker(string Id, bool IsGone)
{
    private const int LongestId = 80;

    /// <summary>The pass of a language model that found it; null for an analyzer.</summary>
    public Pass? By { get; init; }

    public override string ToString() => $"<!-- mlreview:finding v=1 id={Id}{(By is { } pass ? $" by={pass.ToString().ToLowerInvariant()}" : "")}{(IsGone ? " gone" : "")} -->";

    public static FindingMarker? TryRead(string body) =>
        Written().Match(body) is { Success: true } match ? new FindingMarker(match.Groups["id"].Value, match.Groups["gone"].Success)
        {
            By = match.Groups["by"].Value switch { "ml" => Pass.Ml, "general" => Pass.General, _ => null },
        } : null;

    /// <summary>An identity that can stand in a marker, whatever a fingerprint is made of.</summary>
    public static string IdOf(string fingerprint) =>
        fingerprint.Length is > 0 and <= LongestId && Plain().IsMatch(fingerprint) ? fingerprint : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)))[..32];

    [GeneratedRegex(@"\A<!-- mlreview:finding v=1 id=(?<id>[A-Za-z0-9.\-]{1,90})( by=(?<by>ml|general))?(?<gone> gone)? -->")]
    private static partial Regex Written();

    [GeneratedRegex(@"\A[A-Za-z0-9.\-]+\z")]
    private static partial Regex Plain();
}
