using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Llm.Evaluation;

/// <summary>A finding that a good review of a case has.</summary>
/// <param name="Lanes">Each of these is a right name for it.</param>
internal sealed record ExpectedFinding(string File, int Line, ImmutableArray<string> Lanes);

/// <summary>A small change with what a review of it must say: nothing, when it expects nothing.</summary>
internal sealed record ReviewCase(string Name, string Title, ImmutableArray<ShownFile> Files, ImmutableArray<ExpectedFinding> Expected, ImmutableArray<ProjectFact> Project)
{
    public bool IsClean => Expected.IsEmpty;
}

/// <summary>
/// Reads a case: a Markdown file with a title, lines of <c>- expect LANE: `line`</c> or one that begins with <c>Clean:</c>, and blocks of
/// <c>diff PATH</c> in which every line begins with a plus, a minus or a blank.
/// </summary>
internal static partial class ReviewCaseFile
{
    /// <exception cref="FormatException">The file is no case; the message says why.</exception>
    public static ReviewCase Parse(string name, string markdown)
    {
        var document = Markdown.Parse(markdown);
        var title = document.OfType<HeadingBlock>().FirstOrDefault()?.Inline?.FirstChild?.ToString() ?? throw new FormatException($"{name} has no title.");
        var blocks = document.Descendants<FencedCodeBlock>().Where(block => block.Info == "diff" && block.Arguments?.Length > 0).ToList();
        var files = blocks.Where(block => !IsDocument(block)).Select(block => Read(name, block)).ToImmutableArray();
        var facts = blocks.Where(IsDocument).SelectMany(block => ProjectDocuments.Read(block.Arguments!, string.Join('\n', Lines(block).Select(line => line.Length > 0 ? line[1..] : ""))));
        var head = markdown.Split("\n~~~", 2)[0];
        var expected = ExpectLine().Matches(head).Select(match => Expect(name, match, files)).ToImmutableArray();
        if (files.IsEmpty)
            throw new FormatException($"{name} changes nothing.");
        if (expected.IsEmpty != CleanLine().IsMatch(head))
            throw new FormatException($"{name} either expects findings or says why it is clean.");
        return new ReviewCase(name, title, files, expected, [.. facts]);
    }

    private static bool IsDocument(FencedCodeBlock block) => ProjectDocuments.Names.Contains(block.Arguments ?? "");

    private static IEnumerable<string> Lines(FencedCodeBlock block) => block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString());

    private static ShownFile Read(string name, FencedCodeBlock block)
    {
        var (lines, written, removed) = (new List<string>(), new HashSet<int>(), ImmutableDictionary.CreateBuilder<int, ImmutableArray<string>>());
        foreach (var line in Lines(block))
        {
            var (mark, text) = line.Length == 0 ? (' ', "") : (line[0], line[1..]);
            if (mark == '-')
            {
                removed[lines.Count + 1] = removed.GetValueOrDefault(lines.Count + 1, []).Add(text);
                continue;
            }
            if (mark is not ('+' or ' '))
                throw new FormatException($"{name}: '{line}' begins with neither a plus, nor a minus, nor a blank.");
            lines.Add(text);
            if (mark == '+')
                written.Add(lines.Count);
        }
        var path = block.Arguments!;
        return ShownFileReader.TryRead("/" + path, path, SourceText.From(string.Join('\n', lines) + "\n"), new FileChange(written.Contains, removed.ToImmutable()), out var reason)
            ?? throw new FormatException($"{name}: {path} {reason}.");
    }

    private static ExpectedFinding Expect(string name, Match match, ImmutableArray<ShownFile> files)
    {
        var (lanes, quote) = (match.Groups["lanes"].Value.Split(" or ").ToImmutableArray(), match.Groups["quote"].Value);
        if (lanes.FirstOrDefault(lane => LaneCatalog.Find(lane) is null) is { } unknown)
            throw new FormatException($"{name} expects '{unknown}', which is no lane.");
        var places = files.SelectMany(file => file.Lines.Where(line => line.IsTouched && line.Text.Trim() == quote.Trim()).Select(line => new ExpectedFinding(file.Name, line.Number, lanes))).ToList();
        return places is [var only] ? only : throw new FormatException($"{name} expects a finding on `{quote}`, which stands on {places.Count} changed lines.");
    }

    [GeneratedRegex("""^- expect (?<lanes>[a-z\-]+( or [a-z\-]+)*): `(?<quote>.+)`\r?$""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ExpectLine();

    [GeneratedRegex("""^Clean: """, RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CleanLine();
}
