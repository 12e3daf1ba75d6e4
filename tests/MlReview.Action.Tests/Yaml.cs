using YamlDotNet.Serialization;

namespace MlReview.Action.Tests;

/// <summary>A YAML file as maps, lists and words; all words are text.</summary>
internal static class Yaml
{
    public static YamlMap Read(string text) => new((Dictionary<object, object?>)new DeserializerBuilder().Build().Deserialize(text)!);
}

/// <summary>The keys of a YAML map.</summary>
internal sealed record YamlMap(Dictionary<object, object?> Values)
{
    public static YamlMap Empty { get; } = new([]);

    public IEnumerable<string> Keys => Values.Keys.Select(key => (string)key);

    public bool Has(string key) => Values.ContainsKey(key);

    /// <summary>Whether <c>{}</c> stands there.</summary>
    public bool IsEmptyMap(string key) => Values.GetValueOrDefault(key) is Dictionary<object, object?> { Count: 0 };

    /// <summary>Empty when there is none.</summary>
    public string Text(string key) => Values.GetValueOrDefault(key) as string ?? "";

    /// <summary>Empty when there is none.</summary>
    public YamlMap Map(string key) => Values.GetValueOrDefault(key) is Dictionary<object, object?> map ? new YamlMap(map) : Empty;

    public IEnumerable<YamlMap> Maps(string key) => (Values.GetValueOrDefault(key) as List<object?> ?? []).Select(item => new YamlMap((Dictionary<object, object?>)item!));

    public IEnumerable<(string Name, YamlMap Value)> Pairs => Keys.Select(key => (key, Map(key)));
}
