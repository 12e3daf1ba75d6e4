using System.Globalization;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.GitHub.Composing;

/// <summary>
/// The only addresses that a comment leads to: files, commits and runs on the pull request's own server, and the pages of our rules. Each is built of
/// encoded parts, so that no name in it ends the link; null is what cannot be led to.
/// </summary>
internal sealed class PullLinks(ReviewedPull pull)
{
    private const int LongestAddress = 1000;
    private readonly RepositoryPaths _paths = new(pull);

    private string? Repository => pull.Server.Scheme is "https" or "http" && pull.HeadRepository.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name]
        ? $"{pull.Server.Scheme}://{pull.Server.Authority}/{Uri.EscapeDataString(owner)}/{Uri.EscapeDataString(name)}" : null;

    public string? Commit => Repository is { } repository && IsCommit ? $"{repository}/commit/{pull.HeadCommit}" : null;

    public string? Run => pull.RunAddress is { } run && Uri.TryCreate(run, UriKind.Absolute, out var address) && address.Scheme == pull.Server.Scheme && address.Authority == pull.Server.Authority && address.UserInfo.Length == 0
        ? Encoded(address) : null;

    private bool IsCommit => pull.HeadCommit.Length is >= 7 and <= 64 && pull.HeadCommit.All(char.IsAsciiHexDigit);

    /// <summary>The page of a rule, in the project's own repository.</summary>
    public static string? PageOf(Rule rule) =>
        Uri.TryCreate(rule.HelpUri, UriKind.Absolute, out var address) && Encoded(address) is { } page && page.StartsWith(Product.Home, StringComparison.Ordinal) ? page : null;

    /// <summary>Lines of a file as it is at the head of the pull request.</summary>
    public string? To(string path, SourceRange range) => Repository is { } repository && IsCommit && _paths.TryGet(path) is { } file && Secrets.Redact(file) == file
        && $"{repository}/blob/{pull.HeadCommit}/{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}{Plain(file)}#{Lines(range)}" is { Length: <= LongestAddress } address ? address : null;

    /// <summary>How a place is called: from the top of the repository, or as reports do for what is not in it.</summary>
    public string NameOf(string path, ReviewResult result) => _paths.TryGet(path) ?? result.Relative(path);

    private static string Lines(SourceRange range) => range.EndLine > range.StartLine
        ? string.Create(CultureInfo.InvariantCulture, $"L{range.StartLine}-L{range.EndLine}")
        : string.Create(CultureInfo.InvariantCulture, $"L{range.StartLine}");

    /// <summary>Files that GitHub renders have no lines unless it is told not to.</summary>
    private static string Plain(string file) => Path.GetExtension(file).ToUpperInvariant() is ".IPYNB" or ".MD" ? "?plain=1" : "";

    private static string? Encoded(Uri address) => Secrets.Redact(address.OriginalString) == address.OriginalString
        && address.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal) is { Length: <= LongestAddress } text && text.All(c => c is > ' ' and < '\u007f' and not ('<' or '>' or '|' or '\\')) ? text : null;
}
