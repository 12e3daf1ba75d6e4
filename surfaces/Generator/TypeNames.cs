namespace MlReview.Surfaces;

/// <summary>Text of type names as the table writes them: C# keywords, full names, nested types with a dot.</summary>
public static class TypeNames
{
    /// <summary>Splits <c>A, B&lt;C, D&gt;</c> at the commas outside brackets.</summary>
    public static IReadOnlyList<string> SplitTopLevel(string list, char separator = ',')
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '<' or '(' or '[')
                depth++;
            else if (list[i] is '>' or ')' or ']')
                depth--;
            else if (list[i] == separator && depth == 0)
            {
                parts.Add(list[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(list[start..].Trim());
        return parts;
    }

    /// <summary><c>Outer&lt;T&gt;</c> for <c>Outer&lt;T&gt;.Inner</c>, or null for a type that is not nested.</summary>
    public static string? Outer(string type)
    {
        var parts = SplitTopLevel(type, '.');
        return parts.Count == 1 ? null : string.Join('.', parts.SkipLast(1));
    }

    /// <summary><c>Inner</c> for <c>Outer&lt;T&gt;.Inner</c>, type parameters kept.</summary>
    public static string Last(string type) => SplitTopLevel(type, '.')[^1];

    /// <summary>The name before the type parameters.</summary>
    public static string WithoutTypeParameters(string name)
    {
        var at = name.IndexOf('<', StringComparison.Ordinal);
        return at < 0 ? name : name[..at];
    }

    /// <summary>The dotted names in a signature, type arguments apart: <c>A.B</c> and <c>C.D</c> for <c>A.B&lt;C.D, T&gt;</c>.</summary>
    public static IEnumerable<string> NamesIn(string text) =>
        text.Split([' ', ',', '<', '>', '(', ')', '[', ']', '?', '|', '=', ':', '+', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Where(name => name.Contains('.', StringComparison.Ordinal) && name[0] != '.');
}
