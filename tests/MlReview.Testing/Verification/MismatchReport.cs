using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Testing;

/// <summary>Writes a mismatch so that it can be understood without a debugger: marked source lines, then every message.</summary>
internal static class MismatchReport
{
    private const int ContextLines = 3;

    public static string Write(
        string noun,
        ImmutableArray<TestFile> files,
        ImmutableArray<Expectation> expected,
        ImmutableArray<Diagnostic> found,
        List<Expectation> missing,
        List<Diagnostic> unexpected,
        List<string> complaints)
    {
        var report = new StringBuilder();
        report.Append($"Missing {noun}s: {missing.Count}, unexpected: {unexpected.Count}");
        report.AppendLine(complaints.Count > 0 ? $", different: {complaints.Count}." : ".");
        foreach (var complaint in complaints)
            report.AppendLine("  " + complaint);

        foreach (var file in files)
            AppendDifference(report, file, expected, found);

        foreach (var expectation in missing)
            report.AppendLine($"  missing     {Describe(files, expectation.Place)}: {expectation.Id}");
        foreach (var finding in found)
            report.AppendLine($"  {(unexpected.Contains(finding) ? "UNEXPECTED" : "expected  ")}  {Describe(files, finding)}");
        return report.ToString();
    }

    /// <summary>One line: position, severity, id, message and, for code outside the test's own files, the text.</summary>
    public static string Describe(ImmutableArray<TestFile> files, Diagnostic finding)
    {
        var where = FindingComparison.PlaceOf(finding.Location) is { } place ? Describe(files, place) : "(no location)";
        return $"{where}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {finding.GetMessage()}";
    }

    private static string Describe(ImmutableArray<TestFile> files, Place place)
    {
        if (files.FirstOrDefault(file => file.Path == place.Path) is not { } file)
            return place.Path;
        var text = SourceText.From(file.Text);
        var start = text.Lines.GetLinePosition(place.Span.Start);
        var located = string.Join(' ', text.ToString(place.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{file.FileName}({start.Line + 1},{start.Character + 1}) '{located}'";
    }

    // Markers never contain line breaks, so the two sides have the same lines and can be compared one by one.
    private static void AppendDifference(StringBuilder report, TestFile file, ImmutableArray<Expectation> expected, ImmutableArray<Diagnostic> found)
    {
        var minus = Mark(file, expected.Select(expectation => (expectation.Id, (Place?)expectation.Place)));
        var plus = Mark(file, found.Select(finding => (finding.Id, FindingComparison.PlaceOf(finding.Location))));
        var different = Enumerable.Range(0, minus.Length).Where(line => minus[line] != plus[line]).ToList();
        if (different.Count == 0)
            return;

        report.AppendLine().AppendLine($"{file.FileName} (- expected, + found)");
        var shown = different.SelectMany(line => Enumerable.Range(line - ContextLines, (2 * ContextLines) + 1)).ToHashSet();
        var skipped = false;
        for (var line = 0; line < minus.Length; line++)
        {
            if (!shown.Contains(line))
            {
                skipped = true;
                continue;
            }

            if (skipped)
                report.AppendLine("       …");
            skipped = false;
            if (minus[line] == plus[line])
            {
                report.AppendLine($"  {line + 1,4} {minus[line]}");
                continue;
            }

            report.AppendLine($"- {line + 1,4} {minus[line]}");
            report.AppendLine($"+ {line + 1,4} {plus[line]}");
        }

        report.AppendLine();
    }

    private static string[] Mark(TestFile file, IEnumerable<(string Id, Place? Place)> marks)
    {
        var text = new StringBuilder(file.Text);
        // Insertions go from the end to the start. At one position, closers stand before openers; the outer of two spans opens first and closes last.
        var insertions = marks
            .Where(mark => mark.Place?.Path == file.Path)
            .SelectMany(mark => new[]
            {
                (Position: mark.Place!.Value.Span.End, IsOpener: false, mark.Place.Value.Span.Length, Text: "|}"),
                (Position: mark.Place.Value.Span.Start, IsOpener: true, mark.Place.Value.Span.Length, Text: $"{{|{mark.Id}:"),
            })
            .OrderByDescending(insertion => insertion.Position)
            .ThenByDescending(insertion => insertion.IsOpener)
            .ThenBy(insertion => insertion.IsOpener ? insertion.Length : -insertion.Length);
        foreach (var insertion in insertions)
            text.Insert(insertion.Position, insertion.Text);
        return text.ToString().Split('\n');
    }
}
