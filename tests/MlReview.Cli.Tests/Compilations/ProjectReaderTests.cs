using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>What a build would compile is what the reader reads, without a build.</summary>
public sealed class ProjectReaderTests : IDisposable
{
    private readonly TemporaryTree _tree = new();

    public void Dispose() => _tree.Dispose();

    private ProjectModel Read(string path)
    {
        var root = new ReviewRoot(_tree.Root);
        var model = new ProjectReader(root, new FileTree(root)).TryRead(Path.Combine(root.Directory, path), out var reason);
        Assert.True(model is not null, reason);
        return model;
    }

    private string[] Sources(string path) => [.. Read(path).Sources.Select(s => PathRules.Relative(_tree.Root, s))];

    private static string Sdk(string body) => $"""<Project Sdk="Microsoft.NET.Sdk">{body}</Project>""";

    [Fact]
    public void An_sdk_project_compiles_its_folder_without_output_and_hidden_folders()
    {
        _tree.With("a/A.csproj", Sdk("")).With("a/One.cs", "").With("a/sub/Two.cs", "").With("a/bin/No.cs", "").With("a/obj/No.cs", "").With("a/.hidden/No.cs", "").With("b/No.cs", "");
        Assert.Equal(["a/One.cs", "a/sub/Two.cs"], Sources("a/A.csproj"));
    }

    [Fact]
    public void Items_are_removed_excluded_and_linked_from_elsewhere()
    {
        _tree.With("a/A.csproj", Sdk("""
            <ItemGroup>
              <Compile Remove="old/**" />
              <Compile Include="..\shared\*.cs" Exclude="..\shared\Not.cs" Link="Shared\%(Filename)%(Extension)" />
            </ItemGroup>
            """)).With("a/One.cs", "").With("a/old/Two.cs", "").With("shared/Three.cs", "").With("shared/Not.cs", "");
        Assert.Equal(["a/One.cs", "shared/Three.cs"], Sources("a/A.csproj"));
    }

    [Fact]
    public void Default_items_can_be_switched_off_and_narrowed()
    {
        _tree.With("a/A.csproj", Sdk("<PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>")).With("a/One.cs", "");
        _tree.With("b/B.csproj", Sdk("<PropertyGroup><DefaultItemExcludes>$(DefaultItemExcludes);gen/**</DefaultItemExcludes></PropertyGroup>")).With("b/One.cs", "").With("b/gen/Two.cs", "");
        Assert.Empty(Sources("a/A.csproj"));
        Assert.Equal(["b/One.cs"], Sources("b/B.csproj"));
    }

    [Fact]
    public void A_project_of_the_old_format_compiles_what_it_names()
    {
        _tree.With("A.csproj", """
            <Project ToolsVersion="15.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <Import Project="$(MSBuildExtensionsPath)\$(MSBuildToolsVersion)\Microsoft.Common.props" Condition="Exists('$(MSBuildExtensionsPath)\x')" />
              <PropertyGroup><TargetFrameworkVersion>v4.7.2</TargetFrameworkVersion><OutputType>Exe</OutputType><DefineConstants>DEBUG;OLD</DefineConstants></PropertyGroup>
              <ItemGroup><Compile Include="Program.cs" /><Compile Include="Properties\*.cs" /><Reference Include="Microsoft.ML.Data, Version=1.0.0.0" /></ItemGroup>
              <Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" />
            </Project>
            """).With("Program.cs", "").With("Properties/Info.cs", "").With("Other.cs", "").With("packages.config", """<packages><package id="TorchSharp" version="1" /></packages>""");
        var project = Read("A.csproj");
        Assert.Equal(["Program.cs", "Properties/Info.cs"], Sources("A.csproj"));
        Assert.Equal(["Microsoft.ML.Data", "TorchSharp"], project.References.Order());
        Assert.Equal(FrameworkFamily.NetFramework, project.Framework.Family);
        Assert.Contains("/define:DEBUG;OLD", project.CompilerArguments);
        Assert.Empty(project.Notices);
    }

