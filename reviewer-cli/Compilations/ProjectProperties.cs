using System.Text;

namespace MlReview.Cli.Compilations;

/// <summary>
/// The properties of one project. A value that rests on something this reader does not know is <em>unknown</em> (null), which is
/// not the same as empty: a property nobody set is empty, as in a build.
/// </summary>
internal sealed class ProjectProperties
{
    private const int LongestValue = 1 << 16;
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fixed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How <c>$([MSBuild]::…)</c> and kin are answered; null result = unknown.</summary>
    public Func<string, string?> Function { get; set; } = _ => null;

    public string this[string name] => _values.GetValueOrDefault(name) ?? "";

    public bool IsUnknown(string name) => _values.TryGetValue(name, out var value) && value is null;

    public bool IsTrue(string name) => this[name].Trim() is var v && (v.Equals("true", StringComparison.OrdinalIgnoreCase) || v.Equals("enable", StringComparison.OrdinalIgnoreCase) || v.Equals("on", StringComparison.OrdinalIgnoreCase));

    public bool IsFalse(string name) => this[name].Trim() is var v && (v.Equals("false", StringComparison.OrdinalIgnoreCase) || v.Equals("disable", StringComparison.OrdinalIgnoreCase) || v.Equals("off", StringComparison.OrdinalIgnoreCase));

    /// <summary>A property that the project cannot set, as one given on the command line of a build.</summary>
    public void Fix(string name, string? value)
    {
        _values[name] = value;
        _fixed.Add(name);
    }

    /// <summary>A property of the file being read, which changes from file to file.</summary>
    public void SetReserved(string name, string value) => _values[name] = value;

    public void Set(string name, string? value)
    {
        if (!_fixed.Contains(name))
            _values[name] = value;
    }

    /// <summary>Expands <c>$(…)</c>; null when a part is unknown.</summary>
    public string? Expand(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal) && !text.Contains('@', StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '@' or '%' && at + 1 < text.Length && text[at + 1] == '(')
                return null;
            if (c != '$' || at + 1 >= text.Length || text[at + 1] != '(')
            {
                result.Append(c);
                continue;
            }
            var end = Closing(text, at + 1);
            if (end < 0)
                return null;
            if (Value(text[(at + 2)..end].Trim()) is not { } value)
                return null;
            result.Append(value);
            // Ten properties that double each other would be a gigabyte.
            if (result.Length > LongestValue)
                return null;
            at = end;
        }
        return result.ToString();
    }

    private string? Value(string inner)
    {
        if (inner.Length > 0 && inner.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
            return _values.TryGetValue(inner, out var value) ? value : "";
        return inner.StartsWith('[') ? Function(inner) : null;
    }

    /// <summary>The parenthesis that closes the one at <paramref name="open"/>, past quotes and nested ones; -1 when there is none.</summary>
    private static int Closing(string text, int open)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = open; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"' or '`')
                quote = c;
            else if (c == '(')
                depth++;
            else if (c == ')' && --depth == 0)
                return i;
        }
        return -1;
    }
}
