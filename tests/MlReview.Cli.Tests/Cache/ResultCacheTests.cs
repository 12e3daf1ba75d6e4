using MlReview.Cli.Cache;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Cache;

public sealed class ResultCacheTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("root/a.cs", "");

    public void Dispose() => _tree.Dispose();

    private ReviewRoot Root => new(_tree["root"]);

    [Fact]
    public void What_is_written_is_read()
    {
        var cache = new ResultCache(_tree["cache"]);
        cache.Write("abcd", Result("A"), Root);
        Assert.Equal("A", cache.TryRead("abcd", Root)?.Coverage.Reason);
        Assert.Null(cache.TryRead("abce", Root));
        Assert.Equal("", cache.Problem);
    }

    [Fact]
    public void A_path_out_of_the_root_is_no_result()
    {
        var cache = new ResultCache(_tree["cache"]);
        var finding = Reports.SarifReportTests.Finding(_tree["outside.cs"]);
        cache.Write("abcd", Result("A") with { Findings = [finding] }, Root);
        Assert.Null(cache.TryRead("abcd", Root));
    }

    [Fact]
    public void What_was_used_longest_ago_goes_first()
    {
        var size = Size("aa01");
        for (var i = 1; i <= 3; i++)
            Write($"aa0{i}", new DateTime(2020, 1, i, 0, 0, 0, DateTimeKind.Utc));
        var cache = new ResultCache(_tree["cache"], mostBytes: 3 * size);
        Assert.NotNull(cache.TryRead("aa01", Root));
        cache.Write("aa04", Result("A"), Root);
        cache.Trim();
        Assert.Null(cache.TryRead("aa02", Root));
        Assert.All(["aa01", "aa03", "aa04"], key => Assert.NotNull(cache.TryRead(key, Root)));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_fails_nothing_and_is_named()
    {
        _tree.With("file", "");
        var cache = new ResultCache(_tree["file/cache"]);
        cache.Write("abcd", Result("A"), Root);
        Assert.Null(cache.TryRead("abcd", Root));
        Assert.StartsWith($"The cache '{_tree["file/cache"]}' cannot be written: ", cache.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_place_is_never_in_the_tree_under_review()
    {
        var place = CacheDirectory.Of(Root);
        Assert.NotNull(place);
        Assert.Null(CacheDirectory.Of(new ReviewRoot(Path.GetPathRoot(place)!)));
    }

    private long Size(string key)
    {
        Write(key, DateTime.UtcNow);
        return new FileInfo(_tree[$"cache/{key[..2]}/{key}.result"]).Length;
    }

    private void Write(string key, DateTime used)
    {
        new ResultCache(_tree["cache"]).Write(key, Result("A"), Root);
        File.SetLastWriteTimeUtc(_tree[$"cache/{key[..2]}/{key}.result"], used);
    }

    private static ProjectResult Result(string reason) => new() { Coverage = new ProjectCoverage("A.csproj", ProjectStatus.Analyzed, reason, 1, 1) };
}
