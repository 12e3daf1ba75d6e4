using System.Text.Json;
using MlReview.Cli.Changes;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>The change that was reviewed, as reports of data show it.</summary>
internal static class ChangeJson
{
    public static void Write(ChangeSummary change, ReviewResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("base", change.Base);
        json.WriteString("baseCommit", change.BaseCommit);
        json.WriteString("head", change.Head);
        json.WriteString("headCommit", change.HeadCommit);
        json.WriteNumber("files", change.Files);
        json.WriteNumber("otherProjects", change.OtherProjects);
        json.WriteNumber("leftOut", change.LeftOut);
        json.WriteNumber("repaired", change.Repaired);
        json.WriteStartArray("suppressions");
        foreach (var suppression in change.Suppressions)
        {
            json.WriteStartObject();
            json.WriteString("file", result.Relative(suppression.Path));
            json.WriteNumber("line", suppression.Line);
            json.WriteStartArray("rules");
            foreach (var rule in suppression.Rules)
                json.WriteStringValue(rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
