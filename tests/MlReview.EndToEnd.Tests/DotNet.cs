using System.Diagnostics;

namespace MlReview.EndToEnd;

/// <summary>Runs the <c>dotnet</c> command.</summary>
internal static class DotNet
{
    public static async Task<BuildLog> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new BuildLog(process.ExitCode, await output + await errors);
    }
}
