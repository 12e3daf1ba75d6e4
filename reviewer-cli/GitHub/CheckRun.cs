namespace MlReview.Cli.GitHub;

/// <summary>A check of a commit.</summary>
/// <param name="Id">The newest has the highest.</param>
internal sealed record CheckRun(long Id, string Name, string Status = "", string? ExternalId = null, CheckRunContents? Output = null);

/// <summary>What a check holds.</summary>
/// <param name="AnnotationsCount">Null where the server does not say.</param>
internal sealed record CheckRunContents(int? AnnotationsCount = null);

/// <summary>A completed check.</summary>
/// <param name="Conclusion">success, failure or neutral.</param>
/// <param name="ExternalId">A name of our own; GitHub only keeps it.</param>
/// <param name="DetailsUrl">Where the name of the check leads to.</param>
internal sealed record CheckRunDraft(string Name, string HeadSha, string Conclusion, CheckRunOutput Output, string? ExternalId = null, string? DetailsUrl = null)
{
    public string Status => "completed";
}

/// <summary>What is added to a check. It stays completed.</summary>
internal sealed record CheckRunUpdate(string Conclusion, CheckRunOutput Output)
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
