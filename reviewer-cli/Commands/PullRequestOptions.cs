using System.CommandLine;
using MlReview.Cli.GitHub;

namespace MlReview.Cli.Commands;

/// <summary>What the command line says besides, of which some does not go with a pull request.</summary>
internal sealed record PullRequestRivals(string Path, bool HasDiff, bool HasShard);

/// <summary>Which pull request is reviewed, and what becomes of it.</summary>
/// <param name="Named">Null for the one that the event of GitHub Actions is about.</param>
/// <param name="Path">A place in the repository.</param>
internal sealed record PullRequestChoice(PullRequestName? Named, string Path)
{
    public bool IsDryRun { get; init; }

    public bool WritesCheck { get; init; }

    public bool UploadsSarif { get; init; }

    public bool TakesDrafts { get; init; }

    /// <summary>The host that the user named with the pull request; null when it is the one of the environment.</summary>
    public Uri? Server { get; init; }
}

/// <summary><c>--pr</c>, and the options that only mean something with it.</summary>
internal static class PullRequestOptions
{
    private static readonly Option<string?> s_pull = new("--pr") { Description = "Review a pull request of GitHub and publish the review on it; in GitHub Actions the one that the event is about. The token is $GITHUB_TOKEN.", HelpName = "OWNER/REPO#N", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "With --pr: print what would be posted, and post nothing." };
    private static readonly Option<bool> s_check = new("--check") { Description = "With --pr: also write a check run with annotations." };
    private static readonly Option<bool> s_sarif = new("--upload-sarif") { Description = "With --pr: also upload the findings to code scanning." };
    private static readonly Option<bool> s_drafts = new("--drafts") { Description = "With --pr: review drafts as well." };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { s_pull, s_dryRun, s_check, s_sarif, s_drafts })
            command.Add(option);
    }

    /// <param name="choice">Null without <c>--pr</c>.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public static string Read(ParseResult parsed, PullRequestRivals rivals, ref ReviewOutput output, out PullRequestChoice? choice)
    {
        choice = null;
        if (parsed.GetResult(s_pull) is null)
            return new[] { s_dryRun, s_check, s_sarif, s_drafts }.FirstOrDefault(parsed.GetValue) is { } lonely ? $"{lonely.Name} is about a pull request; add --pr." : "";
        var written = parsed.GetValue(s_pull);
        var named = string.IsNullOrEmpty(written) ? null : PullRequestName.TryParse(written);
        var isDry = parsed.GetValue(s_dryRun);
        choice = new PullRequestChoice(named, rivals.Path)
        {
            IsDryRun = isDry,
            WritesCheck = parsed.GetValue(s_check),
            UploadsSarif = parsed.GetValue(s_sarif),
            TakesDrafts = parsed.GetValue(s_drafts),
            Server = named is not null && Uri.TryCreate(written!.Trim(), UriKind.Absolute, out var address) ? address : null,
        };
        // What would be posted stands alone, unless a report was asked for.
        if (isDry && output.HasDefaultTarget)
            output = output with { Targets = [] };
        return named is null && !string.IsNullOrEmpty(written) ? $"--pr '{written}' is no pull request; write OWNER/REPO#N, or its address."
            : rivals.HasDiff ? "--pr and --diff both say which change is reviewed; give one of them."
            : rivals.HasShard ? "--shard reviews a part, which --pr would publish as the whole; give one of them."
            : SettingsOptions.NamesBaseline(parsed) ? "--baseline names a file of this machine, and with --pr the baseline is that of the base; name it in .mlreview.yml there."
            : !IsInside(rivals.Path) ? $"With --pr, PATH is a place in the repository, and '{rivals.Path}' is none; give one from its top, such as src/Models."
            : isDry && output.Targets.Any(target => target.File is null) ? "--dry-run prints to standard output what would be posted; give --format a file, as FORMAT=FILE."
            : "";
    }

    private static bool IsInside(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.StartsWith('~') && path.IndexOfAny(['\0', ':']) < 0 && path.Split('/', '\\').All(part => part != ".." && !part.Equals(".git", StringComparison.OrdinalIgnoreCase));
}
