using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>The column names that an argument holds.</summary>
internal sealed class ColumnNames
{
    private ColumnNames(ImmutableArray<string> names, bool isCertain, bool isComplete)
    {
        Names = names;
        IsCertain = isCertain;
        IsComplete = isComplete;
    }

    public static ColumnNames None { get; } = new(ImmutableArray<string>.Empty, true, true);

    public static ColumnNames Unknown { get; } = new(ImmutableArray<string>.Empty, true, false);

    public ImmutableArray<string> Names { get; }

    /// <summary>False when it is one of several names, and no one can tell which.</summary>
    public bool IsCertain { get; }

    /// <summary>False when there may be other names.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether no name is given.</summary>
    public bool IsNone => Names.IsEmpty && IsComplete && AllOf is null;

    /// <summary>The rows whose schema gives the names: all its columns are meant. Null where names are listed.</summary>
    public Value? AllOf { get; private init; }

    public static ColumnNames One(string name) => new(ImmutableArray.Create(name), true, true);

    public static ColumnNames In(Value? value) => value switch
    {
        null or { IsNull: true } => None,
        { Kind: ValueKind.Constant, Tag: string name } => One(name),
        { Kind: ValueKind.Items } => All(value.Operands.Select(In), isCertain: true),
        { Kind: ValueKind.Alternatives } => All(value.Operands.Select(In), isCertain: false),
        { Kind: ValueKind.Data, First: { Kind: ValueKind.AllRows, First: { Kind: ValueKind.Schema } schema } }
            when value.Operands.Skip(1).All(applied => applied.Site?.Role is Role.Materializes or Role.CreatesCollection) =>
            new ColumnNames(ImmutableArray<string>.Empty, true, true) { AllOf = schema.First },
        _ => Unknown,
    };

    public ColumnNames And(ColumnNames other) => All(new[] { this, other }, isCertain: true);

    private static ColumnNames All(IEnumerable<ColumnNames> parts, bool isCertain)
    {
        var all = parts.ToList();
        return new ColumnNames(
            all.SelectMany(part => part.Names).Distinct().ToImmutableArray(),
            isCertain && all.All(part => part.IsCertain),
            all.All(part => part.IsComplete && part.AllOf is null));
    }
}
