using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>
/// The pages of the rules say what the rules do: their code is compiled and analysed, their facts are those of the descriptors.
/// </summary>
public sealed class RulePageTests
{
    private const int LongestBlock = 40;
    private const string FileName = "Program.cs";

    private static readonly string[] s_sections = ["What it finds", "Why it costs money", "Bad", "Good", "When to suppress", "Options"];

    /// <summary>A finding about the tool has no code that is right or wrong.</summary>
    private static readonly string[] s_sectionsOfTheTool = ["What it means", "What to do", "When to suppress", "Options"];

    private static readonly string[] s_facts = ["Severity", "Finding", "Points at", "Fix"];

    // What a console project has: implicit usings, none of ML.NET. Who copies a block can compile it. Blocks derive from it, so that references are bound once.
    private static readonly CSharpCompilation s_console = Console();

    public static TheoryData<string> Pages => [.. RulePage.Ids];

    public static TheoryData<string> PagesOfRules => [.. RulePage.Ids.Where(id => !IsOfTheTool(id))];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() => Assert.Equal(
        RuleTable.Entries.Select(entry => entry.Descriptor.Id),
        RulePage.Ids);

    [Theory, MemberData(nameof(Pages))]
    public void The_page_has_the_form_of_all_pages(string id)
    {
        var page = RulePage.Read(id);
        Assert.Equal($"{id}: {Descriptor(id).Title.ToString(CultureInfo.InvariantCulture)}", Assert.Single(page.Titles));
        Assert.Equal(s_facts, page.Facts.Select(fact => fact.Name));
        Assert.Equal(IsOfTheTool(id) ? s_sectionsOfTheTool : s_sections, page.Headings);
        foreach (var heading in page.Headings)
            Assert.True(page.Section(heading).Length > 0, $"{RulePage.FileOf(id)}: '{heading}' is empty");
        foreach (var (name, value) in page.Facts)
            Assert.True(value.Length > 0, $"{RulePage.FileOf(id)}: '{name}' is empty");
    }

    [Theory, MemberData(nameof(Pages))]
    public void The_severity_is_that_of_the_descriptor(string id)
    {
        var descriptor = Descriptor(id);
        var expected = descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "off";
        var stated = RulePage.Read(id).Fact("Severity")!;
        Assert.True(
            Regex.IsMatch(stated, $@"^{expected}\b", RegexOptions.None),
            $"{RulePage.FileOf(id)}: the row 'Severity' says '{stated}'; it has to begin with '{expected}', as the descriptor says");
    }

    [Theory, MemberData(nameof(PagesOfRules))]
    public async Task Bad_code_has_findings_of_this_rule_alone(string id)
    {
        var page = RulePage.Read(id);
        var severities = page.Fact("Severity")! + (Descriptor(id).IsEnabledByDefault ? "" : $" {Descriptor(id).DefaultSeverity}");
        foreach (var (block, findings) in await AnalyseAsync(id, "Bad", Descriptor(id)))
        {
            Assert.True(findings.Any(finding => finding.Id == id), $"{block}: {id} does not speak. {Found(findings)}");
            Assert.True(findings.All(finding => finding.Id == id), $"{block}: another rule speaks too. {Found(findings)}");
            foreach (var finding in findings)
            {
                Assert.True(
                    severities.Contains(finding.Severity.ToString(), StringComparison.Ordinal),
                    $"{block}: a finding is {finding.Severity}, which the row 'Severity' does not name. {Found(findings)}");
                Assert.True(
                    page.Fact("Finding")!.Contains(finding.Verdict()!, StringComparison.Ordinal),
                    $"{block}: a finding is {finding.Verdict()}, which the row 'Finding' does not name. {Found(findings)}");
            }
        }
    }

    [Theory, MemberData(nameof(PagesOfRules))]
    public async Task Good_code_has_no_findings(string id)
    {
        foreach (var (block, findings) in await AnalyseAsync(id, "Good", enabled: null))
            Assert.True(findings.IsEmpty, $"{block}: nothing should be found. {Found(findings)}");
    }

    [Theory, MemberData(nameof(PagesOfRules))]
    public void Every_key_that_the_rule_reads_is_among_its_options(string id)
    {
        var page = RulePage.Read(id);
        var rule = AllRules.Rules.Single(rule => rule.Descriptor.Id == id);
        var read = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var code in page.Code("Bad").Concat(page.Code("Good")))
        {
            var program = Compile(code);
            var analysis = new CompilationAnalysis(program, (tree, _) => tree.FilePath.EndsWith(FileName, StringComparison.Ordinal), new RuleOptions(_ => new RecordedOptions(read)), [rule]);
            analysis.In(program.SyntaxTrees[^1], CancellationToken.None);
        }

