using System.Diagnostics;
using System.Globalization;

namespace MlReview.Cli.Tests.Commands;

/// <summary>Ctrl+C: the process says so, exits as a shell expects, and leaves what was there.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_review_that_is_interrupted_leaves_no_report(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
            return;
        for (var i = 0; i < 60; i++)
            _tree.With($"root/p{i}/App.csproj", Review.Project).With($"root/p{i}/Program.cs", Review.Program);
        _tree.With("out/report.json", "before");
        using var process = Tool.Start("review", _tree["root"], "--no-cache", "--format", "json=" + _tree["out/report.json"]);
        // The first line comes after a tenth of the projects: nine tenths are to do.
        Assert.StartsWith("mlreview: project", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        if (signal == "INT" && IgnoresInterrupts())
        {
            // A shell that runs us in the background wants it so: the review goes on to its end.
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            return;
        }
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((exitCode, "mlreview: interrupted; what was not written by then is as it was before."), (process.ExitCode, error.Trim().Split('\n')[^1]));
        Assert.Equal("before", File.ReadAllText(_tree["out/report.json"]));
        Assert.Single(Directory.GetFileSystemEntries(_tree["out"]));
    }

    /// <summary>Whether this process, and with it those that it starts, was started with interrupts ignored.</summary>
    private static bool IgnoresInterrupts()
    {
        const string Ignored = "SigIgn:";
        const int Interrupt = 1 << 1;
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line.AsSpan(Ignored.Length), NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
