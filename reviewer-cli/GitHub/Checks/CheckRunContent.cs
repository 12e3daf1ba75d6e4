using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace MlReview.Cli.GitHub.Checks;

/// <summary>What a check of a commit should say.</summary>
/// <param name="Run">The run of a workflow that says it; empty when unknown.</param>
/// <param name="Annotations">Most severe first.</param>
/// <param name="DetailsUrl">Where its name leads to; null for GitHub's own page.</param>
internal sealed record CheckRunContent(
    string HeadCommit, string Run, string Conclusion, string Title, string Summary, ImmutableArray<CheckAnnotation> Annotations, string? DetailsUrl)
{
    public const string Name = "MlReview";

    /// <summary>What it says, whoever says it.</summary>
    private string Digest =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { HeadCommit, Conclusion, Title, Summary, Annotations })))[..32];

    public string ExternalId => $"mlreview v=1 {Digest} {Run}".TrimEnd();

    /// <summary>Whether a check of ours was to say the same.</summary>
    public bool IsSaidBy(CheckRun check) => check.ExternalId is { } id && (id + " ").StartsWith($"mlreview v=1 {Digest} ", StringComparison.Ordinal);

    public CheckRunDraft Draft(IReadOnlyList<CheckAnnotation> first) => new(Name, HeadCommit, Conclusion, new CheckRunOutput(Title, Summary, first), ExternalId, DetailsUrl);

    public CheckRunUpdate Update(IReadOnlyList<CheckAnnotation> more) => new(Conclusion, new CheckRunOutput(Title, Summary, more));
}
