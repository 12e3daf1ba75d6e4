using MlReview.Cli.Rules;

namespace MlReview.Cli.Reports;

/// <summary>All rules, for a terminal or as data.</summary>
internal static class RuleList
{
    private const string SchemaVersion = "1.0";

    /// <summary>By category; of a rule with several severities the highest, in 80 columns.</summary>
    public static void WriteTable(IReadOnlyList<ListedRule> rules, Style style, TextWriter output)
    {
        var widest = rules.Max(r => r.Title.Length);
        output.WriteLine(style.Dim($"{"id",-6}  {"title".PadRight(widest)}  severity  finding"));
        foreach (var category in rules.GroupBy(r => r.Category))
        {
            output.WriteLine();
            output.WriteLine(style.Bold(category.Key));
            foreach (var rule in category)
                output.WriteLine($"{rule.Id}  {rule.Title.PadRight(widest)}  {rule.Severities.FirstOrDefault(),-8}  {rule.Findings.FirstOrDefault()}".TrimEnd());
        }
        output.WriteLine();
        output.WriteLine("'mlreview explain ID' shows the page of a rule.");
    }

    public static void WriteJson(IReadOnlyList<ListedRule> rules, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("title", rule.Title);
            json.WriteString("category", rule.Category);
            json.WriteString("description", rule.Description);
            json.WriteStartArray("severity");
            foreach (var severity in rule.Severities)
                json.WriteStringValue(severity.ToLowerInvariant());
            json.WriteEndArray();
            json.WriteStartArray("finding");
            foreach (var finding in rule.Findings)
                json.WriteStringValue(finding.ToLowerInvariant());
            json.WriteEndArray();
            json.WriteString("help", rule.Help);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
