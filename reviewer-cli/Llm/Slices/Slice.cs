using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Slices;

/// <summary>One piece of a file that the model is asked about: a member, a cell or a section, or the changed part of a long one.</summary>
/// <param name="Shown">Indexes into the lines of the file, ascending.</param>
/// <param name="Facts">What is known about it for certain.</param>
internal sealed record Slice(ShownFile File, string Name, ImmutableArray<int> Shown, ImmutableArray<string> Facts)
{
    private string? _text;

    public string Code => string.Join('\n', Shown.Select(index => File.Lines[index].Text));

    public int Tokens => TokenEstimate.Of(Text.Length);

    /// <summary>As it stands in the prompt.</summary>
    public string Text => _text ??= Render([]);

    /// <param name="marked">Indexes of lines that a claim is about.</param>
    public string Render(ImmutableArray<int> marked)
    {
        var text = new StringBuilder();
        text.Append(Fence.Opening(string.Create(CultureInfo.InvariantCulture, $"file=\"{Quoted(File.Name)}\" part=\"{Quoted(Name)}\" language=\"{Languages.NameOf(File.Language)}\""))).Append('\n');
        var previous = -1;
        foreach (var index in Shown)
        {
            if (previous >= 0 && index != previous + 1)
                text.Append("…\n");
            previous = index;
            var line = File.Lines[index];
            foreach (var removed in line.Removed)
                text.Append("-|").Append(removed).Append('\n');
            text.Append(marked.Contains(index) ? ">" : "").Append(line.IsInScope ? "+" : "").Append(CultureInfo.InvariantCulture, $"{line.Number}|{line.Text}\n");
        }
        if (!Facts.IsEmpty)
            text.Append("facts:\n");
        foreach (var fact in Facts)
            text.Append("- ").Append(fact).Append('\n');
        return text.Append(Fence.Closing).ToString();
    }

    private static string Quoted(string text) => Findings.Printable.Text(text).Replace('"', '\'');
}
