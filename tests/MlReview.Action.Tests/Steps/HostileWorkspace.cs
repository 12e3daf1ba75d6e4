using MlReview.Action.Tests.Running;

namespace MlReview.Action.Tests.Steps;

/// <summary>
/// A repository whose files would act if somebody read them the way tools do that run in it: each leaves a file in a folder of traps, or breaks the run.
/// </summary>
internal sealed class HostileWorkspace
{
    /// <summary>A dropped result: MLR502, which is Major.</summary>
    private const string Program = """
        using Microsoft.ML;

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<Row>("rows.csv");
        ml.Data.FilterRowsByMissingValues(data, "Size");

        class Row
        {
            public float Size { get; set; }
        }
        """;

    private readonly RunnerMachine _machine;

    private HostileWorkspace(RunnerMachine machine) => _machine = machine;

    /// <summary>Files that were left by whoever read what lies in the workspace.</summary>
    public string[] Sprung => [.. Directory.GetFileSystemEntries(Traps).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private string Traps => Directory.CreateDirectory(Path.Combine(_machine.Programs, "traps")).FullName;

    public static async Task<HostileWorkspace> CreateAsync(RunnerMachine machine)
    {
        var hostile = new HostileWorkspace(machine);
        machine.With("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>").With("Program.cs", "");
        foreach (string[] command in (string[][])[["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "first"]])
            Assert.Equal(0, (await machine.RunInWorkspaceAsync("git", command)).ExitCode);
        machine.With("Program.cs", Program).With("models/Program.cs", Program);
        foreach (var folder in new[] { "", "models/" })
            hostile.Plant(folder);
        return hostile;
    }

    /// <summary>Springs every trap, by the programs that they are for.</summary>
    public async Task SpringAsync()
    {
        Assert.NotEqual(0, (await _machine.RunInWorkspaceAsync("dotnet", "--version")).ExitCode);
        File.Delete(Path.Combine(_machine.Workspace, "global.json"));
        Assert.Contains("nuget-config", (await _machine.RunInWorkspaceAsync("dotnet", "nuget", "config", "get", "globalPackagesFolder")).Output, StringComparison.Ordinal);
        await _machine.RunInWorkspaceAsync("dotnet", "msbuild", "App.csproj", "-t:Nothing", "-nodeReuse:false");
        await _machine.RunInWorkspaceAsync("git", "status");
        await _machine.RunInWorkspaceAsync("git", "diff", "HEAD");
        await _machine.RunInWorkspaceAsync("bash", "-c", "set -a; . ./.env; ./mlreview; ./dotnet");
    }

    private void Plant(string folder) => _machine
        .With(folder + "global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }""")
        .With(folder + "NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Traps}/nuget-config" /></config>
              <packageSources><clear /><add key="mlreview" value="{Traps}/no-such-feed" /></packageSources>
            </configuration>
            """)
        .With(folder + "Directory.Build.props", $"""<Project InitialTargets="Evil"><Target Name="Evil"><Exec Command="{Spring("build-props")}" /></Target></Project>""")
        .With(folder + "Directory.Build.rsp", "-property:Evil=true")
        .With(folder + ".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "mlreview.cli": { "version": "99.0.0", "commands": ["mlreview"] } } }""")
        .With(folder + ".env", $"MLREVIEW_LLM=openai:evil@http://127.0.0.1:9/v1\nGITHUB_API_URL=http://127.0.0.1:9\nEVIL=$({Spring("env")})\n")
        .With(folder + ".gitattributes", "* filter=evil diff=evil\n")
        .With(folder + ".bashrc", Spring("bashrc") + "\n")
        .With(folder + "dotnet", $"#!/bin/sh\n{Spring("dotnet")}\n", isProgram: true)
        .With(folder + "mlreview", $"#!/bin/sh\n{Spring("mlreview")}\n", isProgram: true)
        .With(folder + ".git/config", $"""
            [core]
                repositoryformatversion = 0
                fsmonitor = {Spring("fsmonitor")}; false
                hooksPath = {Traps}/hooks
                pager = {Spring("pager")}
                sshCommand = {Spring("ssh")}
            [filter "evil"]
                clean = {Spring("clean")}; cat
                smudge = {Spring("smudge")}; cat
                required = true
            [diff]
                external = {Spring("external")};
            [diff "evil"]
                textconv = {Spring("textconv")}; cat
            [credential]
                helper = "!{Spring("credential")}"
            """);

    private string Spring(string trap) => $"touch {Traps}/{trap}";
}
