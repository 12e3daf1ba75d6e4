namespace MlReview.Surfaces;

/// <summary>Where the default of an option is set: at its field, or in the constructor of a derived type that changes it.</summary>
public sealed class OptionDefaults
{
    private readonly Dictionary<string, ApiRow> _types;
    private readonly Supplement _corrections;
    private readonly Dictionary<string, string> _definitions;
    private readonly ILookup<string, ApiRow> _members;
    private readonly Dictionary<(string Type, string Member), string> _agreed = [];

    /// <summary>Reads the defaults of <paramref name="rows"/>; <paramref name="corrections"/> say what the table's cells cannot.</summary>
    public OptionDefaults(IReadOnlyList<ApiRow> rows, Supplement corrections)
    {
        _corrections = corrections;
        _types = rows.Where(row => row.Kind == "type").ToDictionary(row => row.FullType);
        _definitions = _types.Keys.ToDictionary(Shape);
        _members = rows.Where(IsOption).ToLookup(row => row.FullType);

        // A base type that cannot be created has no default of its own: it takes the one that all derived types share.
        var inherited = rows
            .Where(row => IsOption(row) && row.IsInherited && row.Default.Length > 0)
            .GroupBy(row => (Declaring(row)?.FullType, row.Name));
        foreach (var group in inherited)
        {
            var values = group.Select(row => row.Default).Distinct().ToList();
            if (group.Key.FullType is { } type && values.Count == 1)
                _agreed[(type, group.Key.Name)] = values[0];
        }
    }

    /// <summary>The initializer of a member, or null when the type's own default value is right.</summary>
    public string? Initializer(string type, ApiRow member)
    {
        if (_corrections.Find("defaults", member.FullName) is { } correction)
            return correction == "none" ? null : correction;
        var value = member.Default.Length > 0 ? member.Default : _agreed.GetValueOrDefault((type, member.Name));
        return value is null || IsZero(value) ? null : value;
    }

    /// <summary>Inherited members whose default in <paramref name="type"/> differs from what the base type sets.</summary>
    public IEnumerable<ApiRow> SetByConstructor(string type) =>
        _members[type].Where(row => row.IsInherited && row.Default.Length > 0 && row.Default != FromBases(row));

    private static bool IsOption(ApiRow row) =>
        row.Kind is "field" or "property" && !row.Has("const") && !row.Has("static") && row.ParameterList.Count == 0
        && (row.Kind == "field" ? !row.Has("readonly") : row.Has("set"));

    private string FromBases(ApiRow row)
    {
        for (var type = BaseOf(row.FullType); type is not null; type = BaseOf(type))
        {
            var found = _members[type].FirstOrDefault(candidate => candidate.Name == row.Name);
            if (found is { IsInherited: true, Default.Length: > 0 })
                return found.Default;
            if (found is { IsInherited: false })
                return Initializer(type, found) ?? Zero(row);
        }
        return Zero(row);
    }

    private ApiRow? Declaring(ApiRow row)
    {
        for (var type = BaseOf(row.FullType); type is not null; type = BaseOf(type))
        {
            if (_members[type].FirstOrDefault(candidate => candidate.Name == row.Name && !candidate.IsInherited) is { } found)
                return found;
        }
        return null;
    }

    private string? BaseOf(string type) =>
        _types.TryGetValue(type, out var row) && row.Bases.Count > 0 ? Definition(row.Bases[0]) : null;

    // The table writes a base as constructed (Base<Options, int>.OptionsBase); types are keyed by their definition.
    private string? Definition(string constructed) =>
        _types.ContainsKey(constructed) ? constructed : _definitions.GetValueOrDefault(Shape(constructed));

    private static string Shape(string type) => string.Join('.', TypeNames.SplitTopLevel(type, '.').Select(part =>
    {
        var name = TypeNames.WithoutTypeParameters(part);
        return name.Length == part.Length ? name : $"{name}`{TypeNames.SplitTopLevel(part[(name.Length + 1)..^1]).Count}";
    }));

    private static bool IsZero(string value) => 
        value is "null" or "0" or "false" or "0f" or "01/01/0001 00:00:00" or "<System.Threading.CancellationToken>";

    private static string Zero(ApiRow row) => row.Default is { } value && IsZero(value) ? value : "";
}
