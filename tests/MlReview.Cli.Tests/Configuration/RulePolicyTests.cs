using System.Collections.Immutable;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Tests.Configuration;

public sealed class RulePolicyTests
{
    private static string Shown(string configuration, params string[] only)
    {
        var read = ConfigurationFile.TryParse(configuration, new ReviewConfiguration("/"), out var error);
        Assert.Null(error);
        return Text(new RulePolicy(read!, [.. only]).Apply(Result()));
    }

    private static string Text(ReviewResult result) => string.Join(' ', result.Findings.Select(f => $"{f.Rule.Id}:{f.Severity}"));

    /// <summary>One Major finding of some rules.</summary>
    private static ReviewResult Result()
    {
        var rules = RuleCatalog.All.Where(r => r.Id is "MLR101" or "MLR201" or "MLR214" or "MLR301" or "MLR401").Select(r => new Rule(r.Id, r.Title, "", "", r.Category, Level.Warning)).ToImmutableArray();
        return new ReviewResult(
            "/", [.. rules.Select(r => new Finding { Rule = r, Severity = Severity.Major, Level = Level.Warning, Path = "/a.cs", Range = new(1, 1, 1, 2), Issue = "", Snippet = new(1, []), Fingerprint = "", LineHash = "" })], rules,
            new Coverage([], 0, 0, 0, 0, [], []));
    }

    [Theory]
    [InlineData("", "MLR101:Major MLR201:Major MLR214:Major MLR301:Major MLR401:Major")]
    [InlineData("rules: { MLR101: off, mlr301: minor }", "MLR201:Major MLR214:Major MLR301:Minor MLR401:Major")]
    [InlineData("rules: { skew: off, MLR214: critical, leakage: info }", "MLR101:Info MLR214:Critical MLR301:Major MLR401:Major")]
    [InlineData("stage: production", "MLR101:Major MLR201:Major MLR214:Major MLR301:Major MLR401:Major")]
    [InlineData("stage: experiment", "MLR101:Major MLR214:Major MLR301:Major")]
    [InlineData("stage: experiment\nrules: { MLR401: minor }", "MLR101:Major MLR214:Major MLR301:Major MLR401:Minor")]
    public void Rules_weigh_what_the_configuration_says(string configuration, string expected) => Assert.Equal(expected, Shown(configuration));

    [Theory]
    [InlineData("", "MLR401:Major")]
    [InlineData("stage: experiment", "MLR401:Major")]
    [InlineData("rules: { MLR401: off }", "MLR401:Major")]
    [InlineData("rules: { MLR401: info }", "MLR401:Info")]
    public void Rules_that_the_command_line_names_are_on_and_alone(string configuration, string expected) => Assert.Equal(expected, Shown(configuration, "MLR401"));

    [Fact]
    public void What_the_stage_mutes_is_counted()
    {
        var policy = new RulePolicy(new ReviewConfiguration("/") { Stage = ProjectStage.Experiment }, []);
        var notice = Assert.Single(policy.Apply(Result()).Coverage.Notices);
        Assert.Equal(("2 findings", "that only production needs, for the stage is experiment"), (notice.Subject, notice.Reason));
    }

    [Fact]
    public void What_the_stage_mutes_exists() =>
        Assert.All(RulePolicy.MutedInExperiments, muted => Assert.Contains(RuleCatalog.All, r => r.Id == muted || r.Category == muted));

    [Theory]
    [InlineData(Severity.Critical, Verdict.Fail)]
    [InlineData(Severity.Major, Verdict.PassWithConditions)]
    [InlineData(Severity.Minor, Verdict.Pass)]
    [InlineData(Severity.Info, Verdict.Pass)]
    internal void The_worst_finding_is_the_verdict(Severity worst, Verdict expected)
    {
        var result = Result();
        Assert.Equal(expected, (result with { Findings = [result.Findings[0] with { Severity = Severity.Info }, result.Findings[1] with { Severity = worst }] }).Verdict);
        Assert.Equal(Verdict.Pass, (result with { Findings = [] }).Verdict);
    }
}
