using System.Collections.Immutable;

namespace MlReview.Analyzers.Flow;

/// <summary>What an abstract <see cref="Value"/> stands for. The comment gives its tag and its operands.</summary>
internal enum ValueKind
{
    /// <summary>Nothing is known. A rule that meets it stays silent.</summary>
    Unknown,

    /// <summary>tag: the constant (null included).</summary>
    Constant,

    /// <summary>The value a parameter has on entry. tag: the parameter.</summary>
    Parameter,

    /// <summary>The receiver of the member that is summarised.</summary>
    This,

    /// <summary>A variable of an enclosing member, as a lambda or local function sees it. tag: the symbol.</summary>
    Captured,

    /// <summary>What a field or auto-property holds on entry. tag: the symbol; operands: receiver.</summary>
    Field,

    /// <summary>The result of a call whose meaning is unknown: opaque, but the same wherever it flows. tag: the call site.</summary>
    Result,

    /// <summary>A number, string or object computed from its operands. tag: the operation.</summary>
    Computed,

    /// <summary>One of several values, each under a guard. tag: the guards; operands: the values.</summary>
    Alternatives,

    /// <summary>tag: member names or null; operands: the members.</summary>
    Tuple,

    /// <summary>An array or collection with known members. operands: the members in order.</summary>
    Items,

    /// <summary>An object created at a known place. tag: the creation's call site.</summary>
    Object,

    /// <summary>A delegate. tag: what it calls; operands: its receiver, then the captured values.</summary>
    Closure,

    /// <summary>What a library operation produced (context, estimator, model, metrics, …). tag: its call site.</summary>
    Event,

    /// <summary>A chain of estimators or of transformers. operands: the steps in order.</summary>
    Chain,

    /// <summary>Rows, lazily or not. operands: the rows, then what was applied to them, in order.</summary>
    Data,

    /// <summary>Train and test side of one split. tag: its call site; operands: train data, test data.</summary>
    Split,

    /// <summary>The folds of a cross-validation split. tag: call site; operands: data, folds, seed, key.</summary>
    Folds,

    /// <summary>One element of a sequence. tag: the place of the iteration; operands: the sequence.</summary>
    Element,

    /// <summary>A place in a sequence, relative to a variable that counts its places. tag: the variable; operands: the distance.</summary>
    Position,

    /// <summary>A property of a value that is not known yet. tag: the property; operands: the value.</summary>
    Member,

    /// <summary>The schema of data. operands: the data.</summary>
    Schema,

    // Rows: restrictions over a base, innermost base first operand.

    /// <summary>All rows of a source. operands: the source.</summary>
    AllRows,

    /// <summary>One side of a split. tag: <see cref="Side"/>; operands: base, fraction, seed, key, fold index.</summary>
    Part,

    /// <summary>A contiguous range. operands: base, first row, end row (null = all).</summary>
    Range,

    /// <summary>Rows in a random order. tag: true while each enumeration draws its own order; operands: base, what fixes the order, and what it was drawn from if that differs.</summary>
    Shuffled,

    /// <summary>The rows a predicate keeps. tag: text of the predicate; operands: base, arguments.</summary>
    Filtered,

    /// <summary>Rows in an order fixed by a key. tag: text of the key; operands: base.</summary>
    Ordered,

    /// <summary>Rows drawn with replacement. operands: base, seed, complement.</summary>
    Bootstrap,

    /// <summary>Rows of several sources together. operands: the rows of each.</summary>
    Union,

    /// <summary>Rows of which some occur more than once. tag: the call site that duplicates; operands: base.</summary>
    Duplicated,

    /// <summary>A value learned from rows by hand (mean, maximum, group table, …). tag: call site; operands: the data, what was read of each row.</summary>
    Statistic,
}

/// <summary>The side of a split.</summary>
internal enum Side
{
    /// <summary>The rows to train on.</summary>
    Train,

    /// <summary>The rows held out.</summary>
    Test,
}

/// <summary>
/// An abstract value: an immutable, hash-consed term. Equal values of one <see cref="ValueFactory"/> are the same object,
/// so that joining states and comparing rows costs a pointer comparison.
/// </summary>
internal sealed class Value
{
    private readonly int _hash;

    internal Value(ValueKind kind, object? tag, ImmutableArray<Value> operands)
    {
        Kind = kind;
        Tag = tag;
        Operands = operands;
        _hash = ((int)kind * 397) ^ TagHash(tag);
        foreach (var operand in operands)
            _hash = unchecked((_hash * 31) + operand._hash);
    }

    /// <summary>
    /// Tells what follows from kind, tag and operands. The factory does it once for a value that it keeps: most values are made only to
    /// find that they are there already.
    /// </summary>
    internal void Settle()
    {
        foreach (var operand in Operands)
        {
            Depth = Math.Max(Depth, operand.Depth + 1);
            IsSymbolic |= operand.IsSymbolic;
        }

        IsSymbolic |= Kind is ValueKind.Parameter or ValueKind.This or ValueKind.Captured or ValueKind.Field or ValueKind.Event
            or ValueKind.Result or ValueKind.Object or ValueKind.Split or ValueKind.Folds or ValueKind.Element or ValueKind.Closure
            or ValueKind.Alternatives or ValueKind.Statistic or ValueKind.Duplicated;
        Traits = Flow.Traits.Of(this);
    }

    public ValueKind Kind { get; }

    public object? Tag { get; }

    public ImmutableArray<Value> Operands { get; }

    /// <summary>Height of the term; bounded by the factory.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the value changes when it is carried into another caller.</summary>
    public bool IsSymbolic { get; private set; }

    /// <summary>What stands somewhere inside it.</summary>
    public ValueTraits Traits { get; private set; }

    public bool IsUnknown => Kind == ValueKind.Unknown;

    public bool IsNull => Kind == ValueKind.Constant && Tag is null;

    /// <summary>The call site, where the tag is one.</summary>
    public CallSite? Site => Tag as CallSite;

    /// <summary>Receiver, rows, base or first operand.</summary>
    public Value First => Operands[0];

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <summary>Shallow: operands are hash-consed, so that identity is equality.</summary>
    internal bool SameAs(Value other)
    {
        if (Kind != other.Kind || _hash != other._hash || Operands.Length != other.Operands.Length || !TagEquals(Tag, other.Tag))
            return false;
        for (var i = 0; i < Operands.Length; i++)
        {
            if (Operands[i] != other.Operands[i])
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var tag = Tag is ImmutableArray<Guard> guards ? string.Join("|", guards.Select(guard => guard.Decisions.Length)) : Tag?.ToString();
        return Operands.IsEmpty ? $"{Kind}:{tag}" : $"{Kind}:{tag}({string.Join(", ", Operands)})";
    }

    private static int TagHash(object? tag) => tag switch
    {
        null => 0,
        ImmutableArray<Guard> { IsEmpty: false } guards => guards[guards.Length - 1].GetHashCode(),
        ImmutableArray<string> names => names.Length,
        string text => StringComparer.Ordinal.GetHashCode(text),
        _ => tag.GetHashCode(),
    };

    private static bool TagEquals(object? a, object? b) => a switch
    {
        ImmutableArray<Guard> x => b is ImmutableArray<Guard> y && x.SequenceEqual(y),
        ImmutableArray<string> x => b is ImmutableArray<string> y && x.SequenceEqual(y),
        _ => Equals(a, b),
    };
}
