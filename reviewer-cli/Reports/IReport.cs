using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>Writes a review for somebody.</summary>
internal interface IReport
{
    void Write(ReviewResult result, TextWriter output);
}
