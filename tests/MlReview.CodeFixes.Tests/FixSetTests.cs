using MlReview.Analyzers;
using MlReview.CodeFixes.Repairs;
using Xunit;

namespace MlReview.CodeFixes.Tests;

/// <summary>What every fix brings along: the name of its rule, a file where one looks for it, a specification.</summary>
public sealed class FixSetTests
{
    public static TheoryData<string> Names => [.. AllFixes.Fixes.Select(fix => fix.GetType().Name)];

    [Fact]
    public void Every_fix_class_is_in_the_set() => Assert.Equal(
        typeof(RuleFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RuleFix))).Select(type => type.Name).Order(StringComparer.Ordinal),
        AllFixes.Fixes.Select(fix => fix.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_fix_repairs_a_rule_of_its_own()
    {
        var ids = AllFixes.Fixes.Select(fix => fix.RuleId).ToList();
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.Empty(ids.Except(new MlReviewAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fix_is_named_after_its_rule_and_lies_in_the_folder_of_its_category(string name)
    {
        var fix = AllFixes.Fixes.Single(fix => fix.GetType().Name == name);
        var rule = typeof(MlReviewAnalyzer).Assembly.GetTypes().Single(type => type.Name + "Fix" == name);
        Assert.Equal(rule.Namespace!.Replace(".Analyzers.Rules.", ".CodeFixes.Fixes.", StringComparison.Ordinal), fix.GetType().Namespace);
        var tests = Assert.Single(typeof(FixSetTests).Assembly.GetTypes(), type => type.Name == name + "Tests");
        Assert.Equal(fix.GetType().Namespace!.Replace(".CodeFixes.", ".CodeFixes.Tests.", StringComparison.Ordinal), tests.Namespace);
    }
}
