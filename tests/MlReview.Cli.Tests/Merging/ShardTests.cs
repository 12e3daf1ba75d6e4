using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Merging;

namespace MlReview.Cli.Tests.Merging;

public sealed class ShardTests
{
    private static readonly Arbitrary<(string Project, long Cost)[]> s_projects = Arb.From(
        from count in Gen.Choose(0, 60)
        from costs in Gen.Choose(1, 100_000).ArrayOf(count)
        select costs.Select((cost, i) => ($"p{i}", (long)cost)).ToArray());

    private static readonly Arbitrary<int> s_parts = Arb.From(Gen.Choose(1, 12));

    [Fact]
    public void All_parts_together_are_the_whole_and_no_project_is_in_two() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(s_projects, s_parts, (projects, parts) =>
            Shard.Assign(projects, parts).SelectMany(share => share).Order().SequenceEqual(projects.Select(p => p.Project).Order())));

    [Fact]
    public void Parts_differ_by_no_more_than_one_project() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(s_projects, s_parts, (projects, parts) =>
        {
            var costs = projects.ToDictionary(p => p.Project, p => p.Cost);
            var loads = Shard.Assign(projects, parts).Select(share => share.Sum(p => costs[p])).ToList();
            return loads.Max() - loads.Min() <= projects.Select(p => p.Cost).DefaultIfEmpty().Max();
        }));

    [Fact]
    public void The_order_in_which_projects_are_found_does_not_matter() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(s_projects, s_parts, (projects, parts) =>
            Shard.Assign(projects, parts).Zip(Shard.Assign([.. projects.Reverse()], parts)).All(pair => pair.First.SetEquals(pair.Second))));

    [Theory]
    [InlineData("1/1")]
    [InlineData("2/8")]
    [InlineData("8/8")]
    public void A_part_is_a_number_of_a_number(string text)
    {
        Assert.Equal(text, Shard.TryParse(text, out var error)?.ToString());
        Assert.Equal("", error);
    }

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("-1/4")]
    [InlineData("1/0")]
    [InlineData("1")]
    [InlineData("a/b")]
    [InlineData("1/2/3")]
    [InlineData("1/99999999999")]
    [InlineData("")]
    public void Anything_else_is_one_sentence(string text)
    {
        Assert.Null(Shard.TryParse(text, out var error));
        Assert.Equal($"--shard does not understand '{text}'; it takes I/N with I from 1 to N, such as 2/8.", error);
    }
}
