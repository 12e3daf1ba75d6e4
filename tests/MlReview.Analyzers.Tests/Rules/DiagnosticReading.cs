using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Tests.Rules;

/// <summary>What a user reads in a finding: its text, the code it points at, the other end of the flow.</summary>
internal static class DiagnosticReading
{
    public static string Text(this Diagnostic finding) => finding.GetMessage(CultureInfo.InvariantCulture);

    public static string Code(this Location location) =>
        location.SourceTree!.GetText().ToString(location.SourceSpan);

    /// <summary>The code at every place of the path, outermost line breaks removed; places that a fix needs are no part of it.</summary>
    public static IReadOnlyList<string> Path(this Diagnostic finding)
    {
        var places = finding.Properties.GetValueOrDefault("mlreview.repair.places")?.Split('|').Length ?? 0;
        return [.. finding.AdditionalLocations.SkipLast(places).Select(location => location.Code().Trim())];
    }

    /// <summary>The severity of the finding in the reviewer's verdict: Critical, Major or Minor.</summary>
    public static string? Verdict(this Diagnostic finding) =>
        finding.Properties.GetValueOrDefault("mlreview.severity");
}
