using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>Projects together: solutions, references, real packages, and the settings that a build would honour.</summary>
public sealed class ReviewOfProjectsTests : IDisposable
{
    private const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>netstandard2.0</TargetFramework><LangVersion>latest</LangVersion></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" /><InternalsVisibleTo Include="App" /></ItemGroup>
        </Project>
        """;

    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    private Task<ReviewResult> ReviewAsync(string path = "") => Review.OfAsync(_tree[path]);

    [Fact]
    public async Task A_project_sees_the_projects_it_refers_to_also_indirectly()
    {
        _tree.With("lib/Lib.csproj", Library).With("lib/Data.cs", "namespace Lib; internal static class Data { public static Microsoft.ML.IDataView View = null; }")
            .With("middle/Middle.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../lib/Lib.csproj" /></ItemGroup></Project>""")
            .With("app/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><ProjectReference Include="../middle/Middle.csproj" /></ItemGroup></Project>""")
            .With("app/Train.cs", "class Train { void M(Microsoft.ML.MLContext ml) => Microsoft.ML.NormalizationCatalog.NormalizeMinMax(ml.Transforms, \"A\").Fit(Lib.Data.View); }");
        var result = await ReviewAsync();
        Assert.Single(result.Findings);
        Assert.Equal(0, result.Coverage.UnboundNames);
        Assert.All(result.Coverage.Projects, p => Assert.Equal(ProjectStatus.Analyzed, p.Status));
    }

    [Theory]
    [InlineData("All.sln", """
        Microsoft Visual Studio Solution File, Format Version 12.00
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "App", "app\App.csproj", "{1}"
        EndProject
        Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "folder", "folder", "{2}"
        EndProject
        Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "F", "f\F.fsproj", "{3}"
        EndProject
        """)]
    [InlineData("All.slnx", """<Solution><Folder Name="/x/"><Project Path="app/App.csproj" /></Folder><Project Path="f/F.fsproj" /></Solution>""")]
    public async Task A_solution_is_its_csharp_projects(string name, string content)
    {
        _tree.With(name, content).With("app/App.csproj", Review.Project).With("app/Program.cs", Review.Program).With("other/Other.csproj", Review.Project).With("other/Program.cs", Review.Program);
        var result = await ReviewAsync(name);
        Assert.Equal("app/App.csproj", Assert.Single(result.Coverage.Projects).Path);
        Assert.Single(result.Findings);
        Assert.Contains("is not a C# project", Assert.Single(result.Coverage.Notices).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_git_work_tree_the_files_above_the_path_count_as_in_a_build()
    {
        _tree.With(".git/HEAD", "").With("Directory.Build.props", "<Project><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")
            .With("src/app/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Microsoft.ML" /></ItemGroup></Project>""").With("src/app/Program.cs", Review.Program);
        var result = await ReviewAsync("src/app");
        Assert.Equal("Program.cs", result.Relative(Assert.Single(result.Findings).Path));
        Assert.Equal(0, result.Coverage.UnboundNames);
    }

    [Fact]
    public async Task Include_and_exclude_choose_the_files_that_are_reported()
    {
        _tree.With("a/App.csproj", Review.Project).With("a/Program.cs", Review.Program).With("b/App.csproj", Review.Project).With("b/Program.cs", Review.Program);
        Assert.Equal("a/Program.cs", Only(await Review.OfAsync(_tree.Root, include: "a/**")));
        Assert.Equal("b/Program.cs", Only(await Review.OfAsync(_tree.Root, exclude: "a/*.cs")));

        static string Only(ReviewResult result) => result.Relative(Assert.Single(result.Findings).Path);
    }

    [Fact]
    public async Task What_does_not_bind_is_counted_and_not_fatal()
    {
        _tree.With("App.csproj", Review.Project).With("Program.cs", Review.Program + "\nclass Chart : Plotting.Window { public Bitmap Draw() => null!; }");
        var result = await ReviewAsync();
        Assert.Single(result.Findings);
        Assert.Equal((2, 1), (result.Coverage.UnboundNames, result.Coverage.FilesWithUnbound));
        Assert.Equal(["Bitmap", "Plotting"], result.Coverage.Unbound);
    }

    [Fact]
    public async Task A_web_project_binds_to_asp_net_core()
    {
        _tree.With("Web.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net8.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Microsoft.Extensions.ML" /></ItemGroup>
            </Project>
            """).With("Program.cs", """
            using Microsoft.Extensions.ML;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddPredictionEnginePool<Row, Row>().FromFile("model.zip");
            builder.Build().MapPost("/predict", (PredictionEnginePool<Row, Row> pool, Row row) => pool.Predict(row));
            class Row { public float Size; }
            """);
        var result = await ReviewAsync();
        Assert.Equal("", string.Join(", ", result.Coverage.Unbound));
        Assert.Equal(1, result.Coverage.AnalyzedFiles);
    }

    [Fact]
    public async Task Model_mode_none_switches_a_project_off()
    {
        _tree.With("App.csproj", Review.Project).With("Program.cs", Review.Program).With("Directory.Build.props", "<Project><PropertyGroup><MlReviewMode>None</MlReviewMode></PropertyGroup></Project>");
        var result = await ReviewAsync();
        Assert.Empty(result.Findings);
        Assert.Equal(ProjectStatus.SwitchedOff, Assert.Single(result.Coverage.Projects).Status);
    }

    [Theory]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = none", null)]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = silent", null)]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = error", Level.Error)]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.TST001.severity = suggestion", Level.Note)]
    [InlineData(".editorconfig", "[other/*.cs]\ndotnet_diagnostic.TST001.severity = none", Level.Warning)]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Testing.severity = error", Level.Error)]
    [InlineData(".editorconfig", "[*.cs]\ngenerated_code = true", null)]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.TST001.severity = error", Level.Error)]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup><NoWarn>TST001</NoWarn></PropertyGroup></Project>", null)]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>", Level.Error)]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup><WarningsAsErrors>TST001</WarningsAsErrors></PropertyGroup></Project>", Level.Error)]
    [InlineData("Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>TST001</WarningsNotAsErrors></PropertyGroup></Project>", Level.Warning)]
    [InlineData("Suppressions.cs", "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Testing\", \"TST001\")]", null)]
    [InlineData("Suppressions.cs", "", Level.Warning)]
    internal async Task Settings_have_the_effect_of_a_build(string file, string content, Level? level)
    {
        _tree.With("app/App.csproj", Review.Project).With("app/Program.cs", Review.Program).With(file.EndsWith(".cs", StringComparison.Ordinal) ? "app/" + file : file, content);
        var result = await ReviewAsync();
        Assert.Equal(level, result.Findings.SingleOrDefault()?.Level);
        // What the project makes of the rule does not change what the defect does.
        Assert.All(result.Findings, f => Assert.Equal(Severity.Critical, f.Severity));
    }

    [Fact]
    public async Task A_pragma_suppresses_and_a_generated_file_is_not_looked_at()
    {
        _tree.With("a/App.csproj", Review.Project).With("a/Program.cs", Review.Program.Replace("var model", "#pragma warning disable TST001\nvar model", StringComparison.Ordinal))
            .With("b/App.csproj", Review.Project).With("b/Program.cs", "// <auto-generated/>\n" + Review.Program);
        Assert.Empty((await ReviewAsync()).Findings);
    }

    [Fact]
    public async Task A_real_package_replaces_the_surface()
    {
        WithRestored("microsoft.ml.core/1.0.0", "lib/netstandard2.0/Microsoft.ML.Core.dll");
        _tree.With("root/App.csproj", Review.Project).With("root/Program.cs", Review.Program);
        var result = await Review.OfAsync(_tree["root"], packages: _tree["packages"]);
        // Of this library only one assembly is restored, so the rest of it is missing: no surface stands in for it beside the real one.
        Assert.Empty(result.Findings);
        Assert.True(result.Coverage.UnboundNames > 0);
    }

    [Theory]
    [InlineData("../elsewhere", "lib/Microsoft.ML.Core.dll")]
    [InlineData("a/1.0.0", "../../../elsewhere/lib/Microsoft.ML.Core.dll")]
    [InlineData("//server/share", "Microsoft.ML.Core.dll")]
    public async Task An_assets_file_opens_nothing_outside_the_package_folder(string folder, string file)
    {
        WithRestored(folder, file);
        _tree.With("root/App.csproj", Review.Project).With("root/Program.cs", Review.Program);
        Directory.CreateDirectory(_tree["elsewhere/lib"]);
        File.Copy(Surface, _tree["elsewhere/lib/Microsoft.ML.Core.dll"]);
        Assert.Single((await Review.OfAsync(_tree["root"], packages: _tree["packages"])).Findings);
    }

    [Fact]
    public async Task A_broken_assets_file_is_ignored_and_named()
    {
        _tree.With("App.csproj", Review.Project).With("Program.cs", Review.Program).With("obj/project.assets.json", string.Concat(Enumerable.Repeat("{\"targets\":", 5_000)));
        var result = await ReviewAsync();
        Assert.Single(result.Findings);
        Assert.Equal("has an obj/project.assets.json that is not valid; it was ignored", Assert.Single(result.Coverage.Notices).Reason);
    }

    private static string Surface => Path.Combine(AppContext.BaseDirectory, "surfaces", "Microsoft.ML.Core.dll");

    /// <summary>A package folder with one assembly, and the assets file that names it by the given paths.</summary>
    private void WithRestored(string folder, string file)
    {
        _tree.With("root/obj/project.assets.json", $$"""
            {
              "targets": { "net8.0": { "Microsoft.ML/1.0.0": { "type": "package", "compile": { "{{file}}": {} } } } },
              "libraries": { "Microsoft.ML/1.0.0": { "type": "package", "path": "{{folder}}" } },
              "packageFolders": { "/": {} }
            }
            """);
        Directory.CreateDirectory(_tree["packages/microsoft.ml.core/1.0.0/lib/netstandard2.0"]);
        File.Copy(Surface, _tree["packages/microsoft.ml.core/1.0.0/lib/netstandard2.0/Microsoft.ML.Core.dll"]);
    }
}
