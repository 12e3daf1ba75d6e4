using System.Diagnostics;
using System.Globalization;

namespace MlReview.Benchmarks;

/// <summary>What a process took from its start to its end.</summary>
internal sealed record ProcessCost(double ProcessorTime, double Elapsed, double Megabytes);

/// <summary>Runs a piece of work as a process of its own.</summary>
internal static class MeasuredProcess
{
    /// <param name="what">See <see cref="TreeRun.MeasureAsync"/>.</param>
    /// <param name="directory">The checkout.</param>
    public static ProcessCost Run(string what, string directory)
    {
        // As an ordinary process runs: the settings of this project are for measurements inside one.
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["measure", what, directory]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{what}' ended with exit code {process.ExitCode}.");
        var numbers = output.Trim().Split('\n')[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new ProcessCost(numbers[0], numbers[1], numbers[2]);
    }
}
