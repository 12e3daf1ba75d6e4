using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Tests;

/// <summary>A review as the text of one of its reports.</summary>
internal static class ReportText
{
    public static string Json(ReviewResult result) => Of(new JsonReport(), result);

    public static string Sarif(ReviewResult result) => Of(new SarifReport(), result);

    private static string Of(IReport report, ReviewResult result)
    {
        var output = new StringWriter();
        report.Write(result, output);
        return output.ToString();
    }
}
