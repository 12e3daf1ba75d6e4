using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Findings;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Configuration;

/// <summary>Severities of rules and of categories.</summary>
internal sealed record RulesKey(string Name, string Description) : ConfigurationKey(Name, Description)
{
    private const string Off = "off";

    private static readonly ImmutableArray<string> s_words = [Off, .. Enum.GetNames<Severity>().Select(n => n.ToLowerInvariant())];

    public override string Takes => "ids of rules or categories, each with " + string.Join(", ", s_words.SkipLast(1)) + " or " + s_words[^1];

    /// <summary>What may stand as a key, with what it means.</summary>
    private static IEnumerable<(string Name, string Meaning)> Names =>
        RuleCatalog.All.Select(r => r.Category).Distinct(StringComparer.Ordinal).Select(c => (c.ToLowerInvariant(), $"All rules of the category {c} that are not named themselves."))
            .Concat(RuleCatalog.All.Select(r => (r.Id, r.Title)));

    public override ReviewConfiguration? Read(YamlNode value, ReviewConfiguration configuration, out ConfigurationError? error)
    {
        error = null;
        if (value is YamlText { IsNothing: true })
            return configuration;
        if (value is not YamlMap map)
            return RefuseKind(value, out error);
        var rules = configuration.Rules;
        foreach (var (key, level) in map.Pairs)
        {
            if (!Names.Any(n => n.Name.Equals(key.Text, StringComparison.OrdinalIgnoreCase)))
                return Refuse(key, $"there is no rule or category {Quoted(key.Text)}; the nearest is '{NearestWord.Of(key.Text, Names.Select(n => n.Name))}'", out error);
            if (level is not YamlText text || !s_words.Contains(text.Text, StringComparer.Ordinal))
                return Refuse(level, $"'{key.Text}' takes {string.Join(", ", s_words.SkipLast(1))} or {s_words[^1]}, not {(level is YamlText word ? Quoted(word.Text) : "this")}", out error);
            if (rules.ContainsKey(key.Text))
                return Refuse(key, $"'{key.Text}' stands here a second time", out error);
            rules = rules.Add(key.Text, text.Text == Off ? null : Enum.Parse<Severity>(text.Text, ignoreCase: true));
        }
        return configuration with { Rules = rules };
    }

    protected override void WriteType(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var (name, meaning) in Names)
        {
            json.WriteStartObject(name);
            json.WriteString("description", meaning);
            json.WriteStartArray("enum");
            foreach (var word in s_words)
                json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }
}
