using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Prompts;

/// <summary>The shapes that answers must have.</summary>
internal static class AnswerSchema
{
    public static readonly string[] Severities = ["critical", "major", "minor"];
    public static readonly string[] Confidences = ["certain", "likely"];

    /// <param name="lanes">Only what was asked about can be answered.</param>
    public static ChatResponseFormat Review(IEnumerable<string> lanes) => Format("review", Object(
        ("findings", List(Object(
            ("lane", OneOf(lanes)),
            ("severity", OneOf(Severities)),
            ("file", TextType),
            ("line", NumberType),
            ("quote", List(TextType)),
            ("title", TextType),
            ("issue", TextType),
            ("impact", TextType),
            ("fix", TextType),
            ("evidence", TextType),
            ("replacement", """{"type":["array","null"],"items":{"type":"string"}}"""),
            ("confidence", OneOf(Confidences))))),
        ("positives", List(Object(
            ("file", TextType),
            ("line", NumberType),
            ("quote", List(TextType)),
            ("text", TextType))))));

    public static ChatResponseFormat Verdict { get; } = Format("verdict", Object(("reason", TextType), ("verdict", OneOf(["keep", "drop"]))));

    private const string TextType = """{"type":"string"}""";
    private const string NumberType = """{"type":"integer"}""";

    private static ChatResponseFormat Format(string name, string schema) => ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(schema).RootElement.Clone(), name);

    private static string Object(params (string Name, string Type)[] properties) => new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Name, JsonNode.Parse(property.Type)))),
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Name)]),
        ["additionalProperties"] = false,
    }.ToJsonString();

    private static string List(string items) => $$"""{"type":"array","items":{{items}}}""";

    private static string OneOf(IEnumerable<string> values) => $$"""{"type":"string","enum":{{JsonSerializer.Serialize(values)}}}""";
}
