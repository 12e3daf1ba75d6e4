using System.Diagnostics;

namespace MlReview.Cli.Tests;

/// <summary>What one run of the built tool wrote and returned.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>Runs <c>mlreview.dll</c> the way a user does.</summary>
internal static class Tool
{
    private static string Cache { get; } = Directory.CreateTempSubdirectory("mlreview-cache-").FullName;

    public static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "mlreview.dll"));
        // Not the user's own: what a test finds must not depend on what ran before on this machine.
        start.Environment["XDG_CACHE_HOME"] = Cache;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
