using System.Collections.Immutable;
using System.Text.Json;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Configuration;

/// <summary>A key of <c>.mlreview.yml</c>: what it means, what it takes, and how it is read. The schema and the guide are made from it.</summary>
internal abstract record ConfigurationKey(string Name, string Description)
{
    private const int LongestQuote = 60;

    /// <summary>What the key takes, for a sentence.</summary>
    public abstract string Takes { get; }

    /// <returns>The configuration with the value, or null and the error.</returns>
    public abstract ReviewConfiguration? Read(YamlNode value, ReviewConfiguration configuration, out ConfigurationError? error);

    public void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject(Name);
        json.WriteString("description", Description);
        WriteType(json);
        json.WriteEndObject();
    }

    protected abstract void WriteType(Utf8JsonWriter json);

    /// <summary>Text of the file in a sentence.</summary>
    public static string Quoted(string text) => text.Length <= LongestQuote ? $"'{text}'" : $"'{text[..LongestQuote]}…'";

    protected static ReviewConfiguration? Refuse(YamlNode at, string message, out ConfigurationError? error)
    {
        error = new ConfigurationError(at.Line, at.Column, message);
        return null;
    }

    /// <summary>A value of another kind.</summary>
    protected ReviewConfiguration? RefuseKind(YamlNode value, out ConfigurationError? error) =>
        Refuse(value, $"'{Name}' takes {Takes}, not {(value switch { YamlMap => "keys", YamlList => "a list", YamlText { IsNothing: true } => "nothing", _ => "a word" })}", out error);
}

/// <summary>One of some words.</summary>
internal sealed record WordKey(string Name, string Description, ImmutableArray<string> Words, Func<ReviewConfiguration, string, ReviewConfiguration> Set) : ConfigurationKey(Name, Description)
{
    public override string Takes => string.Join(", ", Words.SkipLast(1)) + " or " + Words[^1];

    public override ReviewConfiguration? Read(YamlNode value, ReviewConfiguration configuration, out ConfigurationError? error)
    {
        if (value is not YamlText { IsNothing: false } text)
            return RefuseKind(value, out error);
        if (!Words.Contains(text.Text, StringComparer.Ordinal))
            return Refuse(value, $"'{Name}' takes {Takes}, not {Quoted(text.Text)}", out error);
        error = null;
        return Set(configuration, text.Text);
    }

    protected override void WriteType(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteStartArray("enum");
        foreach (var word in Words)
            json.WriteStringValue(word);
        json.WriteEndArray();
        json.WriteString("default", Words[0]);
    }
}

/// <summary>A list of path patterns.</summary>
internal sealed record PatternsKey(string Name, string Description, Func<ReviewConfiguration, ImmutableArray<Glob>, ReviewConfiguration> Set) : ConfigurationKey(Name, Description)
{
    public override string Takes => "a list of path patterns";

    public override ReviewConfiguration? Read(YamlNode value, ReviewConfiguration configuration, out ConfigurationError? error)
    {
        error = null;
        if (value is YamlText { IsNothing: true })
            return Set(configuration, []);
        if (value is not YamlList list)
            return RefuseKind(value, out error);
        var patterns = ImmutableArray.CreateBuilder<Glob>();
        foreach (var item in list.Items)
        {
            if (item is not YamlText { Text.Length: > 0 } text)
                return Refuse(item, $"'{Name}' takes {Takes}, and this is none", out error);
            if (Glob.TryParse(text.Text) is not { } pattern)
                return Refuse(item, Glob.TooLong(text.Text), out error);
            patterns.Add(pattern);
        }
        return Set(configuration, patterns.ToImmutable());
    }

    protected override void WriteType(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("array");
        json.WriteStringValue("null");
        json.WriteEndArray();
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteNumber("minLength", 1);
        json.WriteNumber("maxLength", Glob.LongestPattern);
        json.WriteEndObject();
    }
}

/// <summary>A path inside the repository.</summary>
internal sealed record PathKey(string Name, string Description, Func<ReviewConfiguration, string, ReviewConfiguration> Set) : ConfigurationKey(Name, Description)
{
    public override string Takes => "the path of a file";

    public override ReviewConfiguration? Read(YamlNode value, ReviewConfiguration configuration, out ConfigurationError? error)
    {
        if (value is not YamlText { IsNothing: false } text)
            return RefuseKind(value, out error);
        if (PathRules.TryCombine(configuration.Directory, text.Text, out var reason) is null || Path.IsPathRooted(text.Text))
            return Refuse(value, $"'{Name}' takes the path of a file relative to this one, and {Quoted(text.Text)} {(reason.Length > 0 ? reason : "is an absolute path")}", out error);
        error = null;
        return Set(configuration, text.Text);
    }

    protected override void WriteType(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteNumber("minLength", 1);
    }
}
