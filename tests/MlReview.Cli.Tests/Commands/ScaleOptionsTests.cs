namespace MlReview.Cli.Tests.Commands;

public sealed class ScaleOptionsTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("src/App.csproj", Review.Project).With("src/Program.cs", "using Microsoft.ML;");

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("--shard 3/2", "--shard does not understand '3/2'; it takes I/N with I from 1 to N, such as 2/8.")]
    [InlineData("--no-cache --cache x", "--no-cache keeps nothing and --cache says where to keep it; give one of them.")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string options, string sentence)
    {
        var run = await Tool.RunAsync(["review", _tree.Root, .. options.Split(' ')]);
        Assert.Equal((2, "mlreview: " + sentence, ""), (run.ExitCode, run.Error.Trim(), run.Output));
    }

    [Fact]
    public async Task A_cache_that_is_a_file_is_one_sentence()
    {
        var run = await Tool.RunAsync("review", _tree.Root, "--cache", _tree["src/App.csproj"]);
        Assert.Equal((2, $"mlreview: --cache '{_tree["src/App.csproj"]}' is not a directory; give one, or a name for a new one."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task Results_are_kept_where_it_is_said_and_nowhere_when_it_is_said()
    {
        await Tool.RunAsync("review", _tree["src"], "--cache", _tree["kept"]);
        Assert.Single(Directory.GetFiles(_tree["kept"], "*", SearchOption.AllDirectories));
        Directory.Delete(_tree["kept"], recursive: true);
        await Tool.RunAsync("review", _tree["src"], "--no-cache");
        Assert.False(Directory.Exists(_tree["kept"]));
    }

    [Fact]
    public async Task A_part_of_a_review_says_that_it_is_one()
    {
        var run = await Tool.RunAsync("review", _tree.Root, "--shard", "1/2");
        Assert.Contains("This is part 1/2 of a review; 'mlreview merge' joins the parts.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_for_which_no_space_is_left_is_one_sentence()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var tool = Path.Combine(AppContext.BaseDirectory, "mlreview.dll");
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"exec dotnet '{tool}' rules > /dev/full"]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((2, "mlreview: What was to be written is cut short: no space is left on the device."), (process.ExitCode, error.Trim()));
    }
}
