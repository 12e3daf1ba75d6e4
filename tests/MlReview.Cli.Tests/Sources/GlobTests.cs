using System.Diagnostics;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Sources;

public sealed class GlobTests
{
    [Theory]
    [InlineData("**/*.cs", "a.cs")]
    [InlineData("**/*.cs", "x/y/a.cs")]
    [InlineData("**", "x/y/a.cs")]
    [InlineData("src/**", "src/a.cs")]
    [InlineData("src/**/gen/*.cs", "src/gen/a.cs")]
    [InlineData("src/**/gen/*.cs", "src/x/y/gen/a.cs")]
    [InlineData("*.?s", "a.cs")]
    [InlineData(@"src\*.CS", "src/a.cs")]
    [InlineData("a*b*c", "axxbyyc")]
    [InlineData("./a.cs", "a.cs")]
    public void Matches(string pattern, string path) => Assert.True(Glob.TryParse(pattern)!.IsMatch(path));

    [Theory]
    [InlineData("*.cs", "x/a.cs")]
    [InlineData("src/**", "srcs/a.cs")]
    [InlineData("**/gen/*.cs", "gen/x/a.cs")]
    [InlineData("a*b", "ab/c")]
    [InlineData("a?b", "ab")]
    public void Does_not_match(string pattern, string path) => Assert.False(Glob.TryParse(pattern)!.IsMatch(path));

    [Fact]
    public void No_pattern_takes_more_than_the_product_of_lengths()
    {
        var hostile = string.Concat(Enumerable.Repeat("**/*a*a*a*b/", 80));
        var path = string.Join('/', Enumerable.Repeat(new string('a', 200), 60));
        var clock = Stopwatch.StartNew();
        Assert.False(Glob.TryParse(hostile)!.IsMatch(path));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"took {clock.Elapsed}");
        Assert.Null(Glob.TryParse(new string('*', 5_000)));
    }
}
