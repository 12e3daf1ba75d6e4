using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>
/// A project file is data of a stranger. Whatever it says, nothing outside the root is opened, the review ends, and one sentence says what
/// was not read. The secret beside the root holds a finding, so opening it would show.
/// </summary>
public sealed class HostileProjectTests : IDisposable
{
    private readonly TemporaryTree _tree = new TemporaryTree().With("Secret.cs", Review.Program).With("root/Innocent.cs", "class Innocent;");

    public void Dispose() => _tree.Dispose();

    private async Task<ReviewResult> ReviewAsync(string body, string sdk = " Sdk=\"Microsoft.NET.Sdk\"")
    {
        _tree.With("root/A.csproj", $"""<Project{sdk}><ItemGroup><PackageReference Include="Microsoft.ML" /></ItemGroup>{body}</Project>""");
        return await Review.OfAsync(_tree["root"]);
    }

    private static string Sentence(ReviewResult result) =>
        Assert.Single(result.Coverage.Notices, n => n.Kind == NoticeKind.Failed) is var notice ? $"{notice.Subject} {notice.Reason}" : "";

    [Theory]
    [InlineData("../Secret.cs", "lies outside the review root")]
    [InlineData(@"..\Secret.cs", "lies outside the review root")]
    [InlineData("sub/../../Secret.cs", "lies outside the review root")]
    [InlineData("%2e%2e/Secret.cs", "lies outside the review root")]
    [InlineData("../*.cs", "lies outside the review root")]
    [InlineData("**/../../*.cs", "climbs out of its own pattern")]
    [InlineData("/etc/hosts.cs", "lies outside the review root")]
    [InlineData(@"\\server\share\Secret.cs", "is a network or device path")]
    [InlineData("//server/share/Secret.cs", "is a network or device path")]
    [InlineData(@"\\?\C:\Secret.cs", "is a network or device path")]
    [InlineData(@"\\.\pipe\x.cs", "is a network or device path")]
    [InlineData(@"C:\Secret.cs", "is an absolute path")]
    public async Task A_path_out_of_the_root_is_not_opened(string path, string reason)
    {
        // On Windows the drive is a place like any other, outside the root.
        if (OperatingSystem.IsWindows() && path.StartsWith("C:", StringComparison.Ordinal))
            reason = "lies outside the review root";
        var result = await ReviewAsync($"""<ItemGroup><Compile Include="{path}" /></ItemGroup>""");
        Assert.Empty(result.Findings);
        Assert.Equal($"A.csproj Compile '{path}' {reason}; it was not opened", Sentence(result));
    }

