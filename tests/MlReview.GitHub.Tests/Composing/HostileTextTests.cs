using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;
using MlReview.Cli.GitHub.Composing;
using MlReview.Cli.GitHub.Publishing;
using MlReview.Cli.Llm;
using MlReview.Cli.Pictures;
using MlReview.Cli.Sources;

namespace MlReview.GitHub.Tests.Composing;

/// <summary>
/// Whatever stands in a repository or comes from a model: it breaks out of no cell, fence, link, suggestion or marker, and neither mentions nor links
/// nor shows anything.
/// </summary>
public sealed class HostileTextTests
{
    private static readonly Config s_many = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>Texts for everything that is text, in turn.</summary>
    internal sealed class Texts(IReadOnlyList<string> texts, IReadOnlyList<string> paths)
    {
        private int _next;

        public string Text() => texts[_next++ % texts.Count];

        public string Path() => Pulls.Absolute(paths[_next++ % paths.Count]);

        public SourceRange Range() => new(1 + (_next % 9), 1, 1 + (_next % 9), 5);

        public override string ToString() => System.Text.Json.JsonSerializer.Serialize(texts.Concat(paths));
    }

    private static readonly Arbitrary<Texts> s_texts =
        Nasty.Text.NonEmptyListOf().SelectMany(_ => Nasty.Path.NonEmptyListOf(), (texts, paths) => new Texts([.. texts], [.. paths])).ToArbitrary();

    [Fact]
    public void A_finding_says_only_what_it_says() => Prop.ForAll(s_texts, texts =>
    {
        var finding = FindingOf(texts);
        var result = Pulls.Result(finding);
        foreach (var isOnLines in new[] { true, false })
        {
            var placed = PlacedFinding.AllOf(result, Pulls.Pull()).Single();
            var body = FindingText.Of(placed, result, Pulls.Pull(), isOnLines);
            Assert.Empty(CommentCheck.ProblemsOf(body));
            Assert.Equal(placed.Id, FindingMarker.TryRead(body)!.Id);
            Assert.Empty(CommentCheck.Parse(body).Descendants<Table>());
        }
    }).Check(s_many);

    [Fact]
    public void The_lines_of_a_suggestion_are_what_is_suggested()
    {
        var suggested = 0;
        Prop.ForAll(Nasty.Line.ListOf().ToArbitrary(), lines =>
        {
            var finding = Pulls.Finding("src/Train.cs:3") with { Suggestion = new Suggestion(3, 3, [.. lines]) };
            var result = Pulls.Result(finding);
            var published = PublicationComposer.Compose(result, Pulls.Pull()).Findings.Single();
            Assert.Empty(CommentCheck.ProblemsOf(published.Body));
            var blocks = CommentCheck.Parse(published.Body).Descendants<FencedCodeBlock>().ToList();
            if (blocks.Count == 0)
                return;
            suggested++;
            Assert.Equal(lines, (Assert.Single(blocks).Lines.Lines ?? []).Take(blocks[0].Lines.Count).Select(line => line.ToString()));
            Assert.Equal(new Anchor.Lines(3, 3), published.Anchor);
        }).Check(s_many);
        Assert.NotEqual(0, suggested);
    }

    [Fact]
    public void A_summary_says_only_what_it_says() => Prop.ForAll(s_texts, texts =>
    {
        var result = ResultOf(texts);
        var pull = Pulls.Pull() with { Note = texts.Text(), RunAddress = texts.Text() };
        var body = SummaryText.Of(result, pull);
        Assert.Empty(CommentCheck.ProblemsOf(body));
        Assert.Equal(Pulls.Head, SummaryMarker.TryRead(body)!.Head);
        // The head, and a row for each.
        Assert.Equal(1 + result.Findings.Length, CommentCheck.Parse(body).Descendants<Table>().Single().Count);
    }).Check(s_many);

    private static Finding FindingOf(Texts texts) => Pulls.Finding("src/Train.cs:3") with
    {
        Rule = new Rule(texts.Text(), texts.Text(), texts.Text(), "https://github.com/mlreview/mlreview/" + texts.Text(), texts.Text(), Level.Warning),
        Path = texts.Path(),
        Issue = texts.Text(),
        Impact = texts.Text(),
        Fix = texts.Text(),
        Fingerprint = texts.Text(),
        Evidence = [new Evidence(texts.Path(), texts.Range(), texts.Text(), texts.Text()), new Evidence(texts.Path(), texts.Range(), "", texts.Text())],
        Repair = new FindingRepair(texts.Text(), [new Replacement(texts.Path(), texts.Range(), texts.Text())]),
    };

    private static ReviewResult ResultOf(Texts texts)
    {
        var findings = Enumerable.Range(0, 3).Select(_ => FindingOf(texts)).ToImmutableArray();
        var place = new PicturePlace(findings[0].Path, findings[0].Range);
        return Pulls.Result([.. findings]) with
        {
            Change = new ChangeSummary(texts.Text(), texts.Text(), texts.Text(), texts.Text(), 1, 1, [new AddedSuppression(texts.Path(), 3, [texts.Text(), texts.Text()])]),
            Coverage = new Coverage([new ProjectCoverage(texts.Text(), ProjectStatus.Failed, texts.Text(), 1, 1)], 1, 1, 1, 1, [texts.Text()], [new Notice(NoticeKind.Failed, texts.Text(), texts.Text()), new Notice(NoticeKind.Skipped, texts.Text(), texts.Text())]),
            Model = new ModelSummary { Models = texts.Text(), PromptVersion = texts.Text(), FilesLeftOut = [texts.Text()], Unanswered = [new Unanswered(texts.Text(), 1)], Praise = [new PraisedLine(texts.Path(), 1, texts.Text())] },
            Baseline = new BaselineSummary(texts.Text(), 1, []),
            PositivePatterns = [new PositivePattern(texts.Text(), texts.Text(), texts.Text(), texts.Text(), place)],
            Pictures =
            [
                new PipelinePicture(texts.Text(), texts.Text(),
                    [
                        new PictureNode("n1", NodeKind.Data, texts.Text(), texts.Text(), texts.Text(), place, texts.Text()) { Steps = [new PictureStep(texts.Text(), true, true, place)] },
                        new PictureNode("n2", NodeKind.Fit, texts.Text(), texts.Text(), texts.Text(), place, texts.Text()),
                    ],
                    [new PictureEdge("n1", "n2", EdgeKind.Rows, texts.Text())]),
            ],
        };
    }
}
