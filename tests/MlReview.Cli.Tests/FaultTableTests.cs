using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests;

/// <summary>What goes wrong when reading and writing: one sentence each, the rest is reviewed, nothing is left half-written.</summary>
public sealed class FaultTableTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("root/good/App.csproj", Review.Project).With("root/good/Program.cs", Review.Program)
        .With("root/bad/App.csproj", Review.Project).With("root/bad/Program.cs", Review.Program);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_file_that_vanishes_while_the_review_runs()
    {
        var result = await ReviewAsync(new Deleting(_tree["root/bad/Program.cs"]));
        Assert.Equal("bad/Program.cs does not exist", Sentence(result));
        Assert.Equal("good/Program.cs", result.Relative(Assert.Single(result.Findings).Path));
    }

    [Fact]
    public async Task A_folder_that_vanishes_while_the_review_runs()
    {
        var result = await ReviewAsync(new Deleting(_tree["root/bad"]));
        Assert.Equal("bad/Program.cs does not exist", Sentence(result));
        Assert.Single(result.Findings);
    }

    [Fact]
    public async Task A_huge_file()
    {
        using (var file = File.Create(_tree["root/bad/Huge.cs"]))
            file.SetLength(200L << 20);
        var result = await ReviewAsync();
        Assert.Equal("bad/Huge.cs is larger than 4 MiB", Sentence(result));
        Assert.Equal(2, result.Findings.Length);
    }

    [Fact]
    public async Task A_binary_file_with_the_name_of_a_source()
    {
        File.WriteAllBytes(_tree["root/bad/Binary.cs"], [0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0, 0, 0xff, 0xfe, 0, 0]);
        var result = await ReviewAsync();
        Assert.Equal("bad/Binary.cs is a binary file", Sentence(result));
        Assert.Equal(2, result.Findings.Length);
    }

    [Fact]
    public async Task A_loop_of_links()
    {
        File.CreateSymbolicLink(_tree["root/bad/One.cs"], _tree["root/bad/Two.cs"]);
        File.CreateSymbolicLink(_tree["root/bad/Two.cs"], _tree["root/bad/One.cs"]);
        Directory.CreateSymbolicLink(_tree["root/bad/again"], _tree["root"]);
        var result = await ReviewAsync();
        Assert.Equal(["bad/One.cs goes through a loop of symbolic links", "bad/Two.cs goes through a loop of symbolic links"], result.Coverage.Notices.Select(n => $"{n.Subject} {n.Reason}"));
        Assert.Equal(2, result.Findings.Length);
    }

    [Fact]
    public async Task A_project_that_is_no_xml()
    {
        _tree.With("root/bad/App.csproj", "<Project><ItemGroup></Project>");
        var result = await ReviewAsync();
        Assert.Equal("bad/App.csproj is not valid XML (line 1, column 23)", Sentence(result));
        // Its files are there all the same.
        Assert.Equal(2, result.Findings.Length);
    }

    [Fact]
    public async Task A_file_that_may_not_be_read()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return;
        File.SetUnixFileMode(_tree["root/bad/Program.cs"], UnixFileMode.None);
        Assert.Equal("bad/Program.cs cannot be read: access is denied", Sentence(await ReviewAsync()));
    }

    [Fact]
    public async Task A_pipe_with_the_name_of_a_source_does_not_block()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var make = System.Diagnostics.Process.Start("mkfifo", [_tree["root/bad/Pipe.cs"]]))
            await make.WaitForExitAsync();
        Assert.Equal(2, (await ReviewAsync()).Findings.Length);
    }

    [Fact]
    public async Task A_report_for_which_no_space_is_left_leaves_the_others_whole()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var run = await Tool.RunAsync("review", _tree["root"], "--format", "json=/dev/full", "--format", "sarif=" + _tree["out.sarif"]);
        Assert.Equal((2, "mlreview: The json report cannot be written to '/dev/full': no space is left on the device."), (run.ExitCode, run.Error.Trim().Split('\n')[^1]));
        Assert.EndsWith("}\n", File.ReadAllText(_tree["out.sarif"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_a_directory()
    {
        Directory.CreateDirectory(_tree["out"]);
        var run = await Tool.RunAsync("review", _tree["root"], "--format", "json=" + _tree["out"]);
        Assert.Equal((2, $"mlreview: The json report cannot be written to '{_tree["out"]}': it is a directory."), (run.ExitCode, run.Error.Trim().Split('\n')[^1]));
        Assert.Empty(Directory.GetFileSystemEntries(_tree["out"]));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_named_and_fails_nothing()
    {
        _tree.With("file", "");
        var run = await Tool.RunAsync("review", _tree["root"], "--fail-on", "never", "--cache", _tree["file/cache"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"mlreview: The cache '{_tree["file/cache"]}' cannot be written: ", run.Error, StringComparison.Ordinal);
    }

    private Task<ReviewResult> ReviewAsync(IProgress? progress = null) => Review.OfAsync(_tree["root"], new ReviewSettings(Parallel: 1, Progress: progress));

    private static string Sentence(ReviewResult result)
    {
        var notice = Assert.Single(result.Coverage.Notices);
        return $"{notice.Subject} {notice.Reason}";
    }

    /// <summary>Deletes what lies in the way of the project that the reviewer begins with.</summary>
    private sealed class Deleting(string path) : IProgress
    {
        public void Report(int done, int total, string project)
        {
            if (!project.StartsWith("bad/", StringComparison.Ordinal))
                return;
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
    }
}
