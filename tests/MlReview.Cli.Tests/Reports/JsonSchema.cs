using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlReview.Cli.Tests.Reports;

/// <summary>
/// Validates JSON against the part of JSON Schema draft 7 (and 4) that the SARIF schema uses. A keyword it does not know is an error, so that
/// nothing passes for not having been looked at.
/// </summary>
internal sealed class JsonSchema(JsonElement schema)
{
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> Validate(string schema, string document)
    {
        using var parsedSchema = JsonDocument.Parse(schema);
        using var parsedDocument = JsonDocument.Parse(document);
        var validator = new JsonSchema(parsedSchema.RootElement);
        validator.Check(parsedDocument.RootElement, parsedSchema.RootElement, "$");
        return validator._errors;
    }

    private void Check(JsonElement value, JsonElement rules, string at)
    {
        foreach (var rule in rules.EnumerateObject())
        {
            switch (rule.Name)
            {
                case "$ref":
                    Check(value, Resolve(rule.Value.GetString()!), at);
                    break;
                case "type":
                    Require(IsOfType(value, rule.Value), at, "is not of type " + rule.Value);
                    break;
                case "enum":
                    Require(rule.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)), at, $"is {value}, not one of {rule.Value}");
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    foreach (var name in rule.Value.EnumerateArray())
                        Require(value.TryGetProperty(name.GetString()!, out _), at, "lacks " + name);
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var property in rule.Value.EnumerateObject())
                        if (value.TryGetProperty(property.Name, out var child))
                            Check(child, property.Value, $"{at}.{property.Name}");
                    break;
                case "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    CheckAdditional(value, rules, rule.Value, at);
                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    var index = 0;
                    foreach (var item in value.EnumerateArray())
                        Check(item, rule.Value, string.Create(CultureInfo.InvariantCulture, $"{at}[{index++}]"));
                    break;
                case "minItems" when value.ValueKind == JsonValueKind.Array:
                    Require(value.GetArrayLength() >= rule.Value.GetInt32(), at, "has too few items");
                    break;
                case "uniqueItems" when value.ValueKind == JsonValueKind.Array && rule.Value.GetBoolean():
                    Require(value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() == value.GetArrayLength(), at, "repeats an item");
                    break;
                case "minLength" when value.ValueKind == JsonValueKind.String:
                    Require(value.GetString()!.Length >= rule.Value.GetInt32(), at, "is too short");
                    break;
                case "maxLength" when value.ValueKind == JsonValueKind.String:
                    Require(value.GetString()!.Length <= rule.Value.GetInt32(), at, "is too long");
                    break;
                case "minimum" when value.ValueKind == JsonValueKind.Number:
                    Require(value.GetDouble() >= rule.Value.GetDouble(), at, "is too small");
                    break;
                case "maximum" when value.ValueKind == JsonValueKind.Number:
                    Require(value.GetDouble() <= rule.Value.GetDouble(), at, "is too large");
                    break;
                case "pattern" when value.ValueKind == JsonValueKind.String:
                    Require(Regex.IsMatch(value.GetString()!, rule.Value.GetString()!), at, "does not match " + rule.Value);
                    break;
                case "format" when value.ValueKind == JsonValueKind.String:
                    CheckFormat(value.GetString()!, rule.Value.GetString()!, at);
                    break;
                case "anyOf" or "oneOf":
                    Require(rule.Value.EnumerateArray().Any(r => Holds(value, r)), at, "fits no alternative");
                    break;
                case "$schema" or "$id" or "id" or "title" or "description" or "definitions" or "default" or "deprecated"
                    or "required" or "properties" or "additionalProperties" or "items" or "minItems" or "minLength" or "maxLength" or "uniqueItems" or "minimum" or "maximum" or "pattern" or "format":
                    break;
                default:
                    _errors.Add($"the schema uses '{rule.Name}', which this validator does not know");
                    break;
            }
        }
    }

    private void CheckAdditional(JsonElement value, JsonElement rules, JsonElement additional, string at)
    {
        var known = rules.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(p => p.Name).ToHashSet() : [];
        foreach (var property in value.EnumerateObject().Where(p => !known.Contains(p.Name)))
        {
            if (additional.ValueKind == JsonValueKind.Object)
                Check(property.Value, additional, $"{at}.{property.Name}");
            else
                Require(additional.ValueKind == JsonValueKind.True, at, $"has '{property.Name}', which the schema does not allow");
        }
    }

    private void CheckFormat(string text, string format, string at)
    {
        if (format == "uri")
            Require(Uri.IsWellFormedUriString(text, UriKind.Absolute), at, "is not a URI");
        else if (format == "uri-reference")
            Require(Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute), at, "is not a URI reference");
        else
            Require(format == "date-time", at, "has a format that this validator does not know: " + format);
    }

    private bool Holds(JsonElement value, JsonElement rules)
    {
        var trial = new JsonSchema(schema);
        trial.Check(value, rules, "$");
        return trial._errors.Count == 0;
    }

    private JsonElement Resolve(string reference)
    {
        var at = schema;
        foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            at = at.GetProperty(part);
        return at;
    }

    private static bool IsOfType(JsonElement value, JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => IsOfType(value, t)) : type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "null" => value.ValueKind == JsonValueKind.Null,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            _ => false,
        };

    private void Require(bool holds, string at, string message)
    {
        if (!holds)
            _errors.Add($"{at} {message}");
    }
}
