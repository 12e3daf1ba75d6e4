using System.Collections.Immutable;

namespace MlReview.Analyzers.Libraries;

/// <summary>The lines of all library tables, by declaring type and member. Immutable; parsed once.</summary>
internal static class LibraryTable
{
    /// <summary>Types of a known machine-learning library, by which a compilation is told to use it.</summary>
    public static readonly ImmutableArray<string> MarkerTypes = ImmutableArray.Create("Microsoft.ML.MLContext", "Microsoft.ML.IDataView");

    /// <summary>Words of which a file that takes part in a pipeline names at least one.</summary>
    public static readonly ImmutableArray<string> MarkerWords = ImmutableArray.Create(
        "MLContext", "IDataView", "IEstimator", "ITransformer", "TrainTestData", "Microsoft.ML", "PredictionEngine", "EstimatorChain", "TransformerChain");

    private static readonly ImmutableDictionary<string, OperationSpec> s_exact;
    private static readonly ImmutableDictionary<string, ImmutableArray<(string Type, OperationSpec Spec)>> s_inherited;

    static LibraryTable()
    {
        var exact = ImmutableDictionary.CreateBuilder<string, OperationSpec>(StringComparer.Ordinal);
        var inherited = new Dictionary<string, List<(string, OperationSpec)>>(StringComparer.Ordinal);
        foreach (var table in new[] { MlNetOperations.Table, Sequences.Table, DataFrames.Table, MathNet.Table, Platform.Table })
        {
            foreach (var words in Lines(table))
            {
                var spec = new OperationSpec((Role)Enum.Parse(typeof(Role), words[2]), words[1], Parts(words));
                if (!words[0].StartsWith(":", StringComparison.Ordinal))
                {
                    exact[Key(words[0], words[1])] = spec;
                    continue;
                }

                if (!inherited.TryGetValue(words[1], out var bases))
                    inherited[words[1]] = bases = new List<(string, OperationSpec)>();
                bases.Add((words[0].Substring(1), spec));
            }
        }

        foreach (var words in Lines(MlNetEstimators.Table))
            exact[Key(words[0], words[1])] = new OperationSpec(Role.BuildsEstimator, words[1], ImmutableDictionary<string, string>.Empty, Traits(words));

        s_exact = exact.ToImmutable();
        s_inherited = inherited.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>The creation of a collection that holds rows, as an iterator does it without saying so.</summary>
    public static OperationSpec Collection => s_exact[Key("System.Collections.Generic.List`1", ".ctor")];

    /// <summary>The addition of one row to such a collection.</summary>
    public static OperationSpec Addition => s_exact[Key("System.Collections.Generic.List`1", "Add")];

    /// <summary>All lines, for the tests that compare them with the libraries.</summary>
    public static IEnumerable<(string Key, OperationSpec Spec)> All =>
        s_exact.Select(pair => (pair.Key, pair.Value))
            .Concat(s_inherited.SelectMany(pair => pair.Value.Select(entry => (Key(entry.Type, pair.Key), entry.Spec))));

    public static OperationSpec? Exact(string type, string member) =>
        s_exact.TryGetValue(Key(type, member), out var spec) || s_exact.TryGetValue(Key(type, "*"), out spec) ? spec : null;

    /// <summary>Meanings that a member of this name has when its type implements or derives from the given type.</summary>
    public static ImmutableArray<(string Type, OperationSpec Spec)> Inherited(string member) =>
        s_inherited.TryGetValue(member, out var entries) ? entries : ImmutableArray<(string, OperationSpec)>.Empty;

    private static string Key(string type, string member) => type + " " + member;

    private static IEnumerable<string[]> Lines(string table) =>
        from line in table.Split('\n')
        let words = line.Split(new[] { ' ', '\r' }, StringSplitOptions.RemoveEmptyEntries)
        where words.Length >= 3
        select words;

    private static ImmutableDictionary<string, string> Parts(string[] words)
    {
        var parts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var word in words.Skip(3))
        {
            var equals = word.IndexOf('=');
            parts[equals < 0 ? word : word.Substring(0, equals)] = word.Substring(equals + 1);
        }

        return parts.ToImmutable();
    }

    private static EstimatorTraits Traits(string[] words)
    {
        var traits = new EstimatorTraits((Learning)Enum.Parse(typeof(Learning), words[2], ignoreCase: true));
        foreach (var word in words.Skip(3))
        {
            traits = word switch
            {
                "draws" => traits with { Draws = Draws.Context },
                "seed" => traits with { Draws = Draws.OwnSeedElseContext },
                "shuffles" => traits with { Draws = Draws.ContextWhenShufflable },
                "inner" => traits with { Draws = Draws.AsInner },
                "hidden" => traits with { HasHiddenInputs = true },
                "joins" => traits with { Concatenates = true },
                "keeps" => traits with { WritesNothing = true },
                "numbers" => traits with { NumbersValues = true },
                "encodes" => traits with { EncodesCategories = true },
                "ordered" => traits with { ReadsInOrder = true },
                "identifiers" => traits with { LearnsFromIdentifiers = true },
                _ when word.StartsWith("reads:", StringComparison.Ordinal) => traits with { Reads = word.Substring(6).Split(',').ToImmutableArray() },
                _ when word.StartsWith("writes:", StringComparison.Ordinal) => traits with { Writes = word.Substring(7).Split(',').ToImmutableArray() },
                _ when word.StartsWith("only:", StringComparison.Ordinal) => traits with { LearnsOnlyWith = word.Substring(5) },
                _ when word.StartsWith("drawsWith:", StringComparison.Ordinal) => traits with { DrawsWith = word.Substring(10) },
                _ when word.StartsWith("repeatable:", StringComparison.Ordinal) => traits with { RepeatableWith = word.Substring(11).Split(',').ToImmutableArray() },
                _ when word.StartsWith("ignores:", StringComparison.Ordinal) => traits with { Ignores = word.Substring(8) },
                _ when word.StartsWith("validates:", StringComparison.Ordinal) => traits with { ValidatesWith = word.Substring(10).Split(',').ToImmutableArray() },
                _ when word.StartsWith("validatesUnless:", StringComparison.Ordinal) => traits with { ValidatesUnless = word.Substring(16) },
                _ when word.StartsWith("without:", StringComparison.Ordinal) => traits with { LearnsNothingWith = word.Substring(8) },
                _ => traits with { Task = (LearningTask)Enum.Parse(typeof(LearningTask), word, ignoreCase: true) },
            };
        }

        return traits;
    }
}
