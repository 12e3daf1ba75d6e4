using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace MlReview.EndToEnd;

/// <summary>The problem matcher for builds in a workflow: it reads what a build prints, and nothing else.</summary>
[Collection(SamplesCollection.Name)]
public sealed class ProblemMatcherTests(SamplesBuild build)
{
    private static readonly string File = Repository.PathOf("action", "mlreview-matcher.json");

    [Fact]
    public void Every_finding_of_a_build_is_read_in_all_its_parts()
    {
        var lines = build.Log.Text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var read = lines.Select(Read).OfType<BuildMessage>().Distinct().ToList();

        Assert.True(read.Count > 20, build.Log.Text);
        Assert.Equal(build.Log.Messages.Where(message => message.Line > 0), read);
        // The annotation leads to the file also where the compiler prints a relative path.
        Assert.All(lines.Where(line => Read(line) is not null), line => Assert.EndsWith(".csproj", Group(line, "fromPath"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/src/Train.cs(3,5): warning MLR101: learned [too much] (https://example.org) [/src/App.csproj]", "/src/Train.cs", 3, "warning", "MLR101", "learned [too much] (https://example.org)")]
    [InlineData("     1>C:\\a b\\Train (1).cs(3,5,3,9): error CS1002: ; expected [C:\\a b\\App.csproj::TargetFramework=net10.0]", "C:\\a b\\Train (1).cs", 3, "error", "CS1002", "; expected")]
    [InlineData("Train.cs(12,1): warning MLR301: no seed", "Train.cs", 12, "warning", "MLR301", "no seed")]
    public void A_line_of_a_build_is_read(string line, string file, int number, string severity, string code, string message) =>
        Assert.Equal(new BuildMessage(severity, code, Path.GetFullPath(file), number, int.Parse(Group(line, "column"), System.Globalization.CultureInfo.InvariantCulture), message), Read(line));

    [Theory]
    [InlineData("CSC : warning CS8032: An instance of analyzer cannot be created")]
    [InlineData("/src/App.csproj : warning NU1603: App depends on Microsoft.ML (>= 4.0.0)")]
    [InlineData("/sdk/Microsoft.Common.targets(2412,5): warning MSB3277: Found conflicts [/src/App.csproj]")]
    [InlineData("/src/Train.cs(3,5): info MLR101: learned")]
    [InlineData("/src/Train.cs(3,5): warning MLR101 learned")]
    [InlineData("/src/Train.cs:3:5: warning MLR101: learned")]
    [InlineData("/src/Train.cs(3): warning : learned")]
    [InlineData("(3,5): warning MLR101: learned")]
    [InlineData("Build succeeded with 3 warning(s) MLR101: (1,2)")]
    [InlineData("    5 Warning(s)")]
    public void What_only_looks_like_one_is_not(string line) => Assert.Null(Read(line));

    [Fact]
    public void It_takes_the_place_of_the_one_that_setup_dotnet_brings()
    {
        // A runner keeps one matcher of an owner: with both, no finding is shown twice.
        Assert.Equal("csc", Matcher().GetProperty("owner").GetString());
        Assert.Equal(["problemMatcher"], JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void The_guide_shows_it_as_it_is()
    {
        static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains(Bare(System.IO.File.ReadAllText(File)), Bare(System.IO.File.ReadAllText(Repository.PathOf("docs", "ci.md"))), StringComparison.Ordinal);
    }

    private static JsonElement Matcher() => JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement.GetProperty("problemMatcher").EnumerateArray().Single();

    private static JsonElement Pattern() => Matcher().GetProperty("pattern").EnumerateArray().Single();

    /// <summary>As a runner does.</summary>
    private static Match Match(string line) =>
        Regex.Match(line, Pattern().GetProperty("regexp").GetString()!, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    private static string Group(string line, string name) => Match(line).Groups[Pattern().GetProperty(name).GetInt32()].Value;

    private static BuildMessage? Read(string line) => !Match(line).Success ? null : new BuildMessage(
        Group(line, "severity"),
        Group(line, "code"),
        Path.GetFullPath(Group(line, "file")),
        int.Parse(Group(line, "line"), System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(Group(line, "column"), System.Globalization.CultureInfo.InvariantCulture),
        Group(line, "message"));
}
