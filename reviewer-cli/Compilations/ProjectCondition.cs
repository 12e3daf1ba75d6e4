using System.Globalization;

namespace MlReview.Cli.Compilations;

/// <summary>
/// Conditions of the forms <c>'…'=='…'</c>, <c>!=</c>, <c>And</c>, <c>Or</c>, <c>!</c>, parentheses, numeric comparison and <c>Exists('…')</c>.
/// Anything else is unknown (null), and unknown stays unknown through the operators that cannot decide without it.
/// </summary>
internal sealed class ProjectCondition
{
    private const int LongestCondition = 4096;
    private const int DeepestParentheses = 32;
    private readonly string _text;
    private readonly Func<string, string?> _expand;
    private readonly Func<string, bool?> _exists;
    private int _at;
    private int _depth;

    private ProjectCondition(string text, Func<string, string?> expand, Func<string, bool?> exists) =>
        (_text, _expand, _exists) = (text, expand, exists);

    public static bool? Evaluate(string? condition, Func<string, string?> expand, Func<string, bool?> exists)
    {
        if (string.IsNullOrWhiteSpace(condition))
            return true;
        if (condition.Length > LongestCondition)
            return null;
        var parser = new ProjectCondition(condition, expand, exists);
        try
        {
            var value = parser.Or();
            parser.SkipSpace();
            return parser._at == condition.Length ? value : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool? Or()
    {
        var value = And();
        while (Word("or"))
        {
            var other = And();
            value = value == true || other == true ? true : value is null || other is null ? null : false;
        }
        return value;
    }

    private bool? And()
    {
        var value = Term();
        while (Word("and"))
        {
            var other = Term();
            value = value == false || other == false ? false : value is null || other is null ? null : true;
        }
        return value;
    }

    private bool? Term()
    {
        SkipSpace();
        if (Take("!"))
            return !Term();
        if (Take("("))
        {
            if (++_depth > DeepestParentheses)
                throw new FormatException();
            var inner = Or();
            _depth--;
            SkipSpace();
            return Take(")") ? inner : throw new FormatException();
        }
        if (Word("exists"))
            return Exists();
        var left = Operand();
        SkipSpace();
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
            if (Take(sign))
                return Compare(sign, left, Operand());
        return AsBool(left);
    }

    private bool? Exists()
    {
        SkipSpace();
        if (!Take("("))
            throw new FormatException();
        var path = Operand();
        SkipSpace();
        if (!Take(")"))
            throw new FormatException();
        return path is null ? null : _exists(path);
    }

    private static bool? Compare(string sign, string? left, string? right)
    {
        if (left is null || right is null)
            return null;
        if (sign is "==" or "!=")
            return AreEqual(left, right) == (sign == "==");
        if (Order(left, right) is not { } order)
            return null;
        return sign switch { "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
    }

    private static bool AreEqual(string left, string right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase)
        || (Number(left) is { } a && Number(right) is { } b && a.Equals(b))
        || (AsBool(left) is { } x && AsBool(right) is { } y && x == y);

    private static int? Order(string left, string right) =>
        Number(left) is { } a && Number(right) is { } b ? a.CompareTo(b)
        : Version.TryParse(left, out var v) && Version.TryParse(right, out var w) ? v.CompareTo(w)
        : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? AsBool(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "ON" or "YES" => true,
        "FALSE" or "OFF" or "NO" => false,
        _ => null,
    };

    /// <summary>A quoted text, a property, or a bare word or number; null when its value is unknown.</summary>
    private string? Operand()
    {
        SkipSpace();
        if (_at >= _text.Length)
            throw new FormatException();
        var start = _at;
        if (_text[_at] == '\'')
        {
            var end = ClosingQuote(_at);
            _at = end + 1;
            return _expand(_text[(start + 1)..end]);
        }
        if (_text[_at] == '$')
        {
            var end = _text.IndexOf(')', _at);
            if (end < 0)
                throw new FormatException();
            // A function call has parentheses of its own: not a form that is read.
            _at = end + 1;
            return _text.AsSpan(start, end - start).Count('(') == 1 ? _expand(_text[start.._at]) : throw new FormatException();
        }
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_' or '-'))
            _at++;
        if (_at == start)
            throw new FormatException();
        SkipSpace();
        // `HasTrailingSlash(…)` and other functions are not read.
        return _at < _text.Length && _text[_at] == '(' ? throw new FormatException() : _text[start.._at].Trim();
    }

    /// <summary>Quotes within <c>$(…)</c> belong to a function's arguments.</summary>
    private int ClosingQuote(int open)
    {
        var depth = 0;
        for (var i = open + 1; i < _text.Length; i++)
        {
            if (_text[i] == '(' && (depth > 0 || _text[i - 1] == '$'))
                depth++;
            else if (_text[i] == ')' && depth > 0)
                depth--;
            else if (_text[i] == '\'' && depth == 0)
                return i;
        }
        throw new FormatException();
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private bool Take(string sign)
    {
        if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
            return false;
        _at += sign.Length;
        return true;
    }

    private bool Word(string word)
    {
        SkipSpace();
        var end = _at + word.Length;
        if (end > _text.Length || string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
            || (end < _text.Length && char.IsLetterOrDigit(_text[end])))
            return false;
        _at = end;
        return true;
    }
}
