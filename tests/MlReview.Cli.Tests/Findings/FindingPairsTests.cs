using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Findings;

public sealed class FindingPairsTests
{
    private sealed record Item(string Fingerprint, string File);

    private static FindingPairs<Item, Item> Pairs(string before, string today, Func<Item, bool>? mayHaveMoved = null) =>
        FindingPairs.Of(Items(before), i => (i.Fingerprint, i.File), Items(today), i => (i.Fingerprint, i.File), mayHaveMoved ?? (_ => true));

    /// <summary>"x@A" is fingerprint x in file A.</summary>
    private static IEnumerable<Item> Items(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => new Item(i.Split('@')[0], i.Split('@')[1]));

    private static string Text(IEnumerable<Item> items) => string.Join(' ', items.Select(i => $"{i.Fingerprint}@{i.File}"));

    [Theory]
    [InlineData("x@A", "x@A", "", "")]
    [InlineData("x@A", "x@B", "", "")]
    [InlineData("x@A", "y@A", "x@A", "y@A")]
    [InlineData("x@A", "x@B x@A", "", "x@B")]
    [InlineData("x@B", "x@A x@B", "", "x@A")]
    [InlineData("x@A x@B", "x@C", "x@B", "")]
    public void A_copy_in_another_file_is_new_unless_the_finding_left_its_own(string before, string today, string gone, string added)
    {
        var pairs = Pairs(before, today);
        Assert.Equal((gone, added), (Text(pairs.Gone), Text(pairs.New)));
    }

    [Fact]
    public void What_nobody_looked_at_has_not_moved()
    {
        var pairs = Pairs("x@A", "x@B", _ => false);
        Assert.Equal(("x@A", "x@B"), (Text(pairs.Gone), Text(pairs.New)));
    }

    [Fact]
    public void Every_finding_is_in_one_pair_or_left_over()
    {
        var item = Gen.Elements("x", "y").SelectMany(_ => Gen.Elements("A", "B", "C"), (fingerprint, file) => fingerprint + "@" + file);
        var items = item.ListOf().Select(list => string.Join(' ', list));
        Prop.ForAll(items.SelectMany(_ => items, (before, today) => (before, today)).ToArbitrary(), drawn =>
        {
            var pairs = Pairs(drawn.before, drawn.today);
            return Sorted(pairs.Kept.Select(k => k.Before).Concat(pairs.Gone)) == Sorted(Items(drawn.before))
                && Sorted(pairs.Kept.Select(k => k.Today).Concat(pairs.New)) == Sorted(Items(drawn.today))
                && !pairs.Gone.Select(g => g.Fingerprint).Intersect(pairs.New.Select(n => n.Fingerprint)).Any();
        }).QuickCheckThrowOnFailure();
    }

    private static string Sorted(IEnumerable<Item> items) => Text(items.OrderBy(i => i.Fingerprint, StringComparer.Ordinal).ThenBy(i => i.File, StringComparer.Ordinal));
}
