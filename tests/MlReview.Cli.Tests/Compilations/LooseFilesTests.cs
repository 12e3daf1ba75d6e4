using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>Source without a project: what belongs together is compiled together.</summary>
public sealed class LooseFilesTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    private Task<ReviewResult> ReviewAsync() => Review.OfAsync(_tree.Root);

    private static string[] Projects(ReviewResult result) => [.. result.Coverage.Projects.Select(p => $"{p.Path} {p.Files}")];

    [Fact]
    public async Task A_folder_and_its_sub_folders_are_one_compilation()
    {
        _tree.With("Train.cs", "using Microsoft.ML; class Train { void M() => Source.Ml.Transforms.NormalizeMinMax(\"A\").Fit(Source.Data); }")
            .With("data/Source.cs", "using Microsoft.ML; static class Source { public static MLContext Ml = new(); public static IDataView Data = null!; }");
        var result = await ReviewAsync();
        Assert.Single(result.Findings);
        Assert.Equal(["(loose files) 2"], Projects(result));
    }

    [Fact]
    public async Task A_sub_folder_with_an_entry_point_is_a_program_of_its_own()
    {
        _tree.With("a/Program.cs", Review.Program).With("a/more/Row2.cs", "class Row2;")
            .With("b/Program.cs", "class Row; class Program { static void Main() { } }")
            .With("Shared.cs", "using Microsoft.ML; class Row;");
        var result = await ReviewAsync();
        Assert.Single(result.Findings);
        Assert.Equal(0, result.Coverage.UnboundNames);
        Assert.Equal(["(loose files) 1", "a/(loose files) 2", "b/(loose files) 1"], Projects(result));
    }

    [Fact]
    public async Task Two_entry_points_in_one_folder_are_two_programs_that_share_the_rest()
    {
        const string Body = "using Microsoft.ML; var ml = new MLContext(); ml.Transforms.NormalizeMinMax(Names.Size).Fit(null!);";
        _tree.With("One.cs", Body).With("Two.cs", Body).With("Names.cs", "static class Names { public const string Size = \"Size\"; }");
        var result = await ReviewAsync();
        Assert.Equal(["One.cs", "Two.cs"], result.Findings.Select(f => result.Relative(f.Path)));
        Assert.Equal(0, result.Coverage.UnboundNames);
    }

    [Fact]
    public async Task A_file_with_directives_is_a_program_with_its_packages_and_projects()
    {
        _tree.With("train.cs", "#!/usr/bin/env dotnet\n#:package Microsoft.ML@4.0.0\n#:property LangVersion=preview\n#:project lib/Lib.csproj\n" + Review.Program.Replace("\"Size\"", "Lib.Names.Size", StringComparison.Ordinal))
            .With("lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""")
            .With("lib/Names.cs", "namespace Lib; public static class Names { public const string Size = \"Size\"; }")
            .With("other.cs", "#:package Newtonsoft.Json\nSystem.Console.WriteLine(1);");
        var result = await ReviewAsync();
        Assert.Equal("train.cs", result.Relative(Assert.Single(result.Findings).Path));
        Assert.Equal(0, result.Coverage.UnboundNames);
        Assert.Equal(ProjectStatus.NoMachineLearning, result.Coverage.Projects.Single(p => p.Path == "other.cs").Status);
    }

    [Fact]
    public async Task Files_beside_a_project_that_leaves_them_out_are_counted_as_skipped()
    {
        _tree.With("A.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><Compile Remove="old/**" /></ItemGroup></Project>""").With("old/Old.cs", Review.Program);
        var result = await ReviewAsync();
        Assert.Empty(result.Findings);
        Assert.Equal(new Notice(NoticeKind.Skipped, "1 C# file", "lie beside a project that does not compile them"), Assert.Single(result.Coverage.Notices));
    }

    [Fact]
    public async Task One_file_is_reviewed_with_its_project_and_reported_alone()
    {
        _tree.With("App/App.csproj", Review.Project).With("App/Program.cs", Review.Program)
            .With("App/Other.cs", "using Microsoft.ML; class Other { void M(MLContext ml, Row row) => ml.Transforms.NormalizeMinMax(\"A\").Fit(null!); }");
        var result = await Review.OfAsync(_tree["App/Other.cs"]);
        Assert.Equal("Other.cs", result.Relative(Assert.Single(result.Findings).Path));
        Assert.Equal(0, result.Coverage.UnboundNames);
    }
}
