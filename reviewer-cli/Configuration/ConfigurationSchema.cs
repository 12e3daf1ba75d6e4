using MlReview.Cli.Reports;

namespace MlReview.Cli.Configuration;

/// <summary>The JSON schema of <c>.mlreview.yml</c>, by which editors complete and check it. Published as <c>docs/mlreview.schema.json</c>.</summary>
internal static class ConfigurationSchema
{
    public const string Address = "https://raw.githubusercontent.com/mlreview/mlreview/main/docs/mlreview.schema.json";

    /// <summary>The first line of a file whose editor is to know the schema.</summary>
    public const string EditorHeader = "# yaml-language-server: $schema=" + Address;

    public static void Write(TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
        json.WriteString("$id", Address);
        json.WriteString("title", ConfigurationFile.Name);
        json.WriteString("description", "How mlreview reviews a repository.");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var key in ConfigurationKeys.All)
            key.WriteSchema(json);
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    });
}
