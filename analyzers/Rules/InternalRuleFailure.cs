using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Rules;

/// <summary>MLR001: a rule or the engine failed on a member. The others go on.</summary>
internal static class InternalRuleFailure
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "MLR001",
        "A rule failed",
        "MlReview could not analyze '{0}' with {1}: {2}; please report this, the other rules are not affected",
        Category.Tool,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A rule of MlReview, or its flow engine, threw an exception. Findings in this member may be missing; nothing else is affected.",
        Rule.HelpLink("MLR001"));

    public static Diagnostic At(Location location, string member, string rule, Exception failure) =>
        Diagnostic.Create(Descriptor, location, member, rule, $"{failure.GetType().Name}: {failure.Message}");
}
