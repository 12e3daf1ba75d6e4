using System.Diagnostics;
using System.Text;

namespace MlReview.Cli.Tests.Changes;

/// <summary>A real git repository for one test, gone when the test is.</summary>
internal sealed class GitTree : IDisposable
{
    private readonly TemporaryTree _tree = new();

    /// <param name="init">What <c>git init</c> is told besides.</param>
    public GitTree(params string[] init) => Git(["init", "--quiet", "--initial-branch=main", .. init]);

    public string Root => _tree.Root;

    public string this[string path] => _tree[path];

    public static string Program { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(d => Path.Combine(d, OperatingSystem.IsWindows() ? "git.exe" : "git")).First(File.Exists);

    public GitTree With(string path, string content)
    {
        _tree.With(path, content);
        return this;
    }

    public GitTree With(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_tree[path])!);
        File.WriteAllBytes(_tree[path], content);
        return this;
    }

    public GitTree Without(string path)
    {
        File.Delete(_tree[path]);
        return this;
    }

    /// <summary>Commits everything as it is.</summary>
    /// <returns>The name of the commit.</returns>
    public string Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", "a change");
        return Git("rev-parse", "HEAD").Trim();
    }

    public string Text(string path) => File.ReadAllText(_tree[path]);

    public string Git(params string[] arguments) => Encoding.UTF8.GetString(GitIn(Root, arguments));

    public byte[] GitBytes(params string[] arguments) => GitIn(Root, arguments);

    /// <summary>A tree that git itself would never make of files.</summary>
    public byte[] MakeTree(string entries) => Run(Root, entries, "mktree");

    public static byte[] GitIn(string directory, params string[] arguments) => Run(directory, "", arguments);

    private static byte[] Run(string directory, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false", "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false"];
        foreach (var argument in identity.Concat(arguments))
            start.ArgumentList.Add(argument);
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.ToArray();
    }

    public void Dispose()
    {
        // Git writes its objects read-only.
        foreach (var file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            File.SetAttributes(file, FileAttributes.Normal);
        _tree.Dispose();
    }
}
