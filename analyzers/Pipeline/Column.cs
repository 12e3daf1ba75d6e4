using System.Collections.Immutable;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// A column as it stands at one point of a pipeline: what wrote it, and the columns that was computed from. A step that writes a
/// name again makes a new column.
/// </summary>
internal sealed class Column
{
    public Column(string name, EstimatorStep? step, Fit? fit, ImmutableArray<Column> inputs)
    {
        Name = name;
        Step = step;
        Fit = fit;
        Inputs = inputs;
    }

    public string Name { get; }

    /// <summary>What wrote it; null for a column of the source, and where several steps may have.</summary>
    public EstimatorStep? Step { get; }

    /// <summary>The fit that the step was a part of; null when it is a part of the estimator that is looked at.</summary>
    public Fit? Fit { get; }

    public ImmutableArray<Column> Inputs { get; }

    /// <summary>False when a path exists on which it is not this that stands under the name.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>False when it may hold anything.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>For what stands for every column of the source: the names that are not meant any more. Else null.</summary>
    public ImmutableHashSet<string>? EverySourceBut { get; init; }

    /// <summary>Whether it is a column of the source as it was loaded.</summary>
    public bool IsSource => IsKnown && Step is null && Inputs.IsEmpty && EverySourceBut is null;

    /// <summary>What the column is a copy or another form of. A prediction is no form of what it was predicted from.</summary>
    public Column Origin
    {
        get
        {
            var origin = this;
            while (origin is { IsCertain: true, Step.IsTrainer: false, Inputs: { Length: 1 } inputs } && inputs[0] is { IsKnown: true, IsCertain: true })
                origin = inputs[0];
            return origin;
        }
    }

    /// <summary>The column and all that it is computed from, nearest first.</summary>
    public IEnumerable<Column> Upstream()
    {
        var seen = new HashSet<Column> { this };
        var open = new Queue<Column>(seen);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            yield return next;
            foreach (var input in next.Inputs)
            {
                if (seen.Add(input))
                    open.Enqueue(input);
            }
        }
    }

    /// <summary>The columns from this one up to another that it surely is computed from; empty when that is not known.</summary>
    public ImmutableArray<Column> PathTo(Column origin)
    {
        var reachedFrom = new Dictionary<Column, Column?> { [this] = null };
        var open = new Queue<Column>();
        open.Enqueue(this);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            if (next == origin || (next.EverySourceBut is { } others && origin.IsSource && !others.Contains(origin.Name)))
                return Trace(next, reachedFrom);
            foreach (var input in next.Inputs.Where(input => input.IsCertain && !reachedFrom.ContainsKey(input)))
            {
                reachedFrom[input] = next;
                open.Enqueue(input);
            }
        }

        return ImmutableArray<Column>.Empty;
    }

    private static ImmutableArray<Column> Trace(Column end, Dictionary<Column, Column?> reachedFrom)
    {
        var path = ImmutableArray.CreateBuilder<Column>();
        for (var column = end; column is not null; column = reachedFrom[column])
            path.Add(column);
        path.Reverse();
        return path.ToImmutable();
    }
}
