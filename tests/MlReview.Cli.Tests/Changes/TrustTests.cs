using MlReview.Cli.Changes;

namespace MlReview.Cli.Tests.Changes;

/// <summary>Who reviews their own change is reviewed by the configuration that it brings; who reviews a stranger's, by the one before it.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly GitTree _tree = new GitTree().With("src/App.csproj", Code.Library).With("src/A.cs", Code.Class("A", "null"));

    public TrustTests() => _tree.Commit();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = none\n")]
    [InlineData("src/.globalconfig", "is_global = true\ndotnet_diagnostic.TST001.severity = none\n")]
    [InlineData(".editorconfig", "[*.cs]\ngenerated_code = true\n")]
    [InlineData("src/Directory.Build.props", "<Project><PropertyGroup><NoWarn>TST001</NoWarn></PropertyGroup></Project>")]
    [InlineData("src/Directory.Build.props", "<Project><PropertyGroup><MlReviewMode>None</MlReviewMode></PropertyGroup></Project>")]
    [InlineData("src/Directory.Build.targets", "<Project><ItemGroup><EditorConfigFiles Include=\"$(MSBuildThisFileDirectory)quiet.txt\" /></ItemGroup></Project>")]
    public async Task What_the_change_switches_off_is_off_for_its_author_alone(string path, string content)
    {
        _tree.With(path, content).With("src/quiet.txt", "is_global = true\ndotnet_diagnostic.TST001.severity = none\n").With("src/A.cs", Code.Class("A", Code.Fit("New")));
        foreach (var diff in new[] { "HEAD", "HEAD~1..HEAD" })
        {
            Assert.Empty((await ChangeRun.OfAsync(_tree.Root, diff, configuration: ConfigurationSide.Head)).Places());
            Assert.Equal(["src/A.cs:4"], (await ChangeRun.OfAsync(_tree.Root, diff, configuration: ConfigurationSide.Base)).Places());
            _tree.Commit();
        }
    }

    [Fact]
    public async Task A_project_that_the_change_adds_cannot_switch_itself_off()
    {
        _tree.With("new/New.csproj", Code.Library.Replace("<TargetFramework>", "<NoWarn>TST001</NoWarn><MlReviewMode>None</MlReviewMode><TargetFramework>", StringComparison.Ordinal)).With("new/N.cs", Code.Class("N", Code.Fit("New")));
        Assert.Empty((await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
        Assert.Equal(["new/N.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "HEAD", configuration: ConfigurationSide.Base)).Places());
    }

    [Fact]
    public async Task What_was_off_before_stays_off_when_the_change_removes_it()
    {
        _tree.With(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = none\n").With("src/Directory.Build.props", "<Project><PropertyGroup><NoWarn>TST001</NoWarn></PropertyGroup></Project>").Commit();
        _tree.Without(".editorconfig").Without("src/Directory.Build.props").With("src/A.cs", Code.Class("A", Code.Fit("New")));
        Assert.Equal(["src/A.cs:4"], (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Places());
        Assert.Empty((await ChangeRun.OfAsync(_tree.Root, "HEAD", configuration: ConfigurationSide.Base)).Places());
    }

    [Fact]
    public async Task A_suppression_that_the_change_adds_is_honoured_and_listed()
    {
        _tree.With("src/Before.cs", "#pragma warning disable MLR301\n").Commit();
        _tree.With("src/Before.cs", "#pragma warning disable MLR301\n// more\n").With("src/A.cs", """
            using System.Diagnostics.CodeAnalysis;
            // #pragma warning disable MLR101
            #pragma warning disable CS0168
            #if NEVER_DEFINED
            #pragma warning disable MLR102, CS0168, MLR101 // reason
            #endif
            #pragma warning restore MLR102
            [SuppressMessage("Leakage",
                "MLR103:Something")]
            class A
            {
                string s = "#pragma warning disable MLR104 [SuppressMessage(\"a\", \"MLR104\")]";
            #pragma warning disable
            }
            """);
        var suppressions = (await ChangeRun.OfAsync(_tree.Root, "HEAD")).Change!.Suppressions;
        Assert.Equal([(5, "MLR101,MLR102"), (8, "MLR103"), (13, "")], suppressions.Select(s => (s.Line, string.Join(',', s.Rules))));
        Assert.All(suppressions, s => Assert.Equal(_tree["src/A.cs"], s.Path));
    }
}
