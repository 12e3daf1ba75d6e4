namespace MlReview.Cli.Findings;

/// <summary>What a review says of the code as a whole: the worst severity among the findings that are shown.</summary>
internal enum Verdict
{
    /// <summary>Nothing critical and nothing major.</summary>
    Pass,

    /// <summary>Majors: to be fixed this sprint.</summary>
    PassWithConditions,

    /// <summary>Criticals: to be fixed before merge.</summary>
    Fail,
}
