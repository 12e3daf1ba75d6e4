using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlReview.Action.Tests.Running;

/// <summary>
/// The part of GitHub's expressions that the action uses. What it does not know it refuses, so that no expression passes for not having been
/// understood.
/// </summary>
/// <param name="lookUp">The value of a context, such as <c>inputs.path</c>; throws for one that there is not.</param>
internal sealed partial class Expression(Func<string, string> lookUp)
{
    private readonly Queue<string> _tokens = new();

    /// <summary>A text with expressions in it.</summary>
    public string Fill(string text) => Places().Replace(text, place => Text(Evaluate(place.Groups[1].Value)));

    /// <summary>A condition, with or without the signs around it.</summary>
    public bool Holds(string condition) => IsTrue(Evaluate(Places().Match(condition) is { Success: true, Value.Length: var length } place && length == condition.Trim().Length ? place.Groups[1].Value : condition));

    private object? Evaluate(string expression)
    {
        _tokens.Clear();
        var at = 0;
        foreach (Match token in Tokens().Matches(expression))
        {
            if (expression[at..token.Index].Trim().Length > 0)
                break;
            _tokens.Enqueue(token.Value);
            at = token.Index + token.Length;
        }
        if (expression[at..].Trim().Length > 0)
            throw new NotSupportedException($"'{expression[at..]}' in the expression '{expression}'");
        var value = Or();
        return _tokens.Count == 0 ? value : throw new NotSupportedException($"'{_tokens.Peek()}' in the expression '{expression}'");
    }

    private object? Or()
    {
        var value = And();
        while (Take("||"))
            value = And() is var next && IsTrue(value) ? value : next;
        return value;
    }

    private object? And()
    {
        var value = Equality();
        while (Take("&&"))
            value = Equality() is var next && IsTrue(value) ? next : value;
        return value;
    }

    private object? Equality()
    {
        var value = Primary();
        if (Take("=="))
            return AreEqual(value, Primary());
        return Take("!=") ? !AreEqual(value, Primary()) : value;
    }

    private object? Primary()
    {
        var token = _tokens.Dequeue();
        if (token == "!")
            return !IsTrue(Primary());
        if (token == "(")
            return Closed(Or());
        if (token[0] == '\'')
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (token is "true" or "false")
            return token == "true";
        return Take("(") ? Call(token) : lookUp(token);
    }

    private object? Call(string function)
    {
        var arguments = new List<object?>();
        while (!Take(")"))
        {
            arguments.Add(Or());
            Take(",");
        }
        return (function, arguments) switch
        {
            ("always", []) => true,
            ("startsWith", [string text, string start]) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase),
            ("contains", [List<string> list, string word]) => list.Contains(word, StringComparer.OrdinalIgnoreCase),
            ("fromJSON", [string json]) => JsonSerializer.Deserialize<List<string>>(json),
            _ => throw new NotSupportedException($"{function}() with {arguments.Count} arguments"),
        };
    }

    private object? Closed(object? value) => Take(")") ? value : throw new NotSupportedException("a parenthesis that is not closed");

    private bool Take(string token)
    {
        var isThere = _tokens.TryPeek(out var next) && next == token;
        if (isThere)
            _tokens.Dequeue();
        return isThere;
    }

    private static bool AreEqual(object? a, object? b) => string.Equals(Text(a), Text(b), StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(object? value) => value is not (null or "" or false);

    private static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        string text => text,
        _ => throw new NotSupportedException("a list in the place of a text"),
    };

    [GeneratedRegex(@"\$\{\{\s*(.*?)\s*\}\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"'(?:[^']|'')*'|\|\||&&|==|!=|!|\(|\)|,|[A-Za-z_][\w.-]*")]
    private static partial Regex Tokens();
}
