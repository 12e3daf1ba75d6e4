using System.Diagnostics;
using System.Text;
using MlReview.Cli.Changes;

namespace MlReview.Cli.Sources;

/// <summary>What git printed.</summary>
internal sealed record GitOutput(int ExitCode, byte[] Bytes, string Error)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>What was printed with <c>-z</c>.</summary>
    public IEnumerable<string> Items => Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Runs the user's git in a repository that nobody vouches for: no hook, monitor, filter, pager, prompt, external diff or network, whatever the
/// repository or the environment says; output bounded; ended when the review is.
/// </summary>
/// <param name="program">Absolute path of git.</param>
/// <param name="directory">Where it runs.</param>
internal sealed class GitProgram(string program, string directory)
{
    public const int LargestOutput = 256 << 20;
    private const int LongestError = 4096;

    private static readonly string[] s_options =
    [
        "--no-pager", "--literal-pathspecs", "--no-replace-objects",
        "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=true", "-c", "core.bigFileThreshold=4m",
        // Not to be written to: a file that was only touched has a header without hunks.
        "-c", "diff.autoRefreshIndex=false",
        // Also for what a partial clone would fetch by itself.
        "-c", "protocol.allow=never",
    ];

    /// <summary>Settings that a caller adds, as names and values; values of filters can only be given this way.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; init; } = [];

    /// <summary>Whether the configuration of the user and of the system plays no part either.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Bytes that a command may print; a larger output is refused.</summary>
    public int MostOutput { get; init; } = LargestOutput;

    public GitProgram In(string other) => new(program, other) { Settings = Settings, IsAlone = IsAlone, MostOutput = MostOutput };

    public GitProgram With(IReadOnlyList<(string Name, string Value)> settings) => new(program, directory) { Settings = settings, IsAlone = IsAlone, MostOutput = MostOutput };

    /// <summary>Git in the directories of PATH; never in the current directory, where a repository could keep one of its own.</summary>
    public static string? Find(string? path)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified).Select(at => Path.Combine(at, name)).FirstOrDefault(File.Exists);
    }

    public async Task<GitOutput> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var output = new MemoryStream();
        var (exitCode, error) = await RunAsync(arguments, null, async (stream, cancellation) =>
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
            {
                if (output.Length + read > MostOutput)
                    throw new ChangeException($"git {arguments[0]} prints more than {MostOutput >> 20} MiB here; review a smaller change.");
                output.Write(buffer, 0, read);
            }
        }, cancellationToken).ConfigureAwait(false);
        return new GitOutput(exitCode, output.ToArray(), error);
    }

    /// <summary>Runs git with a text on its standard input and something that reads its output while it runs.</summary>
    public async Task<(int ExitCode, string Error)> RunAsync(
        IReadOnlyList<string> arguments, string? input, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        // Also a read that waits for more ends when the process does.
        using var ending = cancellationToken.Register(() => End(process));
        try
        {
            var error = ReadErrorAsync(process.StandardError, cancellationToken);
            var writing = WriteAsync(process.StandardInput, input, cancellationToken);
            await read(process.StandardOutput.BaseStream, cancellationToken).ConfigureAwait(false);
            await writing.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, await error.ConfigureAwait(false));
        }
        finally
        {
            End(process);
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself in between.
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in s_options.Concat(arguments))
            start.ArgumentList.Add(argument);
        Clean(start.Environment);
        if (IsAlone)
        {
            start.Environment.Remove("GIT_CONFIG_SYSTEM");
            start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
            start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        }
        for (var i = 0; i < Settings.Count; i++)
        {
            start.Environment[$"GIT_CONFIG_KEY_{i}"] = Settings[i].Name;
            start.Environment[$"GIT_CONFIG_VALUE_{i}"] = Settings[i].Value;
        }
        if (Settings.Count > 0)
            start.Environment["GIT_CONFIG_COUNT"] = $"{Settings.Count}";
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw new ChangeException($"git cannot be started ('{program}'); check that it is installed.");
        }
    }

    /// <summary>
    /// No variable may lead git to another repository, index or program. Only where the user's own configuration lies stays.
    /// </summary>
    private static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(n => n.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToList())
            if (name is not ("GIT_EXEC_PATH" or "GIT_CONFIG_GLOBAL" or "GIT_CONFIG_SYSTEM" or "GIT_CONFIG_NOSYSTEM" or "GIT_CEILING_DIRECTORIES"))
                environment.Remove(name);
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_NO_LAZY_FETCH"] = "1";
        environment["LC_ALL"] = "C";
    }

    private static async Task WriteAsync(StreamWriter writer, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await using (writer.ConfigureAwait(false))
                await writer.WriteAsync((input ?? "").AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code says why.
        }
    }

    private static async Task<string> ReadErrorAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        for (int read; (read = await reader.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            kept.Append(buffer, 0, Math.Min(read, Math.Max(0, LongestError - kept.Length)));
        return kept.ToString();
    }
}
