#if CODE_FIXES
namespace MlReview.CodeFixes;
#else
namespace MlReview.Analyzers.Rules;
#endif

/// <summary>Names of the properties of a diagnostic. Code fixes and the reviewer read them; this file is compiled into the fixes too.</summary>
internal static class FindingProperties
{
    /// <summary>What the finding would do to the system: Critical, Major, Minor or Info.</summary>
    public const string Severity = "mlreview.severity";

    /// <summary>The captions of the path's places, separated by <see cref="Separator"/>.</summary>
    public const string Path = "mlreview.path";

    /// <summary>The repair in one line.</summary>
    public const string Fix = "mlreview.fix";

    /// <summary>Names of the places that a code fix changes or copies from: they are the last additional locations, in this order.</summary>
    public const string RepairPlaces = "mlreview.repair.places";

    /// <summary>Before the name of a text that a code fix needs.</summary>
    public const string RepairTextPrefix = "mlreview.repair.text.";

    public const char Separator = '|';
}
