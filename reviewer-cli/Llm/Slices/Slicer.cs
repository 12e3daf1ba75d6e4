using System.Collections.Immutable;
using MlReview.Cli.Llm.Providers;

namespace MlReview.Cli.Llm.Slices;

/// <summary>
/// Cuts what the model is shown out of a file: each touched block whole when it is short, else its head and the surroundings of what was touched.
/// More than that makes reviews worse, not better.
/// </summary>
internal static class Slicer
{
    private const int LongestWhole = 70;
    private const int ShortBlock = 40;
    private const int HeadLines = 2;
    private const int Around = 8;
    private const int MostTokens = 2_400;
    private const int PrefixCharacters = 7;

    public static IEnumerable<Slice> Of(ShownFile file, SliceFacts facts)
    {
        var taken = new HashSet<int>();
        var touched = Enumerable.Range(0, file.Lines.Length).Where(index => file.Lines[index].IsTouched && file.Lines[index].Text.Length + file.Lines[index].Removed.Length > 0);
        foreach (var group in touched.GroupBy(index => BlockFor(file, index)).OrderBy(group => group.First()))
        {
            var shown = Shown(file, group.Key, [.. group]).Where(taken.Add).ToImmutableArray();
            var parts = Parts(file, shown).ToList();
            foreach (var (number, part) in parts.Index())
            {
                var name = group.Key?.Name ?? "file";
                yield return new Slice(file, parts.Count == 1 ? name : $"{name}, part {number + 1} of {parts.Count}", part, facts.Of(file, part));
            }
        }
    }

    /// <summary>The largest block around a line that is short, else the smallest.</summary>
    private static Block? BlockFor(ShownFile file, int index)
    {
        var around = file.Blocks.Where(block => block.Holds(index)).OrderBy(block => block.Length).ToList();
        return around.LastOrDefault(block => block.Length <= ShortBlock) ?? around.FirstOrDefault();
    }

    private static IEnumerable<int> Shown(ShownFile file, Block? block, List<int> touched)
    {
        if (block is { Length: <= LongestWhole })
            return Enumerable.Range(block.First, block.Length);
        var (first, last) = block is null ? (0, file.Lines.Length - 1) : (block.First, block.Last);
        var near = touched.SelectMany(index => Enumerable.Range(index - Around, (2 * Around) + 1));
        var head = block is null ? [] : Enumerable.Range(first, HeadLines);
        return head.Concat(near).Where(index => first <= index && index <= last).Distinct().Order();
    }

    /// <summary>Pieces that each leave room for the questions.</summary>
    private static IEnumerable<ImmutableArray<int>> Parts(ShownFile file, ImmutableArray<int> shown)
    {
        var part = ImmutableArray.CreateBuilder<int>();
        var characters = 0;
        foreach (var index in shown)
        {
            var length = file.Lines[index].Text.Length + file.Lines[index].Removed.Sum(line => line.Length + 3) + PrefixCharacters;
            if (part.Count > 0 && TokenEstimate.Of(characters + length) > MostTokens)
            {
                if (part.Any(each => file.Lines[each].IsTouched))
                    yield return part.ToImmutable();
                part.Clear();
                characters = 0;
            }
            part.Add(index);
            characters += length;
        }
        if (part.Any(each => file.Lines[each].IsTouched))
            yield return part.ToImmutable();
    }
}
