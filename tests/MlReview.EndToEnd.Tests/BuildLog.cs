using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MlReview.EndToEnd;

/// <summary>One warning or error line of a build. File is empty, Line and Column are 0 where the line names no place.</summary>
internal sealed record BuildMessage(string Level, string Id, string File, int Line, int Column, string Message);

/// <summary>What one <c>dotnet build</c> said.</summary>
internal sealed partial record BuildLog(int ExitCode, string Text)
{
    /// <summary>Each warning and error once: the summary of a build repeats them.</summary>
    public IReadOnlyList<BuildMessage> Messages { get; } = Parse(Text).Distinct().ToList();

    public static async Task<BuildLog> OfAsync(string projectOrSolution, CancellationToken cancellation)
    {
        // No terminal logger, so that a line is a diagnostic; no node reuse, so that no process outlives the test.
        var start = new ProcessStartInfo("dotnet", ["build", projectOrSolution, "-tl:off", "-v:q", "-nologo", "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var build = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = build.StandardOutput.ReadToEndAsync(cancellation);
        var errors = build.StandardError.ReadToEndAsync(cancellation);
        await build.WaitForExitAsync(cancellation);
        return new BuildLog(build.ExitCode, await output + await errors);
    }

    private static IEnumerable<BuildMessage> Parse(string text)
    {
        foreach (Match match in MessageLine().Matches(text))
        {
            _ = int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line);
            _ = int.TryParse(match.Groups["column"].Value, CultureInfo.InvariantCulture, out var column);
            yield return new BuildMessage(
                match.Groups["level"].Value,
                match.Groups["id"].Value,
                line == 0 ? "" : Path.GetFullPath(match.Groups["file"].Value),
                line,
                column,
                match.Groups["message"].Value.Trim());
        }
    }

    [GeneratedRegex(
        @"^\s*(?<file>[^\r\n]*?)(\((?<line>\d+),(?<column>\d+)[\d,]*\))?\s*: (?<level>warning|error) (?<id>[A-Z]+\d+): (?<message>[^\r\n]*?)(\s\[[^\]\r\n]*\])?\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MessageLine();
}
