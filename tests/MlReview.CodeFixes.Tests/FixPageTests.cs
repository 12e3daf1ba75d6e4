using MlReview.Analyzers.Tests.Rules;
using MlReview.CodeFixes.Tests.Verification;
using MlReview.Testing;
using Xunit;

namespace MlReview.CodeFixes.Tests;

/// <summary>The pages of the rules say which fix there is, and show code that it repairs.</summary>
public sealed class FixPageTests
{
    public static TheoryData<string> Pages => [.. RulePage.Ids];

    public static TheoryData<string> Repaired => [.. AllFixes.Fixes.Select(fix => fix.RuleId)];

    [Theory, MemberData(nameof(Pages))]
    public void The_page_says_whether_there_is_a_fix(string id)
    {
        var fact = RulePage.Read(id).Fact("Fix")!;
        var isThere = !fact.StartsWith("none", StringComparison.Ordinal) && !fact.StartsWith("planned", StringComparison.Ordinal);
        Assert.True(
            isThere == AllFixes.Fixes.Any(fix => fix.RuleId == id),
            $"{RulePage.FileOf(id)}: the row 'Fix' says '{fact}'. Without a fix it begins with 'planned' or 'none'; with one it says what it does.");
    }

    [Theory, MemberData(nameof(Repaired))]
    public async Task The_first_bad_program_of_the_page_is_repaired(string id) =>
        await VerifyFix.RepairableAsync(id, RulePage.Read(id).Code("Bad")[0]);
}
