using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>What a finding must carry besides its place.</summary>
internal static class Finding
{
    /// <summary>The one finding of <paramref name="rule"/> in <paramref name="source"/>, whose place the markup says.</summary>
    public static async Task<Diagnostic> OnlyAsync(string rule, string source)
    {
        var test = new RuleTest(rule) { Sources = { ("Program.cs", source) } };
        return Assert.Single(await test.RunAsync());
    }

    /// <summary>How sure the rule is, and what the defect would do to the system.</summary>
    public static void Is(this Diagnostic finding, DiagnosticSeverity sureness, string harm)
    {
        Assert.Equal(sureness, finding.Severity);
        Assert.Equal(harm, finding.Properties["mlreview.severity"]);
    }

    /// <summary>The message names each of these, and the finding carries the path to them.</summary>
    public static void Names(this Diagnostic finding, params string[] names)
    {
        var message = finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(names, name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.NotEmpty(finding.AdditionalLocations);
    }
}
