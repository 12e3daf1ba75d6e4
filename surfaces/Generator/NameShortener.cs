using System.Text.RegularExpressions;

namespace MlReview.Surfaces;

/// <summary>Turns the table's full names into simple names plus usings, where a simple name can mean only one type.</summary>
public sealed partial class NameShortener
{
    private readonly HashSet<string> _namespaces;
    private readonly Dictionary<string, HashSet<string>> _homes = [];
    private readonly HashSet<string> _nested;
    private readonly HashSet<string> _lastParts;

    /// <summary>Learns every type of <paramref name="rows"/> and every outside name that they mention.</summary>
    public NameShortener(IReadOnlyList<ApiRow> rows)
    {
        _namespaces = [.. rows.Select(row => row.Namespace)];
        _lastParts = [.. _namespaces.Select(name => name.Split('.')[^1])];
        _nested = [.. rows
            .Where(row => row.Kind == "type" && TypeNames.Outer(row.Type) is not null)
            .Select(row => TypeNames.WithoutTypeParameters(TypeNames.Last(row.Type)))];
        foreach (var row in rows.Where(row => row.Kind == "type"))
            AddHome(TypeNames.WithoutTypeParameters(TypeNames.SplitTopLevel(row.Type, '.')[0]), row.Namespace);
        foreach (var row in rows)
        {
            foreach (Match match in DottedName().Matches($"{row.ReturnType} {row.Parameters} {row.Modifiers} {row.Default}"))
            {
                var (home, simple) = Split(match.Value);
                if (home is not null)
                    AddHome(simple.Split('.')[0], home);
            }
        }
    }

    [GeneratedRegex(@"(?<![\w.""])[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")]
    private static partial Regex DottedName();

    /// <summary>Shortens all names in <paramref name="text"/> for a file of <paramref name="inNamespace"/>, adding to <paramref name="usings"/>.</summary>
    public string Shorten(string text, string inNamespace, ISet<string> usings) =>
        DottedName().Replace(text, match =>
        {
            var (home, simple) = Split(match.Value);
            if (home is null || IsAmbiguous(simple.Split('.')[0]))
                return match.Value;
            if (home != inNamespace && !inNamespace.StartsWith(home + ".", StringComparison.Ordinal))
                usings.Add(home);
            return simple;
        });

    private (string? Home, string Simple) Split(string name)
    {
        var parts = name.Split('.');
        for (var length = parts.Length - 1; length > 0; length--)
        {
            var home = string.Join('.', parts.Take(length));
            if (_namespaces.Contains(home))
                return (home, string.Join('.', parts.Skip(length)));
        }
        if (parts[0] is not ("System" or "Microsoft"))
            return (null, name);
        return (string.Join('.', parts.SkipLast(1)), parts[^1]);
    }

    // A type also named like a namespace (SearchSpace) or like a nested type would bind to the wrong one.
    private bool IsAmbiguous(string simple) =>
        _nested.Contains(simple)
        || (_homes.TryGetValue(simple, out var homes) && homes.Count > 1)
        || _lastParts.Contains(simple);

    private void AddHome(string simple, string home)
    {
        if (!_homes.TryGetValue(simple, out var homes))
            _homes.Add(simple, homes = []);
        homes.Add(home);
    }
}
