using MlReview.Cli.Compilations;

namespace MlReview.Cli.Tests.Compilations;

public sealed class ProjectConditionTests
{
    private static bool? Evaluate(string condition)
    {
        var properties = new ProjectProperties();
        properties.Set("Configuration", "Debug");
        properties.Set("Version", "8.0");
        properties.Fix("OS", null);
        return ProjectCondition.Evaluate(condition, properties.Expand, path => path == "there");
    }

    [Theory]
    [InlineData("")]
    [InlineData("'$(Configuration)' == 'debug'")]
    [InlineData(" '$(Configuration)|$(Platform)'=='Debug|' ")]
    [InlineData("'$(Configuration)' != 'Release' And '$(Nothing)' == ''")]
    [InlineData("'a' == 'b' or 'a' == 'a'")]
    [InlineData("'a' == 'b' And 'a' == 'b' Or 'a' == 'a'")]
    [InlineData("!('a' == 'b')")]
    [InlineData("$(Configuration) == Debug")]
    [InlineData("'1.0' == '1'")]
    [InlineData("'$(Version)' >= '6.0'")]
    [InlineData("Exists('there')")]
    [InlineData("!Exists('elsewhere')")]
    [InlineData("true")]
    [InlineData("'$(OS)' == 'Windows_NT' Or 'a' == 'a'")]
    public void Holds(string condition) => Assert.True(Evaluate(condition));

    [Theory]
    [InlineData("'$(Configuration)' == 'Release'")]
    [InlineData("'$(Nothing)' != ''")]
    [InlineData("'a' == 'a' and false")]
    [InlineData("'a' == 'a' And ('a' == 'b' Or 'c' == 'd')")]
    [InlineData("'$(OS)' == 'Windows_NT' And 'a' == 'b'")]
    public void Does_not_hold(string condition) => Assert.False(Evaluate(condition));

    [Theory]
    [InlineData("'$(OS)' == 'Windows_NT'")]
    [InlineData("!('$(OS)' == 'Windows_NT')")]
    [InlineData("'$(OS)' == 'Windows_NT' Or 'a' == 'b'")]
    [InlineData("$([MSBuild]::IsOSPlatform('Linux'))")]
    [InlineData("'$(Configuration.StartsWith('D'))' == 'true'")]
    [InlineData("HasTrailingSlash('a')")]
    [InlineData("'@(Compile)' == ''")]
    [InlineData("'a' == ")]
    [InlineData("'a' = 'a'")]
    [InlineData("('a' == 'a'")]
    [InlineData("'unfinished")]
    public void Is_unknown(string condition) => Assert.Null(Evaluate(condition));

    [Fact]
    public void A_condition_of_any_length_ends()
    {
        Assert.Null(Evaluate(new string('!', 100_000)));
        Assert.Null(Evaluate(new string('(', 4_000)));
    }
}
