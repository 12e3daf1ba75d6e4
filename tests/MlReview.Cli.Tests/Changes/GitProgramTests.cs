using MlReview.Cli.Changes;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Changes;

/// <summary>Whatever git does, the review stays within its bounds and ends when it is told to.</summary>
public sealed class GitProgramTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_git_that_never_ends_is_ended()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Git("echo started; exec tail -f /dev/null").RunAsync(["status"], null, (output, _) =>
        {
            Assert.Equal('s', output.ReadByte());
            cancellation.Cancel();
            // Blocks until the process is gone.
            while (output.ReadByte() >= 0)
            {
            }
            return Task.CompletedTask;
        }, cancellation.Token));
    }

    [Fact]
    public async Task An_output_without_end_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        var git = new GitProgram(Script("yes"), _tree.Root) { MostOutput = 1 << 20 };
        var refusal = await Assert.ThrowsAsync<ChangeException>(() => git.RunAsync(CancellationToken.None, "diff"));
        Assert.Equal("git diff prints more than 1 MiB here; review a smaller change.", refusal.Message);
    }

    [Fact]
    public async Task An_input_that_nobody_reads_is_no_failure()
    {
        if (OperatingSystem.IsWindows())
            return;
        var (code, error) = await Git("echo broken >&2; exit 3").RunAsync(["cat-file"], new string('x', 1 << 20), static (_, _) => Task.CompletedTask, CancellationToken.None);
        Assert.Equal((3, "broken\n"), (code, error));
    }

    private GitProgram Git(string script) => new(Script(script), _tree.Root);

    private string Script(string text)
    {
        _tree.With("git", "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_tree["git"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return _tree["git"];
    }
}
