using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MlReview.Testing;
using Xunit;

namespace MlReview.CodeFixes.Tests.Verification;

/// <summary>
/// Repairs a program and verifies what every fix promises: the result is the one expected and compiles without a new warning, no finding of
/// the rule is left, no other finding is new, and a second run changes nothing. FixAll must lead to the same text, at once.
/// </summary>
internal static class VerifyFix
{
    private const string File = "Program.cs";
    private const int MostRounds = 12;

    /// <summary>
    /// What a defect hides, as its page says: without a seed nothing repeats itself, and only with one does it show what else keeps training from
    /// doing so.
    /// </summary>
    private static readonly Dictionary<string, string> s_hides = new() { ["MLR301"] = "MLR304", ["MLR303"] = "MLR304" };

    /// <summary>Whether a repair of one rule may let another speak that it hid.</summary>
    public static bool MayUncover(string id, string other) => s_hides.TryGetValue(id, out var hidden) && hidden == other;

    /// <param name="id">The rule whose findings are repaired, all of them.</param>
    /// <param name="before">One file with at least one finding.</param>
    /// <param name="after">What it must become.</param>
    /// <param name="kind">Which of the offered ways to take; the first when null.</param>
    public static async Task RuleAsync(string id, string before, string after, string? kind = null)
    {
        var session = FixSession.Open(TestProgram.Compile((File, before)));
        var start = await FixConditions.OfAsync(session);
        Assert.Contains(id, start.Findings.Keys);

        var all = session.Copy();
        await RepairAsync(session, id, kind);
        Assert.Equal(after, await session.TextAsync(File), ignoreLineEndingDifferences: true);
        await VerifyAsync(session, id, start);

        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            var copy = all.Copy();
            var offer = await FirstOfferAsync(copy, id, kind);
            Assert.True(offer is not null && await copy.ApplyAllAsync(offer.Value.Finding, offer.Value.Action, scope));

            Assert.Equal(after, await copy.TextAsync(File), ignoreLineEndingDifferences: true);
        }
    }

    /// <summary>A program, whatever it becomes, has nothing left to repair once the offered repairs are made.</summary>
    public static async Task RepairableAsync(string id, string source)
    {
        var session = FixSession.Open(TestProgram.Compile((File, source)));
        var start = await FixConditions.OfAsync(session);
        Assert.Contains(id, start.Findings.Keys);
        await RepairAsync(session, id, kind: null);
        await VerifyAsync(session, id, start);
    }

    /// <summary>The title under which the first repair of the rule is offered.</summary>
    public static async Task<string> TitleAsync(string id, string source, string? kind = null)
    {
        var session = FixSession.Open(TestProgram.Compile((File, source)));
        return (await FirstOfferAsync(session, id, kind) ?? throw new InvalidOperationException($"Nothing is offered for {id}.")).Action.Title;
    }

    /// <summary>The rule finds something, and no repair is offered.</summary>
    public static async Task NotOfferedAsync(string id, string source)
    {
        var session = FixSession.Open(TestProgram.Compile((File, source)));
        var findings = (await session.FindingsAsync()).Where(finding => finding.Id == id).ToList();
        Assert.NotEmpty(findings);
        foreach (var finding in findings)
            Assert.Empty((await session.OfferedAsync(finding)).Select(action => action.Title));
    }

    /// <summary>The conditions that hold for every repair of whatever program; what a defect hid is repaired next, and then nothing is new.</summary>
    public static async Task VerifyAsync(FixSession session, string id, FixConditions start)
    {
        var end = await FixConditions.OfAsync(session);
        Assert.DoesNotContain(id, end.Findings.Keys);
        if (s_hides.TryGetValue(id, out var hidden) && end.NewFindings(start).Contains(hidden))
        {
            await RepairAsync(session, hidden, kind: null);
            end = await FixConditions.OfAsync(session);
            Assert.DoesNotContain(id, end.Findings.Keys);
        }

        Assert.Empty(end.NewProblems(start));
        Assert.Empty(end.NewFindings(start));
    }

    private static async Task RepairAsync(FixSession session, string id, string? kind)
    {
        for (var round = 0; await FirstOfferAsync(session, id, kind) is { } offer; round++)
        {
            Assert.True(round < MostRounds, $"{id} is still offered a repair after {round} of them: {offer.Action.Title}");
            await session.ApplyAsync(offer.Action);
        }
    }

    private static async Task<(Diagnostic Finding, CodeAction Action)?> FirstOfferAsync(FixSession session, string id, string? kind)
    {
        foreach (var finding in (await session.FindingsAsync()).Where(finding => finding.Id == id))
        {
            if ((await session.OfferedAsync(finding)).FirstOrDefault(action => kind is null || action.EquivalenceKey == $"{id}/{kind}") is { } action)
                return (finding, action);
        }

        return null;
    }
}
