using System.Diagnostics;
using System.Text;

namespace MlReview.Action.Tests.Running;

/// <summary>A machine of GitHub Actions as far as a step sees it: folders, variables, files for outputs, and a cache that outlives a job.</summary>
internal sealed class RunnerMachine : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("mlreview-runner-");
    private readonly Dictionary<string, string> _caches = [];
    private int _files;

    public RunnerMachine()
    {
        foreach (var folder in new[] { Workspace, Temp, Home, Programs })
            Directory.CreateDirectory(folder);
        Contexts["github.token"] = "ghs_token-of-the-job";
        Contexts["runner.temp"] = Temp;
        (Contexts["runner.os"], Contexts["runner.arch"]) = ("Linux", "X64");
        (Contexts["github.run_id"], Contexts["github.run_attempt"]) = ("1234", "1");
        Event = "push";
    }

    public Dictionary<string, string> Contexts { get; } = [];

    /// <summary>Variables of the job besides those that every job has.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Actions of others that were used, each with what it was given.</summary>
    public List<(string Action, IReadOnlyDictionary<string, string> With)> Used { get; } = [];

    /// <summary>A path as runners have it, two folders below the one that the temporary folder is in.</summary>
    public string Workspace => Path.Combine(_top.FullName, "work", "models", "models");

    public string Temp => Path.Combine(_top.FullName, "work", "_temp");

    /// <summary>Programs that are found before the system's.</summary>
    public string Programs => Path.Combine(_top.FullName, "programs");

    public string Home => Path.Combine(_top.FullName, "home");

    public string Event
    {
        get => Contexts["github.event_name"];
        set => Contexts["github.event_name"] = value;
    }

    /// <summary>Puts a file into the workspace.</summary>
    public RunnerMachine With(string path, string content, bool isProgram = false)
    {
        Write(Path.Combine(Workspace, path), content, isProgram);
        return this;
    }

    public static void Write(string file, string content, bool isProgram = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (isProgram && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A program of the machine, as a script of bash.</summary>
    public void Install(string program, string script) => Write(Path.Combine(Programs, program), "#!/usr/bin/env bash\n" + script, isProgram: true);

    /// <summary>A new job: the folders are as a fresh machine has them.</summary>
    public void NextJob()
    {
        Directory.Delete(Temp, recursive: true);
        Directory.CreateDirectory(Temp);
        Used.Clear();
    }

    /// <returns>The outputs of somebody else's action.</returns>
    public IReadOnlyDictionary<string, string> Use(string action, IReadOnlyDictionary<string, string> with)
    {
        Used.Add((action, with));
        return action switch
        {
            "actions/setup-dotnet" => new Dictionary<string, string>(),
            "actions/cache/restore" => Restore(with),
            "actions/cache/save" => Save(with),
            _ => throw new NotSupportedException($"the action '{action}'"),
        };
    }

    public async Task<StepResult> RunBashAsync(string name, string script, string directory, string action, IReadOnlyDictionary<string, string> variables)
    {
        var file = NewFile(script);
        var (output, env, path, summary) = (NewFile(""), NewFile(""), NewFile(""), NewFile(""));
        // The options with which a runner starts the shell 'bash'.
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (key, value) in (KeyValuePair<string, string>[])
            [
                new("PATH", Programs + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH")), new("HOME", Home), new("LANG", "C.UTF-8"),
                new("CI", "true"), new("GITHUB_ACTIONS", "true"), new("GITHUB_ACTION_PATH", action), new("GITHUB_WORKSPACE", Workspace), new("GITHUB_EVENT_NAME", Event),
                new("GITHUB_REPOSITORY", "octo/models"), new("GITHUB_RUN_ID", Contexts["github.run_id"]), new("RUNNER_TEMP", Temp), new("RUNNER_OS", Contexts["runner.os"]),
                new("GITHUB_OUTPUT", output), new("GITHUB_ENV", env), new("GITHUB_PATH", path), new("GITHUB_STEP_SUMMARY", summary),
                .. Environment, .. variables,
            ])
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Summary += await File.ReadAllTextAsync(summary);
        return new StepResult(name, process.ExitCode == 0 ? "success" : "failure", process.ExitCode, await text + await errors) { Outputs = OutputsIn(await File.ReadAllTextAsync(output)) };
    }

    /// <summary>What the steps wrote for the job's summary.</summary>
    public string Summary { get; private set; } = "";

    public void Dispose() => _top.Delete(recursive: true);

    private string NewFile(string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Temp, "_runner_file_commands")).FullName;
        var file = Path.Combine(folder, $"file_{_files++}");
        File.WriteAllText(file, content);
        return file;
    }

    private Dictionary<string, string> Restore(IReadOnlyDictionary<string, string> with)
    {
        var key = _caches.ContainsKey(with["key"]) ? with["key"]
            : with.TryGetValue("restore-keys", out var prefix) ? _caches.Keys.LastOrDefault(k => k.StartsWith(prefix, StringComparison.Ordinal)) : null;
        if (key is not null)
            Copy(_caches[key], with["path"]);
        return new() { ["cache-hit"] = key == with["key"] ? "true" : key is null ? "" : "false" };
    }

    private Dictionary<string, string> Save(IReadOnlyDictionary<string, string> with)
    {
        if (_caches.TryAdd(with["key"], Path.Combine(_top.FullName, $"cache{_caches.Count}")))
            Copy(with["path"], _caches[with["key"]]);
        return [];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // With its mode.
            File.Copy(file, target, overwrite: true);
        }
    }

    private static Dictionary<string, string> OutputsIn(string file)
    {
        var outputs = new Dictionary<string, string>();
        var lines = new Queue<string>(file.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            var (equals, heredoc) = (line.IndexOf('=', StringComparison.Ordinal), line.IndexOf("<<", StringComparison.Ordinal));
            if (heredoc > 0 && (equals < 0 || heredoc < equals))
            {
                var value = new StringBuilder();
                while (lines.Dequeue() is var next && next != line[(heredoc + 2)..])
                    value.Append(value.Length > 0 ? "\n" : "").Append(next);
                outputs[line[..heredoc]] = value.ToString();
            }
            else if (equals > 0)
                outputs[line[..equals]] = line[(equals + 1)..];
        }
        return outputs;
    }
}
