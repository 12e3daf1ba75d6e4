using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>What a build brought up.</summary>
/// <param name="Findings">What the analyzer reported.</param>
/// <param name="CompilerErrors">What the compiler could not compile.</param>
/// <param name="Failures">Exceptions of the analyzer.</param>
public sealed record BuildOutcome(ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> CompilerErrors, ImmutableArray<string> Failures)
{
    /// <summary>Throws when the analyzer threw.</summary>
    /// <exception cref="VerificationException">The analyzer threw.</exception>
    public void ThrowOnFailure()
    {
        if (Failures.Length > 0)
            throw new VerificationException($"The analyzer threw:\n{string.Join("\n\n", Failures)}");
    }
}
