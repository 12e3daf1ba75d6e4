namespace MlReview.Surfaces;

/// <summary>One row of <c>mlnet-api.tsv</c>: a public or protected member, or a type, of an ML.NET assembly.</summary>
public sealed record ApiRow(
    string Assembly,
    string Namespace,
    string Type,
    string Kind,
    string Name,
    int GenericArity,
    string ReturnType,
    string Parameters,
    string Obsolete,
    string Modifiers,
    string Default,
    string Group)
{
    private const string InheritedMark = "inherited:";
    private const string ExtensionMark = "extension:";
    private const string ConstraintMark = " where ";

    /// <summary>The type as the table writes it, with its namespace: <c>Microsoft.ML.IEstimator&lt;TTransformer&gt;</c>.</summary>
    public string FullType => $"{Namespace}.{Type}";

    /// <summary>The member as an exceptions pattern sees it: <c>Microsoft.ML.MLContext.GetOptionOrDefault&lt;T&gt;</c>.</summary>
    public string FullName => Kind == "type" ? FullType : $"{FullType}.{Name}";

    /// <summary>The row repeats a member of a base type, to state its default in this type.</summary>
    public bool IsInherited => Modifiers.Contains(InheritedMark, StringComparison.Ordinal);

    /// <summary>An extension method; its first parameter is the receiver.</summary>
    public bool IsExtension => Modifiers.Contains(ExtensionMark, StringComparison.Ordinal);

    /// <summary>The words before any receiver, origin or constraint: <c>static</c>, <c>protected override</c>, <c>get set</c>.</summary>
    public IReadOnlyList<string> Words =>
        Before(Before(Before(Before(Modifiers, ConstraintMark), " : "), ExtensionMark), InheritedMark)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether one of <see cref="Words"/> is <paramref name="word"/>.</summary>
    public bool Has(string word) => Words.Contains(word);

    /// <summary>Whether editors are asked not to show the member.</summary>
    public bool IsHidden => Modifiers.Split(' ').Contains("hidden");

    /// <summary>Constraints of a generic method: each type parameter with its parts (<c>class</c>, <c>new()</c>, a type).</summary>
    public IReadOnlyList<(string TypeParameter, IReadOnlyList<string> Parts)> Constraints
    {
        get
        {
            var at = Modifiers.IndexOf(ConstraintMark, StringComparison.Ordinal);
            if (at < 0)
                return [];
            return [.. Modifiers[(at + ConstraintMark.Length)..]
                .Split("; ", StringSplitOptions.RemoveEmptyEntries)
                .Select(clause => clause.Split(':', 2))
                .Select(pair => (pair[0], (IReadOnlyList<string>)pair[1].Split('+')))];
        }
    }

    /// <summary>Base type and interfaces of a type row, as the table lists them (all interfaces, inherited ones too).</summary>
    public IReadOnlyList<string> Bases
    {
        get
        {
            var at = Modifiers.IndexOf(" : ", StringComparison.Ordinal);
            return at < 0 ? [] : TypeNames.SplitTopLevel(Modifiers[(at + 3)..]);
        }
    }

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<ApiParameter> ParameterList =>
        Parameters.Length == 0 ? [] : [.. Parameters.Split(" | ").Select(ApiParameter.Parse)];

    private static string Before(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }
}

/// <summary>One parameter of a row: <c>ref</c>/<c>out</c>/<c>params</c> or nothing, type, name, and the default as the table writes it.</summary>
public sealed record ApiParameter(string Passing, string Type, string Name, string? Default)
{
    /// <summary>Reads <c>out System.Int32 value</c> or <c>int? seed=null</c>.</summary>
    public static ApiParameter Parse(string text)
    {
        string? defaultValue = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
            (text, defaultValue) = (text[..equals], text[(equals + 1)..]);

        var passing = "";
        foreach (var word in new[] { "params", "ref", "out", "in" })
        {
            if (!text.StartsWith(word + " ", StringComparison.Ordinal))
                continue;
            passing = word;
            text = text[(word.Length + 1)..];
            break;
        }

        var space = text.LastIndexOf(' ');
        return new ApiParameter(passing, text[..space], text[(space + 1)..], defaultValue);
    }
}

/// <summary>Reads the table.</summary>
public static class ApiTable
{
    /// <summary>All rows of the file, its header line left out.</summary>
    public static IReadOnlyList<ApiRow> Read(string path) =>
        [.. File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(Parse)];

    private static ApiRow Parse(string line)
    {
        var cells = line.Split('\t');
        return new ApiRow(
            cells[0], cells[1], cells[2], cells[3], cells[4], int.Parse(cells[5]),
            cells[6], cells[7], cells[8], cells[9], cells[10], cells[11]);
    }
}
