using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>A summary that depended on which method was asked first would show here.</summary>
public sealed class MemberOrderTests
{
    [Fact]
    public async Task House_prices_give_the_same_findings_in_50_member_orders()
    {
        var findings = await MemberOrders.VerifyAsync(new MlReviewAnalyzer(), orders: 50, seed: 1, EnginePrograms.HousePrices);
        Assert.NotEmpty(findings);
    }

    [Fact]
    public async Task Churn_gives_the_same_findings_in_50_member_orders()
    {
        var findings = await MemberOrders.VerifyAsync(new MlReviewAnalyzer(), orders: 50, seed: 1000, EnginePrograms.Churn);
        Assert.NotEmpty(findings);
    }
}
