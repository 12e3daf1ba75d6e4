using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Reports;

/// <summary>The report that a person reads: by file, each finding with its code, its path and its fix, readable in 80 columns.</summary>
internal sealed class TerminalReport(Style style, bool isVerbose) : IReport
{
    private const int Width = 80;
    private const int MostNotices = 8;
    private const int MostSubjects = 2;

    public void Write(ReviewResult result, TextWriter output)
    {
        foreach (var file in result.Findings.GroupBy(f => f.Path, StringComparer.Ordinal))
        {
            output.WriteLine();
            output.WriteLine(style.Path(Printable.Text(result.Relative(file.Key))));
            foreach (var finding in file)
                Write(finding, result, output);
        }
        output.WriteLine();
        foreach (var line in ChangeText.Lines(result))
            Wrap(line, output);
        if (result.Shard is { } shard)
            output.WriteLine($"This is part {shard} of a review; 'mlreview merge' joins the parts.");
        WritePositive(result, output);
        WriteCoverage(result.Coverage, output);
        if (result.Model is { } model)
            foreach (var line in ModelLines.Of(model, isVerbose))
                Wrap(Printable.Text(line), output);
        WriteBaseline(result.Baseline, output);
        WriteSummary(result, output);
    }

    /// <summary>Of many projects the patterns count; of one, where each shows.</summary>
    private void WritePositive(ReviewResult result, TextWriter output)
    {
        if (result.PositivePatterns.IsEmpty)
            return;
        output.WriteLine(style.Bold("Worth keeping"));
        foreach (var pattern in result.PositivePatterns.GroupBy(p => p.Id, StringComparer.Ordinal))
        {
            var first = pattern.First();
            var where = pattern.Count() == 1 ? Printable.Text($"{result.Relative(first.Place.Path)}:{first.Place.Range.StartLine}") : Reviewer.Count(pattern.Count(), "project");
            output.WriteLine($"  {style.Good("+")} {first.Title}  {style.Dim(TextWrap.Cut(where, Math.Max(8, Width - first.Title.Length - 6)))}");
            foreach (var line in pattern.SelectMany(p => TextWrap.Lines(p.Proof, Width - 6)).Where(_ => isVerbose))
                output.WriteLine("      " + line);
        }
        output.WriteLine();
    }

    private static void WriteBaseline(BaselineSummary? baseline, TextWriter output)
    {
        if (baseline is null)
            return;
        var stale = baseline.Stale.IsEmpty ? "" : $" {Reviewer.Count(baseline.Stale.Length, "entry").Replace("entrys", "entries", StringComparison.Ordinal)} of it no longer {(baseline.Stale.Length == 1 ? "applies" : "apply")}; 'mlreview baseline' removes what is fixed.";
        Wrap(Printable.Text($"Known: {Reviewer.Count(baseline.Hidden, "finding")} of {baseline.File} {(baseline.Hidden == 1 ? "is" : "are")} not shown.{stale}"), output);
    }

    private void Write(Finding finding, ReviewResult result, TextWriter output)
    {
        var place = finding.Cell is null ? $"{finding.Range.StartLine}:{finding.Range.StartColumn}" : PlaceText.Here(finding.Range, finding.Cell);
        var name = finding.Severity.ToString();
        var title = TextWrap.Cut(finding.Rule.Title, Width - 4 - name.Length - finding.Rule.Id.Length - place.Length - 4);
        var used = 2 + name.Length + 1 + finding.Rule.Id.Length + 2 + title.Length;
        output.WriteLine();
        output.WriteLine($"  {style.Badge(name, finding.Severity)} {style.Bold(finding.Rule.Id)}  {style.Bold(title)}{new string(' ', Math.Max(1, Width - used - place.Length))}{style.Dim(place)}");
        foreach (var line in TextWrap.Lines(finding.Issue, Width - 4))
            output.WriteLine("    " + line);
        output.WriteLine();
        foreach (var line in new CodeFrame(style, Width).Render(finding))
            output.WriteLine(line);
        WritePath(finding, result, output);
        WriteLabelled("impact", finding.Impact, output);
        WriteLabelled("fix", finding.Fix, output);
    }

    private void WritePath(Finding finding, ReviewResult result, TextWriter output)
    {
        if (finding.Evidence.IsEmpty)
            return;
        output.WriteLine();
        for (var i = 0; i < finding.Evidence.Length; i++)
        {
            var step = finding.Evidence[i];
            var where = Printable.Text(step.Path == finding.Path ? PlaceText.Here(step.Range, step.Cell) : PlaceText.In(Path.GetFileName(step.Path), step.Range, step.Cell));
            var number = $"{i + 1}".PadLeft(6);
            var head = step.Caption.Length > 0 ? $"{where}  {step.Caption}" : where;
            output.WriteLine($"{style.Mark(number, finding.Severity)}  {TextWrap.Cut(head, Width - 8)}");
            output.WriteLine($"        {style.Dim(TextWrap.Cut(step.Line, Width - 8))}");
        }
    }