    [Fact]
    public async Task The_absolute_path_of_a_file_that_exists_is_not_opened()
    {
        var result = await ReviewAsync($"""<ItemGroup><Compile Include="{_tree["Secret.cs"]}" /></ItemGroup>""");
        Assert.Empty(result.Findings);
        Assert.Contains("lies outside the review root", Sentence(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imports_references_and_analyzer_files_out_of_the_root_are_not_opened()
    {
        _tree.With("evil.props", """<Project><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Secret.cs" /></ItemGroup></Project>""").With("other/B.csproj", Review.Project);
        var result = await ReviewAsync("""
            <Import Project="../evil.props" />
            <ItemGroup><ProjectReference Include="../other/B.csproj" /><AdditionalFiles Include="../Secret.cs" /><GlobalAnalyzerConfigFiles Include="../x.globalconfig" /></ItemGroup>
            """);
        Assert.Empty(result.Findings);
        Assert.Equal(4, result.Coverage.Notices.Count(n => n.Reason.Contains("lies outside the review root; it was not opened", StringComparison.Ordinal) || n.Reason.Contains("which lies outside the review root; it was not opened", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_out_of_the_root_is_not_followed()
    {
        File.CreateSymbolicLink(_tree["root/Linked.cs"], _tree["Secret.cs"]);
        Directory.CreateSymbolicLink(_tree["root/linked"], _tree.Root);
        var result = await ReviewAsync("""<ItemGroup><Compile Include="linked/Secret.cs" /></ItemGroup>""");
        Assert.Empty(result.Findings);
        Assert.Equal(
            ["A.csproj Compile 'linked/Secret.cs' lies outside the review root; it was not opened", "Linked.cs lies outside the review root"],
            result.Coverage.Notices.Select(n => $"{n.Subject} {n.Reason}").Order());
    }

    [Fact]
    public async Task A_loop_of_links_ends()
    {
        Directory.CreateSymbolicLink(_tree["root/loop"], _tree["root"]);
        File.CreateSymbolicLink(_tree["root/One.cs"], _tree["root/Two.cs"]);
        File.CreateSymbolicLink(_tree["root/Two.cs"], _tree["root/One.cs"]);
        var result = await ReviewAsync("""<ItemGroup><Compile Include="loop/loop/loop/**/*.cs" /></ItemGroup>""");
        Assert.Equal(2, result.Coverage.Notices.Count(n => n.Reason.Contains("loop of symbolic links", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Huge_globs_end_and_say_that_something_was_left_out()
    {
        var globs = string.Join(';', Enumerable.Range(0, 30_000).Select(i => $"**/*{i}*/**/?.cs"));
        var result = await ReviewAsync($"""<ItemGroup><Compile Include="{globs}" /></ItemGroup>""");
        Assert.Equal("A.csproj names more files or patterns than a project is allowed to; the rest was left out", Sentence(result));
    }

    [Fact]
    public async Task Properties_that_double_each_other_end()
    {
        var doubling = string.Concat(Enumerable.Range(1, 64).Select(i => $"<P{i}>$(P{i - 1})$(P{i - 1})</P{i}>"));
        var result = await ReviewAsync($"""<PropertyGroup><P0>xxxxxxxxxxxxxxxx</P0>{doubling}</PropertyGroup><ItemGroup><Compile Include="$(P64).cs" /></ItemGroup>""");
        Assert.Contains(result.Coverage.Notices, n => n.Reason == "Compile '$(P64).cs' is not understood and was left out");
    }

    [Theory]
    [InlineData("""<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>""", "declares a DTD, which is not accepted in a project file")]
    [InlineData("<Project><ItemGroup></Project>", "is not valid XML (line 1, column 23)")]
    [InlineData("", "is not valid XML (line 0, column 0)")]
    [InlineData("\0\0\0", "is not valid XML (line 1, column 1)")]
    public async Task A_project_that_is_no_project_is_one_sentence(string content, string reason)
    {
        _tree.With("root/A.csproj", content);
        var result = await Review.OfAsync(_tree["root"]);
        Assert.Equal("A.csproj " + reason, Sentence(result));
        Assert.Equal(ProjectStatus.Failed, Assert.Single(result.Coverage.Projects, p => p.Path == "A.csproj").Status);
    }

    [Fact]
    public async Task Elements_nested_without_end_are_refused()
    {
        var result = await ReviewAsync(string.Concat(Enumerable.Repeat("<Choose><When Condition=\"true\">", 20_000)) + string.Concat(Enumerable.Repeat("</When></Choose>", 20_000)));
        Assert.Equal("A.csproj is nested deeper than 64 elements", Sentence(result));
    }

    [Fact]
    public async Task A_project_file_of_any_size_is_refused_by_its_size()
    {
        var result = await ReviewAsync("<!--" + new string('x', 5 << 20) + "-->");
        Assert.Equal("A.csproj is larger than 4 MiB", Sentence(result));
    }

    [Fact]
    public async Task Imports_that_import_each_other_end()
    {
        _tree.With("root/x.props", """<Project><Import Project="y.props" /></Project>""").With("root/y.props", """<Project><Import Project="x.props" /></Project>""");
        var result = await ReviewAsync("""<Import Project="x.props" />""");
        Assert.Empty(result.Coverage.Notices);
    }

    [Fact]
    public async Task Projects_that_refer_to_each_other_are_reviewed_and_the_cycle_is_named()
    {
        const string Refers = """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Microsoft.ML" /><ProjectReference Include="{0}" /></ItemGroup></Project>""";
        _tree.With("root/a/A.csproj", Refers.Replace("{0}", "../b/B.csproj", StringComparison.Ordinal)).With("root/a/A.cs", "class A;")
            .With("root/b/B.csproj", Refers.Replace("{0}", "../c/C.csproj", StringComparison.Ordinal)).With("root/b/Program.cs", "using System.Collections.Generic;\n" + Review.Program)
            .With("root/c/C.csproj", Refers.Replace("{0}", "../a/A.csproj", StringComparison.Ordinal)).With("root/c/C.cs", "class C;");
        var result = await Review.OfAsync(_tree["root"]);
        Assert.Single(result.Findings);
        Assert.Equal("c/C.csproj closes a cycle of project references (a/A.csproj → b/B.csproj → c/C.csproj → a/A.csproj); the last reference was left out", Sentence(result));
    }

    [Fact]
    public async Task A_file_that_is_named_and_missing_is_named()
    {
        var result = await ReviewAsync("""<ItemGroup><Compile Include="Gone.cs" /></ItemGroup>""");
        Assert.Equal("Gone.cs does not exist", Sentence(result));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        _tree.With("root/Locked.cs", "using System.Collections.Generic;\n" + Review.Program);
        using (Lock(_tree["root/Locked.cs"]))
        {
            var result = await ReviewAsync("");
            // Permissions do not bind an administrator, for whom the file is like any other.
            if (result.Findings.IsEmpty)
                Assert.StartsWith("Locked.cs cannot be read: ", Sentence(result), StringComparison.Ordinal);
            else
                Assert.True(Environment.IsPrivilegedProcess);
        }
    }

    private static FileStream? Lock(string path)
    {
        if (OperatingSystem.IsWindows())
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        File.SetUnixFileMode(path, UnixFileMode.None);
        return null;
    }

    [Fact]
    public async Task Binary_and_broken_source_do_not_stop_the_review()
    {
        _tree.With("root/Binary.cs", "MZ\0\0\0\0\0\u0001").With("root/Broken.cs", "using Microsoft.ML; class { void ( } } ]] \"unfinished").With("root/Program.cs", "using System.Collections.Generic;\n" + Review.Program);
        var result = await ReviewAsync("<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>");
        Assert.Equal("Program.cs", result.Relative(Assert.Single(result.Findings).Path));
        Assert.Equal("Binary.cs is a binary file", Sentence(result));
    }

    [Fact]
    public async Task Text_of_the_project_never_becomes_source()
    {
        var result = await ReviewAsync("""<ItemGroup><Using Include="System; class Injected { } //" /><InternalsVisibleTo Include="&quot;)] class X { } //" /></ItemGroup>""");
        Assert.Empty(result.Findings);
        Assert.Equal(0, result.Coverage.UnboundNames);
    }
}
