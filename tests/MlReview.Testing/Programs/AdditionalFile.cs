using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Testing;

/// <summary>An additional file held in memory.</summary>
internal sealed class AdditionalFile(string fileName, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path { get; } = TestProgram.Folder + fileName;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
