using System.Text.RegularExpressions;

namespace MlReview.Cli.Llm.Trust;

/// <summary>
/// Keys, tokens, passwords and private keys in text, replaced before the text leaves the machine and again before anything is shown. Patterns are matched
/// without backtracking, so that no input makes them slow.
/// </summary>
internal static partial class Secrets
{
    public const string Mark = "[secret removed]";

    /// <summary>The text without secrets, and as many lines as before.</summary>
    public static string Redact(string text)
    {
        var safe = Known().Replace(text, Mark);
        safe = Assigned().Replace(safe, found => found.Groups["before"].Value + Mark + found.Groups["after"].Value);
        return PrivateKeyBody().Replace(safe, found => found.Groups["before"].Value + Mark);
    }

    /// <summary>Lines of one file: inside a private key, every line goes.</summary>
    public static IEnumerable<string> RedactLines(IEnumerable<string> lines)
    {
        var isInKey = false;
        foreach (var line in lines)
        {
            var begins = line.Contains("-----BEGIN ", StringComparison.Ordinal) && line.Contains("PRIVATE KEY", StringComparison.Ordinal);
            var ends = line.Contains("-----END ", StringComparison.Ordinal);
            yield return begins || isInKey ? IndentOf(line) + Mark : Redact(line);
            isInKey = (begins || isInKey) && !ends;
        }
    }

    private static string IndentOf(string line) => line[..(line.Length - line.TrimStart().Length)];

    /// <summary>Tokens that are recognised by their form alone.</summary>
    [GeneratedRegex("""
        \b(AKIA|ASIA)[0-9A-Z]{16}\b
        |\bgh[pousr]_[A-Za-z0-9]{20,}
        |\bgithub_pat_[A-Za-z0-9_]{20,}
        |\bglpat-[A-Za-z0-9_\-]{16,}
        |\bsk-[A-Za-z0-9_\-]{16,}
        |\bhf_[A-Za-z0-9]{20,}
        |\bAIza[A-Za-z0-9_\-]{30,}
        |\bxox[abposr]-[A-Za-z0-9\-]{10,}
        |\b(sk|rk|pk)_(live|test)_[A-Za-z0-9]{16,}
        |\bSG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}
        |\bnpm_[A-Za-z0-9]{30,}
        |\bpypi-[A-Za-z0-9_\-]{30,}
        |\bdapi[0-9a-f]{32}
        |\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*
        |-----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----.*
        """, RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Known();

    /// <summary>What is given to something that is called a secret.</summary>
    [GeneratedRegex("""
        (?<before>\b[A-Za-z0-9_\-]*(password|passwd|pwd|secret|api[_\-]?key|apikey|access[_\-]?key|account[_\-]?key|auth[_\-]?token|access[_\-]?token|client[_\-]?secret|sharedaccesssignature|private[_\-]?key)["']?\s*(:|=|=>|:=)\s*["'])(?<secret>[^"'\s$\{<%]{6,})(?<after>["'])
        |(?<before>\b(password|pwd|accountkey|sharedaccesskey|sharedsecretkey)\s*=\s*)(?<secret>[^;"'\s$\{<%()\[]{6,})(?<after>;|"|')
        |(?<before>[a-z][a-z0-9+.\-]*://[^\s:/@"']{1,64}:)(?<secret>[^\s@/"'$\{]{3,})(?<after>@)
        |(?<before>\b(authorization|bearer)["']?\s*[:=]?\s*["']?(bearer|basic|token)\s+)(?<secret>[A-Za-z0-9_\-.=+/]{12,})(?<after>)
        """, RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Assigned();

    /// <summary>Base64 of a key that stands in one string, with its line ends written out.</summary>
    [GeneratedRegex("""(?<before>\\n)[A-Za-z0-9+/=]{40,}""", RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKeyBody();
}
