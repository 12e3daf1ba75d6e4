namespace MlReview.Cli.Findings;

/// <summary>What a finding would do to the system, in ascending order.</summary>
internal enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Fix when touching the code.</summary>
    Minor,

    /// <summary>Fix this sprint.</summary>
    Major,

    /// <summary>Fix before merge.</summary>
    Critical,
}

/// <summary>How sure the analyzer is and what the project made of it: the effective severity of the diagnostic.</summary>
internal enum Level
{
    /// <summary>Info in Roslyn's words.</summary>
    Note,

    Warning,

    Error,
}
