using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Rules;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>What every rule brings along: a file where one looks for it, a specification, a release note, a row in the table.</summary>
public sealed class RuleSetTests
{
    /// <summary>The first digit of an id says the category.</summary>
    private static readonly Dictionary<char, string> s_categoryOfDigit = new()
    {
        ['1'] = Category.Leakage,
        ['2'] = Category.Skew,
        ['3'] = Category.Reproducibility,
        ['4'] = Category.Artifacts,
        ['5'] = Category.Evaluation,
    };

    public static TheoryData<string> Names => [.. AllRules.Rules.Select(rule => rule.GetType().Name)];

    [Fact]
    public void Ids_are_unique_and_in_order()
    {
        var ids = AllRules.Rules.Select(rule => rule.Descriptor.Id).ToList();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.DoesNotContain(InternalRuleFailure.Descriptor.Id, ids);
    }

    [Fact]
    public void Every_rule_class_is_in_the_set() => Assert.Equal(
        typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && !type.IsAbstract).Select(type => type.Name).Order(StringComparer.Ordinal),
        AllRules.Rules.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_analyzer_reports_the_set_and_its_own_failures() => Assert.Equal(
        RuleTable.Entries.Select(entry => entry.Descriptor.Id),
        new MlReviewAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void The_descriptor_is_consistent(string name)
    {
        var descriptor = Named(name).Descriptor;
        Assert.Matches("^MLR[0-9]{3}$", descriptor.Id);
        Assert.Equal(s_categoryOfDigit[descriptor.Id[3]], descriptor.Category);
        Assert.Equal(Rule.HelpLink(descriptor.Id), descriptor.HelpLinkUri);
        Assert.True(descriptor.DefaultSeverity is DiagnosticSeverity.Warning or DiagnosticSeverity.Info, "errors and hidden findings are no defaults");

        var title = Text(descriptor.Title);
        Assert.Matches(@"^[A-Z][^\r\n]*[^.\s]$", title);
        Assert.Matches(@"^\S[^\r\n]*[^.\s]$", Text(descriptor.MessageFormat));
        Assert.Matches(@"^[A-Z][^\r\n]*\.$", Text(descriptor.Description));
        Assert.Single(AllRules.Rules, rule => Text(rule.Descriptor.Title) == title);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_message_has_holes_numbered_without_gaps(string name)
    {
        var holes = Regex.Matches(Text(Named(name).Descriptor.MessageFormat), @"\{([0-9]+)\}")
            .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct().Order().ToList();
        Assert.NotEmpty(holes);
        Assert.Equal(Enumerable.Range(0, holes.Count), holes);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_file_is_named_after_the_class_in_the_folder_of_the_category(string name)
    {
        var rule = Named(name);
        Assert.Equal($"MlReview.Analyzers.Rules.{rule.Descriptor.Category}", rule.GetType().Namespace);
        var path = RepositoryFiles.PathOf("analyzers", "Rules", rule.Descriptor.Category, name + ".cs");
        Assert.True(File.Exists(path), $"no file analyzers/Rules/{rule.Descriptor.Category}/{name}.cs");
    }

    [Theory, MemberData(nameof(Names))]
    public void A_class_of_tests_specifies_it(string name)
    {
        var tests = Assert.Single(typeof(RuleSetTests).Assembly.GetTypes(), type => type.Name == name + "Tests");
        Assert.Equal($"MlReview.Analyzers.Tests.Rules.{Named(name).Descriptor.Category}", tests.Namespace);
        Assert.Contains(tests.GetMethods(), method => method.IsDefined(typeof(FactAttribute), inherit: true));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_release_note_says_it_is_there(string name)
    {
        var descriptor = Named(name).Descriptor;
        var severity = descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "Disabled";
        var notes = RepositoryFiles.Read("analyzers", "AnalyzerReleases.Shipped.md") + RepositoryFiles.Read("analyzers", "AnalyzerReleases.Unshipped.md");
        Assert.Single(notes.Split('\n'), $"{descriptor.Id} | {descriptor.Category} | {severity} | {name}");
    }

    [Fact]
    public void Rules_md_says_what_the_descriptors_say()
    {
        if (Environment.GetEnvironmentVariable(RuleTable.UpdateVariable) == "1")
            File.WriteAllText(RepositoryFiles.PathOf("rules.md"), RuleTable.Text);
        Assert.Equal(RuleTable.Text, RepositoryFiles.Read("rules.md"));
    }

    [Fact]
    public void The_presets_say_what_the_descriptors_say()
    {
        foreach (var preset in Preset.All)
        {
            if (Environment.GetEnvironmentVariable(RuleTable.UpdateVariable) == "1")
                File.WriteAllText(preset.Path, preset.Text);
            Assert.Equal(preset.Text, File.ReadAllText(preset.Path));
        }
    }

    [Fact]
    public void The_guide_lists_the_rules_that_presets_move()
    {
        var guide = RepositoryFiles.Read("docs", "configuration.md");
        if (Environment.GetEnvironmentVariable(RuleTable.UpdateVariable) == "1")
            File.WriteAllText(RepositoryFiles.PathOf("docs", "configuration.md"), Preset.InGuide(guide));
        Assert.Equal(Preset.InGuide(guide), RepositoryFiles.Read("docs", "configuration.md"));
    }

    private static Rule Named(string name) => AllRules.Rules.Single(rule => rule.GetType().Name == name);

    private static string Text(LocalizableString text) => text.ToString(CultureInfo.InvariantCulture);
}