    [Fact]
    public void Directory_files_apply_from_the_nearest_and_chain_when_they_say_so()
    {
        _tree.With("Directory.Build.props", "<Project><PropertyGroup><Nullable>enable</Nullable><NoWarn>MLR401</NoWarn></PropertyGroup></Project>")
            .With("src/Directory.Build.props", """
                <Project>
                  <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
                  <PropertyGroup><NoWarn>$(NoWarn);MLR403</NoWarn></PropertyGroup>
                </Project>
                """)
            .With("Directory.Packages.props", """<Project><ItemGroup><GlobalPackageReference Include="Microsoft.ML" Version="4.0.0" /></ItemGroup></Project>""")
            .With("Directory.Build.targets", """<Project><ItemGroup Condition="'$(TargetFrameworkIdentifier)' == '.NETCoreApp'"><Using Include="Microsoft.ML" /></ItemGroup></Project>""")
            .With("src/a/A.csproj", Sdk("<PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup>"));
        var project = Read("src/a/A.csproj");
        Assert.Contains("/nullable:enable", project.CompilerArguments);
        Assert.Contains("/nowarn:MLR401;MLR403", project.CompilerArguments);
        Assert.Contains("Microsoft.ML", project.References);
        Assert.Equal([new UsingItem("Microsoft.ML", false, "")], project.Usings);
    }

    [Fact]
    public void Imports_and_shared_projects_are_read_relative_to_themselves()
    {
        _tree.With("a/A.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="..\shared\Shared.projitems" Label="Shared" />
              <Import Project="../build/common.props" Condition="Exists('../build/common.props')" />
            </Project>
            """)
            .With("shared/Shared.projitems", """<Project><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Two.cs" /></ItemGroup></Project>""")
            .With("build/common.props", "<Project><PropertyGroup><LangVersion>11</LangVersion></PropertyGroup></Project>")
            .With("a/One.cs", "").With("shared/Two.cs", "");
        Assert.Equal(["a/One.cs", "shared/Two.cs"], Sources("a/A.csproj"));
        Assert.Contains("/langversion:11", Read("a/A.csproj").CompilerArguments);
    }

