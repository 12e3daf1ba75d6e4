using System.Diagnostics;

namespace MlReview.Cli.Tests;

/// <summary>What one run of the built tool wrote and returned.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);

/// <summary>Runs <c>mlreview.dll</c> the way a user does.</summary>
internal static class Tool
{
    public static async Task<ToolRun> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "mlreview.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await error);
    }
}