        foreach (var key in read.Where(key => key.StartsWith(OptionKey.Prefix, StringComparison.Ordinal)))
            Assert.True(page.Section("Options").Contains($"`{key}`", StringComparison.Ordinal), $"{RulePage.FileOf(id)}: the rule reads the key '{key}', which 'Options' does not name as `{key}`");
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_key_that_the_options_name_exists(string id)
    {
        var known = typeof(RuleOptions).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => field.GetRawConstantValue()).OfType<string>().ToHashSet();
        foreach (Match key in Regex.Matches(RulePage.Read(id).Section("Options"), @"\bmlreview_\w+"))
            Assert.True(known.Contains(key.Value), $"{RulePage.FileOf(id)}: 'Options' names '{key.Value}'; the keys are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
    }

    [Theory, MemberData(nameof(Pages))]
    public void Relative_links_lead_somewhere(string id)
    {
        foreach (Match link in Regex.Matches(RepositoryFiles.Read("docs", "rules", id + ".md"), @"\]\((?!https?://|#)([^)#\s]+)[^)]*\)"))
        {
            var target = RepositoryFiles.PathOf("docs", "rules", link.Groups[1].Value);
            Assert.True(Path.Exists(target), $"{RulePage.FileOf(id)}: the link to '{link.Groups[1].Value}' is dead");
        }
    }

    private static async Task<List<(string Block, ImmutableArray<Diagnostic> Findings)>> AnalyseAsync(string id, string heading, DiagnosticDescriptor? enabled)
    {
        var blocks = RulePage.Read(id).Code(heading);
        Assert.True(blocks.Count > 0, $"{RulePage.FileOf(id)}: '{heading}' has no ```csharp block");
        var results = new List<(string, ImmutableArray<Diagnostic>)>();
        foreach (var (number, code) in blocks.Index())
        {
            var name = $"{RulePage.FileOf(id)}, '{heading}', block {number + 1} of {blocks.Count}";
            Assert.True(code.Split('\n').Length <= LongestBlock, $"{name}: longer than {LongestBlock} lines");
            results.Add((name, await FindingsAsync(name, code, enabled)));
        }

        return results;
    }

    /// <summary>What a build finds in a program, and an editor as well. Rules that are off stay off, but for one.</summary>
    private static async Task<ImmutableArray<Diagnostic>> FindingsAsync(string name, string code, DiagnosticDescriptor? enabled)
    {
        var program = Compile(code);
        if (enabled is { IsEnabledByDefault: false })
        {
            var shown = enabled.DefaultSeverity == DiagnosticSeverity.Warning ? ReportDiagnostic.Warn : ReportDiagnostic.Info;
            program = program.WithOptions(program.Options.WithSpecificDiagnosticOptions([KeyValuePair.Create(enabled.Id, shown)]));
        }

        var analyzer = new MlReviewAnalyzer();
        var build = await new AnalyzerSession(program, analyzer).BuildWithErrorsAsync();
        Assert.True(build.CompilerErrors.IsEmpty, $"{name} does not compile; a block names the usings it needs, 'using Microsoft.ML;' first. {Found(build.CompilerErrors)}");
        build.ThrowOnFailure();
        ModeComparison.Verify(build.Findings, await AnalyzerHost.LiveAsync(program, analyzer, visit: tree => tree == program.SyntaxTrees[^1]));
        return build.Findings;
    }

    private static CSharpCompilation Compile(string code)
    {
        var tree = TestProgram.Parse(FileName, code);
        var isProgram = ((CompilationUnitSyntax)tree.GetRoot()).Members.Any(member => member is GlobalStatementSyntax);
        return s_console.AddSyntaxTrees(tree)
            .WithOptions(s_console.Options.WithOutputKind(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
    }

    private static CSharpCompilation Console()
    {
        const string Usings = "global using System.Net.Http;";
        var console = TestProgram.Compile([TestProgram.Parse("obj/MoreUsings.g.cs", Usings)], withoutMlNet: true).AddReferences(SurfaceReferences.All);
        _ = console.Assembly;
        return console;
    }

    private static string Found(ImmutableArray<Diagnostic> diagnostics) => diagnostics.IsEmpty
        ? "Nothing was found."
        : "Found:\n" + string.Join('\n', diagnostics.Select(
            found => $"  line {found.Location.GetLineSpan().StartLinePosition.Line + 1}: {found.Severity} {found.Id}: {found.GetMessage(CultureInfo.InvariantCulture)}"));

    private static DiagnosticDescriptor Descriptor(string id) => RuleTable.Entries.Single(entry => entry.Descriptor.Id == id).Descriptor;

    private static bool IsOfTheTool(string id) => id.StartsWith("MLR0", StringComparison.Ordinal);

    /// <summary>Options without values that remember what was asked for.</summary>
    private sealed class RecordedOptions(ISet<string> read) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            read.Add(key);
            value = null;
            return false;
        }
    }
}
