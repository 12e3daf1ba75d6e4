using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>What a test expects of a finding beyond its place.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Location">The name of the marked span it is located at, such as <c>#0</c>, or <see cref="Nowhere"/>.</param>
public sealed record ExpectedFinding(string Id, string Location)
{
    /// <summary>The location of a finding about the whole compilation.</summary>
    public const string Nowhere = "(no location)";

    /// <summary>The effective severity, or null when it does not matter.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>Strings that the message contains.</summary>
    public IReadOnlyList<string> MessageContains { get; init; } = [];

    /// <summary>Names of marked spans that are all among the additional locations.</summary>
    public IReadOnlyList<string> AdditionalLocations { get; init; } = [];
}
