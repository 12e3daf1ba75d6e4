using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Reports;

/// <summary>
/// SARIF 2.1.0, within the limits of GitHub code scanning. <c>level</c> is how sure the analyzer is (error, warning, note); what the finding would
/// do is <c>properties.severity</c>.
/// </summary>
internal sealed class SarifReport : IReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Root = "SRCROOT";

    /// <summary>Code scanning rejects more.</summary>
    private const int MostResults = 25_000;

    /// <summary>Bytes after compression; code scanning takes 10 MB.</summary>
    private const int LargestZipped = 10_000_000;

    /// <summary>So many results of the largest kind stay far below that.</summary>
    private const int SurelySmall = 500;

    private const int LongestDescription = 1024;

    /// <summary>Code scanning keeps no more locations of a result.</summary>
    private const int MostSteps = 100;

    public void Write(ReviewResult result, TextWriter output)
    {
        var shown = Math.Min(result.Findings.Length, MostResults);
        while (shown > SurelySmall && Zipped(result, shown) > LargestZipped)
            shown -= shown / 8;
        JsonText.Write(output, json => Write(result, shown, json));
    }

    private static long Zipped(ReviewResult result, int shown)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        using (var json = new Utf8JsonWriter(zip))
            Write(result, shown, json);
        return file.Length;
    }

    private static void Write(ReviewResult result, int shown, Utf8JsonWriter json)
    {
        var rules = result.Rules.Concat(result.Findings.Select(f => f.Rule)).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(rules, json);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", Product.Name + "/");
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteInvocation(result, shown, json);
        json.WriteStartArray("results");
        foreach (var finding in result.Findings.OrderByDescending(f => f.Severity).Take(shown))
            Write(finding, rules.FindIndex(r => r.Id == finding.Rule.Id), result, json);
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WritePropertyName("coverage");
        CoverageJson.Write(result, json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(List<Rule> rules, Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", Product.Name);
        json.WriteString("semanticVersion", Product.Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", Identifier(rule.Title));
            WriteText("shortDescription", Cut(rule.Title), json);
            WriteText("fullDescription", Cut(rule.Description.Length > 0 ? rule.Description : rule.Title), json);
            var more = rule.HelpUri.Length > 0 ? $" See {rule.HelpUri}" : "";
            json.WriteStartObject("help");
            json.WriteString("text", (rule.Description.Length > 0 ? rule.Description : rule.Title) + more);
            if (RulePage.TextOf(rule.Id) is { } page)
                json.WriteString("markdown", page);
            json.WriteEndObject();
            if (Uri.IsWellFormedUriString(rule.HelpUri, UriKind.Absolute))
                json.WriteString("helpUri", rule.HelpUri);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Word(rule.DefaultLevel));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteString("category", rule.Category);
            json.WriteStartArray("tags");
            json.WriteStringValue("machine-learning");
            json.WriteStringValue(rule.Category);
            json.WriteEndArray();
            json.WriteString("precision", rule.DefaultLevel == Level.Note ? "medium" : "very-high");
            json.WriteString("problem.severity", rule.DefaultLevel == Level.Note ? "recommendation" : Word(rule.DefaultLevel));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(ReviewResult result, int shown, Utf8JsonWriter json)
    {
        var coverage = result.Coverage;
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !result.IsIncomplete);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var notice in result.Coverage.Notices)
        {
            json.WriteStartObject();
            json.WriteString("level", notice.Kind == Sources.NoticeKind.Failed ? "warning" : "note");
            WriteText("message", Printable.Text($"{notice.Subject} {notice.Reason}."), json);
            json.WriteEndObject();
        }
        if (result.Findings.Length > shown)
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            WriteText("message", string.Create(CultureInfo.InvariantCulture, $"{result.Findings.Length - shown} findings are left out, the least severe; code scanning takes {MostResults} results and 10 MB compressed."), json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Write(Finding finding, int ruleIndex, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Word(finding.Level));
        WriteText("message", finding.Fix.Length > 0 ? $"{finding.Issue} Fix: {finding.Fix}" : finding.Issue, json);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        WritePlace(finding.Path, finding.Range, result, json);
        json.WriteEndObject();
        json.WriteEndArray();
        if (finding.Evidence.Length > 0)
        {
            json.WriteStartArray("relatedLocations");
            for (var i = 0; i < Math.Min(finding.Evidence.Length, MostSteps); i++)
                WriteStep(finding.Evidence[i], i + 1, result, json);
            json.WriteEndArray();
            WriteFlow(finding, result, json);
        }
        if (finding.Repair is { } repair)
            WriteRepair(repair, result, json);
        json.WriteStartObject("partialFingerprints");
        // The log of a compiler does not have it, and code scanning then works it out.
        if (finding.LineHash.Length > 0)
            json.WriteString("primaryLocationLineHash", finding.LineHash);
        json.WriteString("mlreview/v1", finding.Fingerprint);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString());
        if (finding.Impact.Length > 0)
            json.WriteString("impact", finding.Impact);
        if (finding.Fix.Length > 0)
            json.WriteString("recommendation", finding.Fix);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFlow(Finding finding, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray("codeFlows");
        json.WriteStartObject();
        json.WriteStartArray("threadFlows");
        json.WriteStartObject();
        json.WriteStartArray("locations");
        foreach (var step in finding.Evidence.Take(MostSteps))
        {
            json.WriteStartObject();
            json.WritePropertyName("location");
            WriteStep(step, null, result, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRepair(FindingRepair repair, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText("description", repair.Title, json);
        json.WriteStartArray("artifactChanges");
        foreach (var file in repair.Replacements.GroupBy(replacement => replacement.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            WriteFile(file.Key, result, json);
            json.WriteStartArray("replacements");
            foreach (var replacement in file)
            {
                json.WriteStartObject();
                WriteRegion("deletedRegion", replacement.Range, json);
                WriteText("insertedContent", replacement.Text, json);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteStep(Evidence step, int? id, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (id is { } number)
            json.WriteNumber("id", number);
        WritePlace(step.Path, step.Range, result, json);
        WriteText("message", step.Caption.Length > 0 ? step.Caption : step.Line, json);
        json.WriteEndObject();
    }

    private static void WritePlace(string path, SourceRange range, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("physicalLocation");
        WriteFile(path, result, json);
        WriteRegion("region", range, json);
        json.WriteEndObject();
    }

    private static void WriteFile(string path, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', result.Relative(path).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
    }

    private static void WriteRegion(string name, SourceRange range, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", range.StartLine);
        json.WriteNumber("startColumn", range.StartColumn);
        json.WriteNumber("endLine", range.EndLine);
        json.WriteNumber("endColumn", range.EndColumn);
        json.WriteEndObject();
    }

    private static void WriteText(string name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>A rule's name in SARIF is an identifier: LearnedBeforeSplit.</summary>
    private static string Identifier(string title) =>
        string.Concat(title.Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private static string Cut(string text) => text.Length <= LongestDescription ? text : text[..LongestDescription];

    private static string Word(Level level) => level switch
    {
        Level.Error => "error",
        Level.Warning => "warning",
        _ => "note",
    };
}
