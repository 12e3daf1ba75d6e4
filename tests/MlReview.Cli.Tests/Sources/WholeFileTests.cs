using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Sources;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("report.json", "before");

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("report.json")]
    [InlineData("new.json")]
    public void It_takes_the_place_of_what_was_there(string file)
    {
        WholeFile.Write(_tree[file], stream => stream.Write("after"u8));
        Assert.Equal("after", File.ReadAllText(_tree[file]));
        Assert.DoesNotContain(Directory.GetFiles(_tree.Root), f => f.Contains(".mlreview-", StringComparison.Ordinal));
    }

    [Fact]
    public void What_breaks_off_leaves_what_was_there()
    {
        Assert.Throws<IOException>(() => WholeFile.Write(_tree["report.json"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException();
        }));
        Assert.Equal("before", File.ReadAllText(_tree["report.json"]));
        Assert.Single(Directory.GetFiles(_tree.Root));
    }

    [Fact]
    public void A_link_is_written_through()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(_tree["link"], _tree["report.json"]);
        File.SetUnixFileMode(_tree["report.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        WholeFile.Write(_tree["link"], stream => stream.Write("after"u8));
        Assert.Equal("after", File.ReadAllText(_tree["report.json"]));
        Assert.NotNull(new FileInfo(_tree["link"]).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_tree["report.json"]));
    }

    [Fact]
    public void A_directory_is_no_file()
    {
        Directory.CreateDirectory(_tree["folder"]);
        Assert.Equal("it is a directory", WholeFile.Reason(Assert.Throws<IOException>(() => WholeFile.Write(_tree["folder"], _ => { }))));
    }
}