    [Fact]
    public void Of_an_unknown_condition_both_branches_are_tried_and_that_is_reported()
    {
        _tree.With("A.csproj", Sdk("""
            <PropertyGroup><EnableDefaultItems>false</EnableDefaultItems></PropertyGroup>
            <ItemGroup>
              <Compile Include="One.cs" Condition="$([MSBuild]::IsOSPlatform('Linux'))" />
              <Compile Include="Two.cs" Condition="!$([MSBuild]::IsOSPlatform('Linux'))" />
              <Compile Include="Three.cs" Condition="'$(Configuration)' == 'Release'" />
              <Compile Include="Four.cs" Condition="'$(OS)' == 'Windows_NT' And 'a' != 'a'" />
            </ItemGroup>
            """)).With("One.cs", "").With("Two.cs", "").With("Three.cs", "").With("Four.cs", "");
        Assert.Equal(["One.cs", "Two.cs"], Sources("A.csproj"));
        var notice = Assert.Single(Read("A.csproj").Notices);
        Assert.StartsWith("has 2 condition(s) that are not understood", notice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_takes_the_first_branch_that_holds()
    {
        _tree.With("A.csproj", Sdk("""
            <Choose>
              <When Condition="'$(Configuration)' == 'Release'"><PropertyGroup><LangVersion>8</LangVersion></PropertyGroup></When>
              <When Condition="'$(Configuration)' == 'Debug'"><PropertyGroup><LangVersion>9</LangVersion></PropertyGroup></When>
              <Otherwise><PropertyGroup><LangVersion>10</LangVersion></PropertyGroup></Otherwise>
            </Choose>
            """));
        Assert.Contains("/langversion:9", Read("A.csproj").CompilerArguments);
    }

    [Theory]
    [InlineData("net6.0;net8.0", "net8.0", "12.0")]
    [InlineData("netstandard2.0;net48", "netstandard2.0", "7.3")]
    [InlineData("net8.0;net8.0-windows10.0.19041;net9.0-android", "net9.0-android", "13.0")]
    [InlineData("net10.0-windows;net10.0", "net10.0", "14.0")]
    [InlineData("netcoreapp3.1;net472;netstandard2.1", "netcoreapp3.1", "8.0")]
    public void Of_several_frameworks_the_newest_is_taken(string several, string newest, string language)
    {
        _tree.With("A.csproj", Sdk($"<PropertyGroup><TargetFrameworks>{several}</TargetFrameworks></PropertyGroup>"));
        var project = Read("A.csproj");
        Assert.Equal(newest, project.Framework.Moniker);
        Assert.Contains("/langversion:" + language, project.CompilerArguments);
    }

    [Fact]
    public void Items_of_the_newest_framework_count_and_those_of_others_do_not()
    {
        _tree.With("A.csproj", Sdk("""
            <PropertyGroup><TargetFrameworks>net472;net8.0</TargetFrameworks></PropertyGroup>
            <ItemGroup Condition="'$(TargetFramework)' == 'net472'"><PackageReference Include="Old" /></ItemGroup>
            <ItemGroup Condition=" '$(TargetFramework)' == 'net8.0' "><PackageReference Include="New" /></ItemGroup>
            """));
        Assert.Equal(["New"], Read("A.csproj").References);
    }

    [Fact]
    public void The_symbols_of_the_framework_are_defined()
    {
        _tree.With("A.csproj", Sdk("<PropertyGroup><TargetFramework>net8.0-windows</TargetFramework><DefineConstants>$(DefineConstants);MINE</DefineConstants></PropertyGroup>"));
        var symbols = Read("A.csproj").CompilerArguments.Single(a => a.StartsWith("/define:", StringComparison.Ordinal))["/define:".Length..].Split(';');
        Assert.Subset(symbols.ToHashSet(), new HashSet<string> { "MINE", "DEBUG", "TRACE", "NET", "NET8_0", "NET6_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER", "WINDOWS" });
        Assert.DoesNotContain("NET9_0_OR_GREATER", symbols);
    }

    [Fact]
    public void Implicit_usings_are_those_of_the_sdk_with_the_projects_own()
    {
        _tree.With("A.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><ImplicitUsings>true</ImplicitUsings></PropertyGroup>
              <ItemGroup><Using Include="System.Math" Static="true" /><Using Include="A.B" Alias="C" /><Using Remove="System.Net.Http" /></ItemGroup>
            </Project>
            """);
        var project = Read("A.csproj");
        Assert.Contains(new UsingItem("Microsoft.AspNetCore.Builder", false, ""), project.Usings);
        Assert.Contains(new UsingItem("System.Math", true, ""), project.Usings);
        Assert.Contains(new UsingItem("A.B", false, "C"), project.Usings);
        Assert.DoesNotContain(project.Usings, u => u.Name == "System.Net.Http");
        Assert.True(project.UsesAspNetCore);
        Assert.Contains("/target:exe", project.CompilerArguments);
    }

    [Theory]
    [InlineData("<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>", true)]
    [InlineData("""<ItemGroup><PackageReference Include="xunit" /></ItemGroup>""", true)]
    [InlineData("""<PropertyGroup><IsTestProject>false</IsTestProject></PropertyGroup><ItemGroup><PackageReference Include="xunit" /></ItemGroup>""", false)]
    [InlineData("", false)]
    public void A_test_project_is_known_by_its_property_or_its_packages(string body, bool isTest)
    {
        _tree.With("A.csproj", Sdk(body));
        Assert.Equal(isTest, Read("A.csproj").IsTestProject == true);
    }

    [Fact]
    public void References_to_projects_leave_out_analyzers_and_build_order()
    {
        _tree.With("a/A.csproj", Sdk("""
            <ItemGroup>
              <ProjectReference Include="..\b\B.csproj" />
              <ProjectReference Include="../c/C.csproj" OutputItemType="Analyzer" />
              <ProjectReference Include="../d/D.csproj"><ReferenceOutputAssembly>false</ReferenceOutputAssembly></ProjectReference>
            </ItemGroup>
            """));
        Assert.Equal([_tree["b/B.csproj"]], Read("a/A.csproj").ProjectReferences);
    }

    [Fact]
    public void Nothing_in_a_target_counts()
    {
        _tree.With("A.csproj", Sdk("""<Target Name="T"><PropertyGroup><LangVersion>8</LangVersion></PropertyGroup><ItemGroup><Compile Remove="**" /></ItemGroup></Target>""")).With("One.cs", "");
        Assert.Equal(["One.cs"], Sources("A.csproj"));
        Assert.DoesNotContain("/langversion:8", Read("A.csproj").CompilerArguments);
    }
}
