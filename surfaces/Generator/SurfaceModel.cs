namespace MlReview.Surfaces;

/// <summary>A type that the surfaces hold, its own members and nested types in the order of the table.</summary>
public sealed record SurfaceType(ApiRow Row, IReadOnlyList<ApiRow> Members, IReadOnlyList<string> Nested);

/// <summary>Everything the writer needs to know.</summary>
public sealed class SurfaceModel
{
    private static readonly HashSet<string> OutsideStructs =
        ["System.DateTime", "System.TimeSpan", "System.IntPtr", "System.Threading.CancellationToken", "T", "TValue"];

    private readonly HashSet<string> _names;
    private readonly HashSet<string> _namespaces;

    /// <summary>Builds the model of the rows that <paramref name="leftOut"/> does not leave out.</summary>
    public SurfaceModel(IReadOnlyList<ApiRow> table, LeftOut leftOut, Supplement supplement)
    {
        Rows = [.. table.Where(row => !leftOut.Contains(row))];
        Supplement = supplement;
        Names = new NameShortener(Rows);
        Defaults = new OptionDefaults(Rows, supplement);
        var members = Rows
            .Where(row => row.Kind != "type" && !row.IsInherited)
            .ToLookup(row => row.FullType);
        var types = Rows.Where(row => row.Kind == "type").ToList();
        var nested = types
            .Where(row => TypeNames.Outer(row.Type) is not null)
            .ToLookup(row => $"{row.Namespace}.{TypeNames.Outer(row.Type)}", row => row.FullType);
        Types = types.ToDictionary(
            row => row.FullType,
            row => new SurfaceType(row, [.. members[row.FullType]], [.. nested[row.FullType]]));
        _names = [.. Types.Keys.Select(name => name.Split('<')[0])];
        _namespaces = [.. types.Select(row => row.Namespace)];
    }

    /// <summary>The rows that the surfaces hold.</summary>
    public IReadOnlyList<ApiRow> Rows { get; }

    /// <summary>The types by their full name.</summary>
    public IReadOnlyDictionary<string, SurfaceType> Types { get; }

    /// <summary>What the table cannot say.</summary>
    public Supplement Supplement { get; }

    /// <summary>Simple names.</summary>
    public NameShortener Names { get; }

    /// <summary>Defaults of options.</summary>
    public OptionDefaults Defaults { get; }

    /// <summary>Filled between the two passes of the generator.</summary>
    public Dictionary<string, TypeAnalysis> Analyses { get; } = [];

    /// <summary>Whether <c>null</c> cannot be written for the type, because it is (or may be) a struct.</summary>
    public bool IsStruct(string type) =>
        OutsideStructs.Contains(type) || (Types.TryGetValue(type, out var found) && found.Row.Words[^1] == "struct");

    /// <summary>The bases of a type row that are public: <c>IComponentFactory&lt;ITrainer&gt;</c>, whose argument is internal, is not.</summary>
    public IReadOnlyList<string> PublicBases(ApiRow row) =>
        row.Words[^1] is "enum" or "delegate" ? [] : [.. row.Bases.Where(name => TypeNames.NamesIn(name).All(IsPublic))];

    private bool IsPublic(string name) =>
        !name.StartsWith("Microsoft.ML", StringComparison.Ordinal) || _names.Contains(name)
        || _namespaces.All(home => !name.StartsWith(home + ".", StringComparison.Ordinal));

    /// <summary>The assemblies, each after those it needs, with everything it needs.</summary>
    public IReadOnlyList<(string Assembly, IReadOnlyList<string> References)> Assemblies()
    {
        var homes = Types.Values.ToLookup(type => type.Row.FullType.Split('<')[0], type => type.Row.Assembly);
        var direct = Rows.GroupBy(row => row.Assembly).ToDictionary(
            group => group.Key,
            group => group
                .SelectMany(row => TypeNames.NamesIn($"{row.ReturnType} {row.Parameters} {row.Modifiers}"))
                .SelectMany(name => homes[name])
                .Where(assembly => assembly != group.Key)
                .ToHashSet());
        var order = new List<(string, IReadOnlyList<string>)>();
        var done = new Dictionary<string, HashSet<string>>();
        foreach (var assembly in direct.Keys.Order(StringComparer.Ordinal))
            Visit(assembly);
        return order;

        HashSet<string> Visit(string assembly)
        {
            if (done.TryGetValue(assembly, out var closure))
                return closure;
            closure = [];
            foreach (var reference in direct[assembly].Order(StringComparer.Ordinal))
            {
                closure.Add(reference);
                closure.UnionWith(Visit(reference));
            }
            done.Add(assembly, closure);
            order.Add((assembly, [.. order.Select(entry => entry.Item1).Where(closure.Contains)]));
            return closure;
        }
    }
}
