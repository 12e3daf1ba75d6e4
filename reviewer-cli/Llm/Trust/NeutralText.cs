using System.Text.RegularExpressions;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Llm.Trust;

/// <summary>
/// What a model wrote, made into text that only says something: it mentions nobody, runs no command of a build log, shows no picture, is no HTML,
/// and leads nowhere but to documentation.
/// </summary>
internal static partial class NeutralText
{
    private static readonly string[] s_knownHosts =
    [
        "learn.microsoft.com", "docs.python.org", "scikit-learn.org", "pytorch.org", "tensorflow.org", "pandas.pydata.org", "numpy.org",
        "mlflow.org", "kubernetes.io", "docs.docker.com", "owasp.org", "cheatsheetseries.owasp.org", "en.wikipedia.org", "arxiv.org",
    ];

    /// <summary>One line of at most <paramref name="longest"/> characters.</summary>
    public static string Of(string text, int longest)
    {
        var line = Blanks().Replace(Printable.Text(Blanks().Replace(Secrets.Redact(text), " ")), " ").Trim();
        line = Picture().Replace(line, "$1");
        line = Link().Replace(line, "$1 ($2)");
        line = Address().Replace(line, found => IsKnown(found.Value) ? found.Value : "[link removed]");
        line = Mention().Replace(line, "\uFF20");
        line = Command().Replace(line, ": :");
        line = line.Replace("##[", "# #[", StringComparison.Ordinal);
        line = Reference().Replace(line, "# ");
        line = Tag().Replace(line, "< ");
        return line.Length <= longest ? line : line[..(char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }

    private static bool IsKnown(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && s_knownHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("""\s+""", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex("""!(\[)""", RegexOptions.NonBacktracking)]
    private static partial Regex Picture();

    [GeneratedRegex("""\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)""", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    /// <summary>Everything that a renderer might turn into a link by itself.</summary>
    [GeneratedRegex("""([A-Za-z][A-Za-z0-9+.\-]*://|www\.|(javascript|data|mailto|vbscript):)[^\s<>"'`)\]]+""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("""@(?=[A-Za-z0-9])""")]
    private static partial Regex Mention();

    /// <summary>Commands to a build log start a line, and where lines are broken is not ours to say.</summary>
    [GeneratedRegex("""(?<=^|\s)::""")]
    private static partial Regex Command();

    [GeneratedRegex("""#(?=[0-9])""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<(?=[A-Za-z/!?])""")]
    private static partial Regex Tag();
}
