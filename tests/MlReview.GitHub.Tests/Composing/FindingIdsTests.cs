using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;

namespace MlReview.GitHub.Tests.Composing;

public sealed class FindingIdsTests
{
    /// <summary>Few of each, so that they meet; the last two are what an identity might be made of.</summary>
    private static readonly Gen<(string Fingerprint, string Path)> s_finding =
        Gen.Elements("a", "b", "", "x y", new string('f', 200), "a.2", "a.3", IdsOf(("a", "p"), ("a", "q"))[0], FindingMarker.IdOf("x y"))
            .SelectMany(_ => Gen.Elements("p", "q", "r/s", ""), (fingerprint, path) => (fingerprint, path));

    private static readonly Arbitrary<List<(string Fingerprint, string Path)>> s_findings = s_finding.ListOf().Select(list => list.ToList()).ToArbitrary();

    private static string[] IdsOf(params (string Fingerprint, string Path)[] findings) => [.. FindingIds.Of([.. findings])];

    [Fact]
    public void No_two_findings_have_one() => Prop.ForAll(s_findings, findings =>
    {
        var ids = FindingIds.Of([.. findings]);
        return ids.Length == findings.Count && ids.Distinct(StringComparer.Ordinal).Count() == ids.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_is_what_a_marker_can_hold() => Prop.ForAll(s_findings, findings =>
        FindingIds.Of([.. findings]).All(id => FindingMarker.TryRead(new FindingMarker(id, IsGone: false) + "\nrest")?.Id == id)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_finding_keeps_it_when_its_file_is_renamed() => Assert.Equal(IdsOf(("a", "p"), ("b", "p")), IdsOf(("a", "q"), ("b", "q")));

    [Fact]
    public void A_copy_keeps_it_when_another_is_repaired_or_comes()
    {
        var three = IdsOf(("a", "p"), ("a", "q"), ("a", "r"));
        Assert.Equal(three[1..], IdsOf(("a", "q"), ("a", "r")));
        Assert.Equal(three, IdsOf(("a", "o"), ("a", "p"), ("a", "q"), ("a", "r"))[1..]);
    }

    [Fact]
    public void What_else_is_found_does_not_matter() => Prop.ForAll(s_findings, findings =>
    {
        var others = findings.Select(each => ("z" + each.Fingerprint, each.Path)).ToList();
        return FindingIds.Of([.. others, ("zero", "p")])[^1] == "zero";
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Repeated_in_one_file_they_are_told_apart_in_order() => Assert.Equal(["a", "a.2", "a.3"], IdsOf(("a", "p"), ("a", "p"), ("a", "p")));
}
