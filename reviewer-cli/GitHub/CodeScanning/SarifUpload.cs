using System.Globalization;
using System.IO.Compression;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.GitHub.CodeScanning;

/// <param name="IsUploaded">Code scanning has the report, whether it has finished reading it or not.</param>
/// <param name="Sentence">What became of it, for people.</param>
internal sealed record SarifOutcome(bool IsUploaded, string Sentence);

/// <summary>
/// Hands a report to code scanning. To send it twice is harmless, so that a request without an answer is simply repeated: of one tool, category and
/// ref the newest analysis of a commit counts, and alerts are matched by their fingerprints and not counted.
/// </summary>
internal static class SarifUpload
{
    /// <summary>Bytes after compression.</summary>
    public const int Largest = 10 << 20;

    private const int MostErrors = 3;

    /// <summary>Reading a large report takes minutes; nobody waits for more than these, in seconds.</summary>
    private static readonly int[] s_waits = [5, 10, 20, 40, 80];

    /// <param name="commit">The head of <paramref name="reference"/>.</param>
    /// <param name="reference">Such as <c>refs/pull/7/head</c>.</param>
    /// <param name="sarif">With addresses that count from the repository's top.</param>
    public static async Task<SarifOutcome> UploadAsync(
        IGitHub github, PullRequestName pull, string commit, string reference, ReadOnlyMemory<byte> sarif, TimeProvider time, CancellationToken cancellation)
    {
        var zipped = Zip(sarif);
        if (zipped.Length > Largest)
            return Refused(string.Create(CultureInfo.InvariantCulture, $"it has {zipped.Length / 1_000_000.0:0.0} MB compressed, and code scanning takes 10 MB"));
        try
        {
            var id = await github.UploadSarifAsync(pull, new CodeScanningReport(commit, reference, Convert.ToBase64String(zipped)), cancellation).ConfigureAwait(false);
            return await WaitAsync(github, pull, id, time, cancellation).ConfigureAwait(false);
        }
        catch (GitHubException e)
        {
            return Refused(Reason(e));
        }
    }

    private static async Task<SarifOutcome> WaitAsync(IGitHub github, PullRequestName pull, string id, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var wait in s_waits)
        {
            await Task.Delay(TimeSpan.FromSeconds(wait), time, cancellation).ConfigureAwait(false);
            try
            {
                if (Outcome(await github.SarifStatusAsync(pull, id, cancellation).ConfigureAwait(false)) is { } outcome)
                    return outcome;
            }
            catch (GitHubException e) when (e.Fault == GitHubFault.NotFound)
            {
                // It is not listed at once.
            }
            catch (GitHubException e)
            {
                return new SarifOutcome(true, $"Code scanning has the report; what became of it is not known, for {e.Message}.");
            }
        }
        return new SarifOutcome(true, $"Code scanning has the report and is still reading it after {s_waits.Sum()} s; what it finds will show up by itself.");
    }

    /// <returns>Null while it is not decided.</returns>
    private static SarifOutcome? Outcome(CodeScanningStatus status) => status.ProcessingStatus switch
    {
        "complete" => new SarifOutcome(true, "Code scanning has read the report."),
        "failed" => Refused("code scanning could not read it" + Said(status.Errors)),
        _ => null,
    };

    private static string Reason(GitHubException e) => e.Fault switch
    {
        GitHubFault.TooLarge => $"it is too large for code scanning ({e.Message})",
        GitHubFault.Forbidden when e.Message.Contains("enabled", StringComparison.OrdinalIgnoreCase) =>
            $"code scanning is switched off for this repository ({e.Message}); it is switched on in the settings under 'Code security'",
        GitHubFault.Forbidden => $"{e.Message}; a workflow needs 'security-events: write', and runs for pull requests of forks do not get it",
        GitHubFault.NotFound => $"the repository has no code scanning, or the token does not see it ({e.Message})",
        GitHubFault.Invalid or GitHubFault.Refused => $"code scanning takes it for invalid ({e.Message})",
        _ => e.Message,
    };

    private static SarifOutcome Refused(string reason) => new(false, $"The report was not uploaded to code scanning: {reason}.");

    private static string Said(IReadOnlyList<string>? errors) =>
        errors is { Count: > 0 } ? $" ({Printable.Text(Secrets.Redact(string.Join("; ", errors.Take(MostErrors)).ReplaceLineEndings(" ")))})" : "";

    private static byte[] Zip(ReadOnlyMemory<byte> sarif)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
            zip.Write(sarif.Span);
        return file.ToArray();
    }
}
