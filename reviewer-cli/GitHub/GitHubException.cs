namespace MlReview.Cli.GitHub;

internal enum GitHubFault
{
    /// <summary>A request that creates something ended without an answer: it may have been carried out, and may be still.</summary>
    Uncertain,

    /// <summary>No answer, also not to a repetition.</summary>
    Unreachable,

    /// <summary>The limit on requests does not end in time.</summary>
    Limited,

    /// <summary>The token may not do this.</summary>
    Forbidden,

    /// <summary>Not there, or not to be seen with this token.</summary>
    NotFound,

    /// <summary>Understood and refused: nothing of it was carried out.</summary>
    Invalid,

    /// <summary>More than is taken in one request.</summary>
    TooLarge,

    /// <summary>Refused for another reason.</summary>
    Refused,

    /// <summary>An answer that is none.</summary>
    Malformed,
}

/// <summary>What can go wrong with a request, whatever it was. The message completes a sentence and is printable.</summary>
internal sealed class GitHubException(GitHubFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public GitHubFault Fault { get; } = fault;
}
