using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Tests.Rules;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Configuration;

/// <summary>The keys of <c>.editorconfig</c>: each has its effect, is documented, and says so when its value means nothing.</summary>
public sealed class OptionKeyTests
{
    private const string Saving = """
        var ml = new MLContext(seed: 1);
        var rows = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var split = ml.Data.TrainTestSplit(rows);
        var model = ml.Regression.Trainers.Sdca("Price", "Size").Fit(split.TrainSet);
        ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared.ToString();
        const string season = "spring";
        ml.Model.Save(model, rows.Schema, [|$"models/{season}.zip"|]);
        """;

    public static TheoryData<string> Keys => [.. RuleOptions.Keys.Select(key => key.Name)];

    [Fact]
    public async Task Version_words_are_words_that_mark_a_version()
    {
        await Verify.RuleAsync("MLR401", Saving);
        await Configured("MLR401", Saving.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), (RuleOptions.VersionWords, "quarter, Season"));
        await Configured("MLR401", Saving, (RuleOptions.VersionWords, "quarter"));
    }

    [Theory]
    [InlineData(null, DiagnosticSeverity.Info)]
    [InlineData("hints", DiagnosticSeverity.Info)]
    [InlineData("full", DiagnosticSeverity.Warning)]
    [InlineData("Full", DiagnosticSeverity.Warning)]
    public async Task Findings_in_test_projects_are_hints_unless_they_are_to_count_in_full(string? value, DiagnosticSeverity expected)
    {
        var test = new RuleTest("MLR301")
        {
            Sources = { ("Program.cs", "var ml = [|new MLContext()|]; ml.Clustering.Trainers.KMeans(\"Size\").Fit(ml.Data.LoadFromTextFile<House>(\"a.csv\"));") },
            References = { CSharpCompilation.Create("nunit.framework").ToMetadataReference() },
        };
        if (value is not null)
            test.Options[RuleOptions.TestProjects] = value;
        Assert.Equal(expected, Assert.Single(await test.RunAsync()).Severity);
    }

    [Theory]
    [InlineData("mlreview_version_word", "nightly", "there is no such key; the keys are mlreview_version_words, mlreview_group_columns, mlreview_identifier_columns, mlreview_test_projects")]
    [InlineData("mlreview_serving", "", "there is no such key")]
    [InlineData("mlreview_test_projects", "off", "it takes hints or full")]
    [InlineData("mlreview_test_projects", "", "it takes hints or full")]
    [InlineData("mlreview_version_words", "v2", "it takes words of letters, separated by commas")]
    [InlineData("mlreview_version_words", "season quarter", "it takes words of letters, separated by commas")]
    public async Task A_key_or_value_that_means_nothing_is_said_once(string key, string value, string reason)
    {
        var test = new RuleTest("MLR002") { Sources = { ("Program.cs", "System.Console.WriteLine();"), ("More.cs", "class More;") }, Options = { [key] = value } };
        test.Expected.Add(new ExpectedFinding("MLR002", ExpectedFinding.Nowhere));
        var finding = Assert.Single(await test.RunAsync());
        Assert.Equal(Location.None, finding.Location);
        Assert.StartsWith($"The setting '{key} = {value}' has no effect: {reason}", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlreview_version_words", "season")]
    [InlineData("mlreview_version_words", "season; quarter,")]
    [InlineData("mlreview_version_words", "")]
    [InlineData("MLREVIEW_VERSION_WORDS", "season")]
    [InlineData("mlreview_test_projects", "HINTS")]
    [InlineData("dotnet_diagnostic.MLR401.severity", "none")]
    [InlineData("mlreviews", "a key of someone else")]
    public async Task A_key_that_means_something_or_belongs_to_others_is_not_mentioned(string key, string value) =>
        Assert.Empty(await Configured("MLR002", "System.Console.WriteLine();", (key, value)));

    [Fact]
    public async Task A_severity_of_the_user_moves_a_rule()
    {
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await Configured("MLR401", Saving, ("dotnet_diagnostic.MLR401.severity", "error"))).Severity);
        await Configured("MLR401", Saving.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), ("dotnet_diagnostic.MLR401.severity", "none"));
    }

    [Theory, MemberData(nameof(Keys))]
    public void The_guide_describes_every_key_and_what_it_takes(string name)
    {
        var key = RuleOptions.Keys.Single(known => known.Name == name);
        var guide = RepositoryFiles.Read("docs", "configuration.md");
        Assert.Contains($"### `{name}`\n", guide, StringComparison.Ordinal);
        Assert.Contains(key.Accepts, guide, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<Diagnostic>> Configured(string rule, string source, params (string Key, string Value)[] options)
    {
        var test = new RuleTest(rule) { Sources = { ("Program.cs", source) } };
        foreach (var (key, value) in options)
            test.Options[key] = value;
        return await test.RunAsync();
    }
}
