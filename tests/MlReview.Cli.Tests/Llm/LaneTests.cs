using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Prompts;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

public sealed class LaneTests
{
    [Fact]
    public void There_are_fifteen_lanes_and_each_says_what_to_look_for_what_proves_it_and_what_is_no_finding()
    {
        Assert.Equal(15, LaneCatalog.All.Length);
        Assert.All(LaneCatalog.All, lane =>
        {
            Assert.Matches("(?s)^Look for: .*\nEvidence: .*\nNot a finding: ", lane.Text);
            Assert.True(lane.IsAlwaysAsked || lane.Words.Length > 0, lane.Id);
            Assert.True(TokenEstimate.Of(lane.Text.Length) <= 220, $"{lane.Id} takes {TokenEstimate.Of(lane.Text.Length)} tokens");
        });
    }

    [Theory]
    [InlineData("train.py", "train, test = train_test_split(rows)", "leakage", true)]
    [InlineData("train.py", "scaler.fit_transform(rows)", "leakage", true)]
    [InlineData("Dockerfile", "FROM python", "reproducibility", true)]
    [InlineData(".github/workflows/release.yml", "on: push", "promotion-gates", true)]
    [InlineData("score_test.py", "x = 1", "ml-tests", true)]
    [InlineData("image.py", "size = image.page", "feature-smells", false)]
    [InlineData("a.py", "print(1)", "leakage", false)]
    [InlineData("a.py", "print(1)", "security", true)]
    public void A_lane_is_asked_where_the_code_calls_for_it(string path, string code, string lane, bool isAsked) =>
        Assert.Equal(isAsked, LaneCatalog.CalledBy(path, code, null).Any(each => each.Id == lane));

    [Fact]
    public void One_pass_can_be_asked_alone()
    {
        Assert.All(LaneCatalog.CalledBy("a.py", "train_test_split", Pass.Ml), lane => Assert.Equal(Pass.Ml, lane.Pass));
        Assert.Equal(["general", "security"], LaneCatalog.CalledBy("a.py", "train_test_split", Pass.General).Select(lane => lane.Id));
    }

    [Fact]
    public void The_version_of_the_prompts_is_known_and_the_prompts_hold_no_open_place()
    {
        Assert.Matches("^[0-9a-f]{10}$", PromptFile.Version);
        Assert.DoesNotContain("{{", PromptFile.Review + PromptFile.Verify, StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_of_the_project_become_facts_of_what_they_decide()
    {
        var facts = ProjectDocuments.Read("problem_statement.md", """
            # Churn
            Some story that decides nothing.

            ## Primary metric
            PR-AUC, since churners are rare.

            ## Costs
            - False positive: a voucher of 5 EUR
            - Weather: none

            ## Deferred components
            - Monitoring of drift, until the pilot ends
            """);
        Assert.Equal(
            [("Primary metric", "PR-AUC, since churners are rare."), ("Costs", "False positive: a voucher of 5 EUR"), ("Deferred components", "Monitoring of drift, until the pilot ends")],
            facts.Select(fact => (fact.Heading, fact.Text)));
    }
}
