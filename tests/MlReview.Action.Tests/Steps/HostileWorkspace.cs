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

    /// <summary>Not XML to the end: NuGet stops at it, whatever else it was told.</summary>
    private const string BrokenConfiguration = "<configuration><packageSources><clear />";

    private readonly RunnerMachine _machine;

    private HostileWorkspace(RunnerMachine machine) => _machine = machine;

    /// <summary>Files that were left by whoever read what lies in the workspace.</summary>
    public string[] Sprung => [.. Directory.GetFileSystemEntries(Traps).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private string Above => Path.GetDirectoryName(_machine.Temp)!;

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
        // What an earlier job may have left on a machine of one's own: above the temporary folder, and in the user's.
        RunnerMachine.Write(Path.Combine(hostile.Above, "global.json"), File.ReadAllText(Path.Combine(machine.Workspace, "global.json")));
        RunnerMachine.Write(Path.Combine(machine.Home, ".nuget", "NuGet", "NuGet.Config"), BrokenConfiguration);
        return hostile;
    }

    /// <summary>Springs every trap, by the programs that they are for.</summary>
    public async Task SpringAsync()
    {
        Assert.NotEqual(0, (await _machine.RunInWorkspaceAsync("dotnet", "--version")).ExitCode);
        foreach (var folder in new[] { _machine.Workspace, Above })
            File.Delete(Path.Combine(folder, "global.json"));
        Assert.Contains("NuGet.config", (await _machine.RunInWorkspaceAsync("dotnet", "nuget", "list", "source")).Output, StringComparison.Ordinal);
        await _machine.RunInWorkspaceAsync("dotnet", "msbuild", "App.csproj", "-t:Nothing", "-nodeReuse:false");
        await _machine.RunInWorkspaceAsync("git", "status");
        await _machine.RunInWorkspaceAsync("git", "diff", "HEAD");
        await _machine.RunInWorkspaceAsync("bash", "-c", "set -a; . ./.env; ./mlreview; ./dotnet");
    }

    /// <summary>What a repository can hold; its own settings of git are not of that kind.</summary>
    public IEnumerable<(string Path, string Content)> Files =>
    [
        ("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }"""),
        ("NuGet.config", BrokenConfiguration),
        ("Directory.Build.props", $"""<Project InitialTargets="Evil"><Target Name="Evil"><Exec Command="{Spring("build-props")}" /></Target></Project>"""),
        ("Directory.Build.rsp", "-property:Evil=true"),
        (".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "mlreview.cli": { "version": "99.0.0", "commands": ["mlreview"] } } }"""),
        (".env", $"MLREVIEW_LLM=openai:evil@http://127.0.0.1:9/v1\nGITHUB_API_URL=http://127.0.0.1:9\nEVIL=$({Spring("env")})\n"),
        (".gitattributes", "* filter=evil diff=evil\n"),
        (".bashrc", Spring("bashrc") + "\n"),
        ("dotnet", $"#!/bin/sh\n{Spring("dotnet")}\n"),
        ("mlreview", $"#!/bin/sh\n{Spring("mlreview")}\n"),
    ];

    private void Plant(string folder)
    {
        foreach (var (path, content) in Files)
            _machine.With(folder + path, content, isProgram: content.StartsWith("#!", StringComparison.Ordinal));
        _machine.With(folder + ".git/config", $"""
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
    }

    private string Spring(string trap) => $"touch {Traps}/{trap}";
}
