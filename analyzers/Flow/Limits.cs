namespace MlReview.Analyzers.Flow;

/// <summary>
/// Bounds on the work of the flow engine. Past a bound a value becomes unknown or a run is cut short
/// (<see cref="Summary.IsComplete"/>): rules then stay silent. None depends on time.
/// </summary>
internal static class Limits
{
    /// <summary>Values that are kept apart at a join before the variable becomes unknown.</summary>
    public const int Alternatives = 6;

    /// <summary>Decisions that a guard may hold; past it the value becomes unknown, never unguarded.</summary>
    public const int GuardDecisions = 12;

    /// <summary>Height of a value.</summary>
    public const int ValueDepth = 28;

    /// <summary>Length of an estimator chain, of the list of what was applied to data, of a collection with known members.</summary>
    public const int ValueWidth = 400;

    /// <summary>Visits of one block before changing variables become unknown.</summary>
    public const int BlockVisits = 5;

    /// <summary>Calls inlined into each other, counted from the leaves.</summary>
    public const int CallDepth = 14;

    /// <summary>Events in one summary.</summary>
    public const int SummaryEvents = 20_000;

    /// <summary>Values created for one compilation.</summary>
    public const int Values = 4_000_000;
}
