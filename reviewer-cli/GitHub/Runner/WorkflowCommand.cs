using System.Collections.Immutable;
using System.Text;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>A line that tells the runner of GitHub Actions something: <c>::warning file=a.cs,line=1::message</c>.</summary>
/// <param name="Properties">Those without a value are left out.</param>
internal sealed record WorkflowCommand(string Name, ImmutableArray<(string Name, string Value)> Properties, string Data)
{
    /// <summary>One line, whatever the values are.</summary>
    public override string ToString()
    {
        var properties = string.Join(',', Properties.Where(p => p.Value.Length > 0).Select(p => $"{p.Name}={OfProperty(p.Value)}"));
        return $"::{Name}{(properties.Length > 0 ? " " : "")}{properties}::{OfData(Data)}";
    }

    /// <summary>The runner compares by the rules of a culture: a mark that joins with the colon before it would hide where the data begins.</summary>
    private static string OfData(string data) => (data is [>= ' ' and <= '~', ..] or "" ? "" : " ") + Escape(data, "%\r\n");

    private static string OfProperty(string value) => Escape(value, "%\r\n:,");

    private static string Escape(string text, string marks)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (marks.Contains(c, StringComparison.Ordinal))
                escaped.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }
        return escaped.ToString();
    }
}
