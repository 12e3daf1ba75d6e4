using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Testing;

/// <summary>A place in a test's files.</summary>
internal readonly record struct Place(string Path, TextSpan Span)
{
    /// <summary>The place of a finding about the whole compilation.</summary>
    public static Place None { get; } = new(ExpectedFinding.Nowhere, default);
}

/// <summary>What a test expects at a place.</summary>
internal sealed record Expectation(string Id, Place Place, ExpectedFinding? Detail = null);

/// <summary>A file of a test: its text, what its markers say, and what it is compiled as.</summary>
internal sealed class TestFile
{
    private readonly MarkedSource _marked;

    private TestFile(string fileName, MarkedSource marked, SyntaxTree? tree, AdditionalText? additionalText)
    {
        FileName = fileName;
        _marked = marked;
        Tree = tree;
        AdditionalText = additionalText;
    }

    public string FileName { get; }

    public string Path => TestProgram.Folder + FileName;

    public string Text => _marked.Text;

    public SyntaxTree? Tree { get; }

    public AdditionalText? AdditionalText { get; }

    public static TestFile Source(string fileName, string markup)
    {
        var marked = MarkedSource.Parse(markup);
        return new TestFile(fileName, marked, TestProgram.Parse(fileName, marked.Text), additionalText: null);
    }

    public static TestFile Additional(string fileName, string markup)
    {
        var marked = MarkedSource.Parse(markup);
        return new TestFile(fileName, marked, tree: null, new AdditionalFile(fileName, marked.Text));
    }

    /// <summary>What the markers whose id satisfies the condition expect; a marker without id has the first id.</summary>
    public IEnumerable<Expectation> Expectations(Func<string, bool> condition, string? firstId) =>
        from span in _marked.Spans
        where span.Name is null
        let id = span.Id ?? firstId
        where id is not null && condition(id)
        select new Expectation(id, new Place(Path, span.Span));

    /// <summary>The place that <c>{|#0:…|}</c> names in one of the files.</summary>
    public static Place Named(ImmutableArray<TestFile> files, string name)
    {
        if (name == ExpectedFinding.Nowhere)
            return Place.None;
        var places = files
            .SelectMany(file => file._marked.Spans.Where(span => span.Name == name), (file, span) => new Place(file.Path, span.Span))
            .ToList();
        return places.Count == 1
            ? places[0]
            : throw new InvalidOperationException($"The name '{name}' marks {places.Count} places; an expectation needs exactly one.");
    }
}
