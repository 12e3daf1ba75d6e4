using System.Collections.Immutable;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Pictures.Layout;

/// <summary>What a line of a card is, which decides how it looks.</summary>
internal enum CardLineKind
{
    Name,
    Detail,
    Step,
    LearnedStep,
    Trainer,
}

/// <param name="Guilt">The worst finding of a step.</param>
internal sealed record CardLine(CardLineKind Kind, string Text, Severity? Guilt = null);

/// <summary>A node as it is drawn: a head line with what happens and where, then lines of text that fit its width.</summary>
internal sealed record NodeCard(PictureNode Node, string Head, string Where, ImmutableArray<CardLine> Lines)
{
    public const double Width = 232;
    public const double HeadHeight = 26;
    public const double LineHeight = 19;
    public const double Padding = 8;

    /// <summary>Characters that fit: of the name in a fixed-width face of 13 px, of the rest in a proportional one of 12 px.</summary>
    private const int NameCharacters = 26;
    private const int TextCharacters = 30;
    private const int MostSteps = 9;
    private const int MostDetailLines = 2;

    public double Height => HeadHeight + (Lines.Length * LineHeight) + Padding;

    public static NodeCard Of(PictureNode node)
    {
        var lines = ImmutableArray.CreateBuilder<CardLine>();
        lines.Add(new CardLine(CardLineKind.Name, Cut(node.Name, NameCharacters)));
        var details = Reports.TextWrap.Lines(node.Detail, TextCharacters).ToList();
        for (var i = 0; i < Math.Min(details.Count, MostDetailLines); i++)
            lines.Add(new CardLine(CardLineKind.Detail, i == MostDetailLines - 1 && details.Count > MostDetailLines ? Cut(details[i] + " …", TextCharacters) : details[i]));
        foreach (var step in Shown(node.Steps))
            lines.Add(new CardLine(step.Trains ? CardLineKind.Trainer : step.Learns ? CardLineKind.LearnedStep : CardLineKind.Step, Cut(step.Name, TextCharacters - 2), step.Guilt));
        if (node.Steps.Length > MostSteps)
            lines.Add(new CardLine(CardLineKind.Detail, $"and {node.Steps.Length - MostSteps} more steps"));
        var where = $"{Path.GetFileName(node.Place.Path)}:{node.Place.Range.StartLine}";
        return new NodeCard(node, node.Title, Printable.Text(CutStart(where, TextCharacters + 1 - node.Title.Length)), lines.ToImmutable());
    }

    /// <summary>Of very many steps those that are guilty, learn or train come first, in their order.</summary>
    private static IEnumerable<PictureStep> Shown(ImmutableArray<PictureStep> steps) => steps.Length <= MostSteps
        ? steps
        : steps.Index().OrderBy(each => each.Item.Guilt is not null || each.Item.Learns || each.Item.Trains ? 0 : 1).Take(MostSteps).OrderBy(each => each.Index).Select(each => each.Item);

    private static string Cut(string text, int length) => Reports.TextWrap.Cut(text, length);

    private static string CutStart(string text, int length) => text.Length <= length ? text : "…" + text[^(Math.Max(length, 6) - 1)..];
}
