using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Rules;

/// <summary>MLR002: a line of a role file or a key of a configuration file means nothing. The rest of the configuration counts.</summary>
internal static class InvalidConfiguration
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        "MLR002",
        "Invalid configuration",
        "The setting '{0}' has no effect: {1}",
        Category.Tool,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A line of a *.mlreview.txt file, an mlreview_… key of an .editorconfig, or the MlReviewMode of a project is not understood. All other settings count.",
        Rule.HelpLink("MLR002"),
        WellKnownDiagnosticTags.CompilationEnd);

    public static Diagnostic Of(Misconfiguration problem) => Diagnostic.Create(
        Descriptor,
        problem.Location,
        ImmutableDictionary<string, string?>.Empty.Add(FindingProperties.Severity, nameof(Impact.Minor)),
        problem.Setting,
        problem.Reason);
}
