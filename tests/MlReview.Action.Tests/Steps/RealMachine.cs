using System.Diagnostics;
using MlReview.Action.Tests.Running;

namespace MlReview.Action.Tests.Steps;

/// <summary>A machine with the real <c>dotnet</c>, behind a script that writes down where it was run.</summary>
internal static class RealMachine
{
    public static RunnerMachine Create()
    {
        var machine = new RunnerMachine();
        var dotnet = System.Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
        machine.Install("dotnet", $"pwd -P >> '{Log(machine)}'\nexec '{dotnet}' \"$@\"\n");
        foreach (var variable in new[] { "DOTNET_ROOT", "NUGET_CERT_REVOCATION_MODE" })
            if (System.Environment.GetEnvironmentVariable(variable) is { } value)
                machine.Environment[variable] = value;
        return machine;
    }

    /// <summary>The folders that <c>dotnet</c> was run in.</summary>
    public static string[] FoldersOfDotnet(this RunnerMachine machine) => File.ReadAllLines(Log(machine));

    /// <summary>Runs a program as somebody would who sits in the workspace.</summary>
    public static async Task<(int ExitCode, string Output)> RunInWorkspaceAsync(this RunnerMachine machine, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = machine.Workspace, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static string Log(RunnerMachine machine) => Path.Combine(machine.Programs, "dotnet-was-run-in");
}