    private void WriteLabelled(string label, string text, TextWriter output)
    {
        if (text.Length == 0)
            return;
        output.WriteLine();
        var first = true;
        foreach (var line in TextWrap.Lines(text, Width - 12))
        {
            output.WriteLine($"    {(first ? style.Bold(label.PadRight(8)) : new string(' ', 8))}{line}");
            first = false;
        }
    }

    private void WriteCoverage(Coverage coverage, TextWriter output)
    {
        var analyzed = coverage.Projects.Count(p => p.Status == ProjectStatus.Analyzed);
        var without = coverage.Projects.Count(p => p.Status == ProjectStatus.NoMachineLearning);
        var line = $"Reviewed {Reviewer.Count(coverage.Projects.Length, "project")} with {Reviewer.Count(coverage.Files, "C# file")}: {analyzed} analysed ({Reviewer.Count(coverage.AnalyzedFiles, "file")} in reach of the rules)";
        Wrap(without > 0 ? line + $", {without} without an ML library." : line + ".", output);
        if (coverage.UnboundNames > 0)
            Wrap($"Did not bind: {Reviewer.Count(coverage.UnboundNames, "name")} in {Reviewer.Count(coverage.FilesWithUnbound, "file")} ({string.Join(", ", coverage.Unbound)}{(coverage.Unbound.Length >= 10 ? ", …" : "")}).", output);
        foreach (var project in coverage.Projects.Where(p => p.Status is ProjectStatus.Failed or ProjectStatus.SwitchedOff))
            Wrap($"Not analysed: {Printable.Text(project.Path)} {project.Reason}.", output);
        WriteNotices(coverage.Notices.Where(n => n.Kind == NoticeKind.Failed && !coverage.Projects.Any(p => p.Status == ProjectStatus.Failed && p.Reason == n.Reason)), "Could not read", output);
        WriteNotices(coverage.Notices.Where(n => n.Kind == NoticeKind.Skipped), "Skipped", output);
        WriteNotices(coverage.Notices.Where(n => n.Kind == NoticeKind.Assumed && isVerbose), "Assumed", output);
        if (isVerbose)
            foreach (var project in coverage.Projects)
                output.WriteLine(Printable.Text($"  {project.Path}: {project.Status}, {project.AnalyzedFiles} of {project.Files} files"));
    }

    /// <summary>One line for each reason: a hundred projects in another language are one fact, not a hundred.</summary>
    private void WriteNotices(IEnumerable<Notice> notices, string label, TextWriter output)
    {
        var reasons = notices.GroupBy(n => n.Reason, StringComparer.Ordinal).ToList();
        foreach (var reason in isVerbose ? reasons : reasons.Take(MostNotices))
        {
            var subjects = reason.Select(n => n.Subject).ToList();
            var shown = string.Join(", ", isVerbose ? subjects : subjects.Take(MostSubjects));
            var more = subjects.Count > MostSubjects && !isVerbose ? $" and {subjects.Count - MostSubjects} more" : "";
            Wrap(Printable.Text($"{label}: {shown}{more}: {reason.Key}."), output);
        }
        if (!isVerbose && reasons.Count > MostNotices)
            output.WriteLine($"{label}: {reasons.Count - MostNotices} more kinds (--verbose lists them).");
    }

    private void WriteSummary(ReviewResult result, TextWriter output)
    {
        if (result.Findings.IsEmpty)
        {
            output.WriteLine(style.Good($"Verdict: {VerdictText.Of(result).Word}. No findings."));
            return;
        }
        var parts = new[] { Severity.Critical, Severity.Major, Severity.Minor, Severity.Info }
            .Where(s => result.Count(s) > 0)
            .Select(s => style.Badge($"{result.Count(s)} {s}", s));
        output.WriteLine($"{style.Bold($"Verdict: {VerdictText.Of(result).Word}")}. {Reviewer.Count(result.Findings.Length, "finding")}: {string.Join(", ", parts)}");
    }

    private static void Wrap(string text, TextWriter output)
    {
        var indent = "";
        foreach (var line in TextWrap.Lines(text, Width - 2))
        {
            output.WriteLine(indent + line);
            indent = "  ";
        }
    }
}
