using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>One-line verifications of a rule on one file; <see cref="RuleTest"/> has the rest.</summary>
public static class Verify
{
    /// <summary>The rule finds exactly what is marked: <c>[|…|]</c> for this rule, <c>{|MLR102:…|}</c> for another.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="source">One file; with top-level statements it is a console program, otherwise a library.</param>
    /// <returns>The findings, for assertions on messages and locations.</returns>
    public static Task<ImmutableArray<Diagnostic>> RuleAsync(string id, string source)
    {
        var test = new RuleTest(id) { Sources = { ("Program.cs", source) } };
        return test.ExpectsFindings
            ? test.RunAsync()
            : throw new ArgumentException("The source marks no finding; say so with Verify.SilentAsync.", nameof(source));
    }

    /// <summary>The rule finds nothing.</summary>
    /// <param name="id">The rule's id.</param>
    /// <param name="source">One file without markers for findings.</param>
    public static Task SilentAsync(string id, string source)
    {
        var test = new RuleTest(id) { Sources = { ("Program.cs", source) } };
        return test.ExpectsFindings
            ? throw new ArgumentException("The source marks a finding; verify it with Verify.RuleAsync.", nameof(source))
            : test.RunAsync();
    }
}
