namespace MlReview.CodeFixes.Repairs;

/// <summary>The repair of one rule's findings.</summary>
internal abstract class RuleFix
{
    /// <summary>The rule whose findings it repairs.</summary>
    public abstract string RuleId { get; }

    /// <summary>
    /// The ways to repair a finding, the best one first; none when a precondition does not hold. Whoever offers them checks besides that the
    /// result compiles.
    /// </summary>
    public abstract IEnumerable<Repair> Repairs(FindingToRepair finding);
}
