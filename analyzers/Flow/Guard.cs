using System.Collections.Immutable;

namespace MlReview.Analyzers.Flow;

/// <summary>A branch that was taken: which condition (in which inlined call), and which way.</summary>
internal sealed record Decision(CallSite? Call, object Condition, bool Taken)
{
    public bool Contradicts(Decision other) =>
        Taken != other.Taken && Equals(Condition, other.Condition) && Equals(Call, other.Call);
}

/// <summary>
/// The decisions under which something holds. Two facts are combined only when their guards agree:
/// what was fitted in one branch is never judged by what was evaluated in the other.
/// </summary>
internal sealed class Guard : IEquatable<Guard>
{
    public static readonly Guard Always = new(ImmutableArray<Decision>.Empty);

    private Guard(ImmutableArray<Decision> decisions) => Decisions = decisions;

    public ImmutableArray<Decision> Decisions { get; }

    public static Guard Of(ImmutableArray<Decision> decisions) => decisions.IsEmpty ? Always : new Guard(decisions);

    public bool AgreesWith(Guard other)
    {
        foreach (var mine in Decisions)
        {
            foreach (var theirs in other.Decisions)
            {
                if (mine.Contradicts(theirs))
                    return false;
            }
        }

        return true;
    }

    public Guard And(Guard other)
    {
        if (Decisions.IsEmpty)
            return other;
        if (other.Decisions.IsEmpty)
            return this;
        var both = Decisions.ToBuilder();
        foreach (var decision in other.Decisions)
        {
            if (!both.Contains(decision))
                both.Add(decision);
        }

        return new Guard(both.ToImmutable());
    }

    public Guard Select(Func<Decision, Decision> change) =>
        Decisions.IsEmpty ? this : new Guard(ImmutableArray.CreateRange(Decisions, change));

    public bool Equals(Guard? other) => other is not null && (Decisions == other.Decisions || Decisions.SequenceEqual(other.Decisions));

    public override bool Equals(object? obj) => Equals(obj as Guard);

    public override int GetHashCode() => Decisions.IsEmpty ? 0 : Decisions.Length ^ Decisions[Decisions.Length - 1].GetHashCode();
}

/// <summary>
/// The decisions in force at a point of a member, as a chain to its entry. The decisions in force after a join
/// are the longest common prefix of those before it.
/// </summary>
internal sealed class BranchPath
{
    /// <summary>Asked for by every event of a block; two threads that compute it come to the same.</summary>
    private Guard? _guard;

    private BranchPath(BranchPath? outer, Decision? decision)
    {
        Outer = outer;
        Decision = decision;
        Depth = outer is null ? 0 : outer.Depth + 1;
    }

    public static BranchPath Entry { get; } = new(null, null);

    private BranchPath? Outer { get; }

    private Decision? Decision { get; }

    private int Depth { get; }

    /// <summary>All decisions taken since the member was entered.</summary>
    public Guard Guard => _guard ??= Since(Entry, int.MaxValue)!;

    public BranchPath Take(object condition, bool taken) => new(this, new Decision(null, condition, taken));

    public static BranchPath CommonPrefix(BranchPath a, BranchPath b)
    {
        while (a.Depth > b.Depth)
            a = a.Outer!;
        while (b.Depth > a.Depth)
            b = b.Outer!;
        while (a != b && !(Equals(a.Decision, b.Decision) && a.Outer == b.Outer))
        {
            a = a.Outer!;
            b = b.Outer!;
        }

        return a;
    }

    /// <summary>The decisions taken since <paramref name="prefix"/>; null when there are more than <paramref name="limit"/>.</summary>
    public Guard? Since(BranchPath prefix, int limit)
    {
        if (Depth - prefix.Depth > limit)
            return null;
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        for (var path = this; path.Depth > prefix.Depth; path = path.Outer!)
            decisions.Add(path.Decision!);
        decisions.Reverse();
        return Guard.Of(decisions.ToImmutable());
    }
}
