using System.Collections.Immutable;

namespace MlReview.Cli.Configuration;

/// <summary>A value of a YAML file with its place, 1-based.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <param name="IsPlain">Written without quotes.</param>
internal sealed record YamlText(string Text, bool IsPlain, int Line, int Column) : YamlNode(Line, Column)
{
    /// <summary>A key with nothing behind it, as when everything under it is commented out.</summary>
    public bool IsNothing => IsPlain && Text is "" or "~" or "null";
}

internal sealed record YamlList(ImmutableArray<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

internal sealed record YamlMap(ImmutableArray<(YamlText Key, YamlNode Value)> Pairs, int Line, int Column) : YamlNode(Line, Column);

/// <summary>What is wrong with a file, and where.</summary>
internal sealed record ConfigurationError(int Line, int Column, string Message);
