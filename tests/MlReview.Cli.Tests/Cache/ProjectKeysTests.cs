using System.Collections.Immutable;
using System.Reflection;
using MlReview.Cli.Cache;
using MlReview.Cli.Compilations;
using MlReview.Cli.Notebooks;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Cache;

/// <summary>A key that forgets an input serves yesterday's findings: every property of a project counts, also one that somebody adds.</summary>
public sealed class ProjectKeysTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("a/A.cs", "class A;").With("a/Other.cs", "class Other;").With("b/B.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");

    public void Dispose() => _tree.Dispose();

    public static TheoryData<string> Properties => [.. typeof(ProjectModel).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_of_a_project_counts(string name)
    {
        var property = typeof(ProjectModel).GetProperty(name)!;
        var changed = Model() with { };
        property.SetValue(changed, Changed(property.GetValue(changed), name));
        Assert.NotEqual(Key(Model()), Key(changed));
    }

    [Fact]
    public void The_same_project_has_the_same_key() => Assert.Equal(Key(Model()), Key(Model()));

    [Fact]
    public void The_tool_counts() => Assert.NotEqual(Key(Model()), Key(Model(), "another tool"));

    [Fact]
    public void What_a_text_ends_with_is_not_what_the_next_begins_with()
    {
        using var one = new InputHash();
        using var other = new InputHash();
        Assert.NotEqual(one.Add("ab").Add("c").End(), other.Add("a").Add("bc").End());
        Assert.NotEqual(one.Add(["a"]).Add(["b"]).End(), other.Add(["a", "b"]).Add(Array.Empty<string>()).End());
    }

    private object? Changed(object? value, string name) => (value, name) switch
    {
        (_, nameof(ProjectModel.ProjectReferences)) => ImmutableArray.Create(_tree["b/B.csproj"]),
        (_, nameof(ProjectModel.Sources) or nameof(ProjectModel.AdditionalFiles) or nameof(ProjectModel.AnalyzerConfigs)) => ImmutableArray.Create(_tree["a/Other.cs"]),
        (_, nameof(ProjectModel.Directory)) => _tree["b"],
        (string text, _) => text + "x",
        (bool flag, _) => !flag,
        (null, nameof(ProjectModel.IsTestProject)) => true,
        (ImmutableArray<string> texts, _) => texts.Add("x"),
        (ImmutableHashSet<string> names, _) => names.Add("x"),
        (ImmutableArray<UsingItem> usings, _) => usings.Add(new UsingItem("System.Text", true, "")),
        (ImmutableArray<Notice> notices, _) => notices.Add(new Notice(NoticeKind.Assumed, "x", "y")),
        (_, nameof(ProjectModel.Notebook)) => new NotebookProgram(_tree["a/A.ipynb"], new byte[] { 1 }, "", []),
        (TargetFramework, _) => TargetFramework.TryParse("net6.0"),
        _ => throw new InvalidOperationException($"Say here how {name} changes, and in ProjectKeys what it counts for."),
    };

    private ProjectModel Model() => new()
    {
        Path = _tree["a/A.csproj"],
        Directory = _tree["a"],
        AssemblyName = "A",
        Framework = TargetFramework.Newest,
        Sources = [_tree["a/A.cs"]],
    };

    private string Key(ProjectModel model, string tool = "this tool")
    {
        var root = new ReviewRoot(_tree.Root);
        var tree = new FileTree(root);
        var reader = new ProjectReader(root, tree);
        var graph = ProjectGraph.Read(root, [model.Path], path => path == model.Path ? (model, "") : (reader.TryRead(path, out var reason), reason));
        return new ProjectKeys(root, graph, new AnalyzerConfigFiles(root, tree), new RestoredPackages(_tree["packages"]), tool).Of(model).Key;
    }
}
