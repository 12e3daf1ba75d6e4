namespace MlReview.Cli.GitHub;

/// <summary>A check of a commit.</summary>
internal sealed record CheckRun(long Id, string Name, string Status = "", string? ExternalId = null);

/// <summary>A completed check.</summary>
/// <param name="Conclusion">success, failure or neutral.</param>
internal sealed record CheckRunDraft(string Name, string HeadSha, string Conclusion, CheckRunOutput Output, string? ExternalId = null)
{
    public string Status => "completed";
}

/// <param name="Summary">Markdown, at most 65,535 characters.</param>
/// <param name="Annotations">At most 50 in one request; later requests add to them.</param>
internal sealed record CheckRunOutput(string Title, string Summary, IReadOnlyList<CheckAnnotation> Annotations);

/// <param name="AnnotationLevel">notice, warning or failure.</param>
/// <param name="StartColumn">Only where the annotation is on one line.</param>
internal sealed record CheckAnnotation(
    string Path, int StartLine, int EndLine, string AnnotationLevel, string Message, string Title, int? StartColumn = null, int? EndColumn = null);
