using System.Diagnostics;

namespace MlReview.Cli.Tests;

/// <summary>What one run of the built tool wrote and returned.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>Runs <c>mlreview.dll</c> the way a user does.</summary>
internal static class Tool
{
    private static string Cache { get; } = Directory.CreateTempSubdirectory("mlreview-cache-").FullName;

    public static Task<ToolRun> RunAsync(params string[] arguments) => RunAsync(null, [], arguments);

    /// <param name="input">What stands on its standard input; the test's own when null.</param>
    /// <param name="environment">Variables besides the test's own.</param>
    public static async Task<ToolRun> RunAsync(string? input, Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(input is not null, environment, arguments);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] arguments) => Start(false, [], arguments);

    private static Process Start(bool hasInput, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = hasInput, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "mlreview.dll"));
        // Not the user's own: what a test finds must not depend on what ran before on this machine.
        start.Environment["XDG_CACHE_HOME"] = Cache;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
