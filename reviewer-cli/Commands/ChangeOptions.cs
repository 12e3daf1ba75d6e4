using System.CommandLine;
using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>--diff</c>, of the commands that have it.</summary>
internal static class ChangeOptions
{
    public static Option<string?> Diff() => new("--diff")
    {
        Description = "Only what a change causes: BASE for the files on disk, BASE..HEAD for a commit, each from where it left BASE; - reads a unified diff from standard input.",
        HelpName = "BASE[..HEAD]",
    };

    /// <returns>Null when the option is not given.</returns>
    /// <exception cref="ChangeException">With the sentence that says what is wrong.</exception>
    public static async Task<Change?> OpenAsync(string? diff, string path, CancellationToken cancellationToken)
    {
        if (diff is null)
            return null;
        using var input = Console.OpenStandardInput();
        var reader = new ChangeReader(GitProgram.Find(Environment.GetEnvironmentVariable("PATH")), input);
        return await reader.ReadAsync(path, diff, ConfigurationSide.Head, cancellationToken).ConfigureAwait(false);
    }
}
