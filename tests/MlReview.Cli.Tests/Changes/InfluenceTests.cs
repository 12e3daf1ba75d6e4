using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Changes;

/// <summary>The projects that a change can influence are analysed, and no others.</summary>
public sealed class InfluenceTests : IDisposable
{
    private readonly GitTree _tree = new GitTree()
        .With("core/Core.csproj", Code.Library).With("core/C.cs", Code.Class("C", Code.Fit("c")))
        .With("app/App.csproj", Code.Library.Replace("<ItemGroup>", "<ItemGroup><ProjectReference Include=\"../core/Core.csproj\" />", StringComparison.Ordinal)).With("app/A.cs", Code.Class("A", Code.Fit("a")))
        .With("far/Far.csproj", Code.Library.Replace("<ItemGroup>", "<Import Project=\"../build/far.props\" /><ItemGroup>", StringComparison.Ordinal)).With("far/F.cs", Code.Class("F", Code.Fit("f")))
        .With("build/far.props", "<Project />")
        .With("old.sln", "")
        .With("loose/L.cs", Code.Class("L", Code.Fit("l")));

    public InfluenceTests() => _tree.Commit();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData("core/C.cs", "app core")]
    [InlineData("app/A.cs", "app")]
    [InlineData("far/F.cs", "far")]
    [InlineData("loose/L.cs", "loose")]
    [InlineData("build/far.props", "far")]
    [InlineData("core/Core.csproj", "app core")]
    [InlineData("app/New.cs", "app")]
    [InlineData("far/.editorconfig", "far")]
    [InlineData(".editorconfig", "app core far loose")]
    [InlineData("core/Directory.Build.props", "app core")]
    [InlineData("Directory.Packages.props", "app core far loose")]
    [InlineData("README.md", "")]
    [InlineData("old.sln", "")]
    [InlineData("core/new.sln", "app core")]
    public async Task A_touched_file_reaches(string path, string projects)
    {
        _tree.With(path, path.EndsWith(".cs", StringComparison.Ordinal) ? "// new\n" : path.EndsWith("proj", StringComparison.Ordinal) ? File.ReadAllText(_tree[path]) + "<!-- new -->" : path.EndsWith("props", StringComparison.Ordinal) ? "<Project></Project>" : "# new\n");
        Assert.Equal(projects, Analysed(await ChangeRun.OfAsync(_tree.Root, "HEAD")));
        _tree.Commit();
        Assert.Equal(projects, Analysed(await ChangeRun.OfAsync(_tree.Root, "HEAD~1..HEAD")));
    }

    [Fact]
    public async Task A_file_whose_presence_a_project_asks_for_reaches_it()
    {
        _tree.With("far/Far.csproj", Code.Library.Replace("<PropertyGroup>", "<PropertyGroup Condition=\"Exists('../switch.txt')\"><DefineConstants>X</DefineConstants></PropertyGroup><PropertyGroup>", StringComparison.Ordinal)).Commit();
        _tree.With("switch.txt", "");
        Assert.Equal("far", Analysed(await ChangeRun.OfAsync(_tree.Root, "HEAD")));
    }

    [Fact]
    public async Task A_setting_that_the_change_switches_on_makes_findings_on_unchanged_lines()
    {
        _tree.With(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.TST001.severity = none\n").Commit();
        _tree.With("core/.editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = error\n");
        var result = await ChangeRun.OfAsync(_tree.Root, "HEAD");
        Assert.Equal(["core/C.cs:4"], result.Places());
        Assert.Equal(2, result.Change!.OtherProjects);
    }

    private static string Analysed(ReviewResult result) =>
        string.Join(' ', result.Coverage.Projects.Select(p => p.Path.Contains("loose", StringComparison.Ordinal) ? "loose" : p.Path.Split('/')[0]).Order(StringComparer.Ordinal));
}
