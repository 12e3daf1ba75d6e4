using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MlReview.Cli.Configuration;

/// <summary>
/// Reads one YAML document, for a file that a stranger wrote: bounded in depth and values, without aliases (which let a kilobyte stand for
/// gigabytes) and without tags (which name types).
/// </summary>
internal sealed class YamlReader
{
    private const int DeepestValue = 8;
    private const int MostValues = 10_000;
    private readonly IParser _parser;
    private int _values;

    private YamlReader(IParser parser) => _parser = parser;

    /// <returns>Null for an empty file, and when there is an error.</returns>
    public static YamlNode? TryRead(string text, out ConfigurationError? error)
    {
        error = null;
        var reader = new YamlReader(new Parser(new StringReader(text)));
        try
        {
            reader._parser.Consume<StreamStart>();
            if (reader._parser.TryConsume<StreamEnd>(out _))
                return null;
            reader._parser.Consume<DocumentStart>();
            var node = reader.Read(0, out error);
            if (error is not null)
                return null;
            reader._parser.Consume<DocumentEnd>();
            if (reader._parser.TryConsume<DocumentStart>(out var second))
                return Refuse(second, "a second document begins here, and only one is read", out error);
            return node;
        }
        catch (YamlException e)
        {
            error = new ConfigurationError((int)e.Start.Line, (int)e.Start.Column, "this is not valid YAML: " + e.Message.TrimEnd('.'));
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner's own invariants break on some malformed texts (found by generating them).
            var at = reader._parser.Current?.End ?? Mark.Empty;
            error = new ConfigurationError((int)at.Line, (int)at.Column, "this is not valid YAML: what follows cannot be read");
            return null;
        }
    }

    private YamlNode? Read(int depth, out ConfigurationError? error)
    {
        error = null;
        var here = _parser.Current!;
        if (here is AnchorAlias || here is NodeEvent { Anchor.IsEmpty: false })
            return Refuse(here, "anchors and aliases are not read; write the value out", out error);
        if (here is NodeEvent { Tag: { IsEmpty: false } })
            return Refuse(here, "tags are not read; write the value without one", out error);
        if (depth > DeepestValue)
            return Refuse(here, $"values are nested more than {DeepestValue} deep", out error);
        if (++_values > MostValues)
            return Refuse(here, $"there are more than {MostValues:N0} values", out error);
        return here switch
        {
            Scalar => ReadText(),
            SequenceStart => ReadList(depth, out error),
            MappingStart => ReadMap(depth, out error),
            _ => Refuse(here, "a value is missing", out error),
        };
    }

    private YamlText ReadText()
    {
        var scalar = _parser.Consume<Scalar>();
        return new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column);
    }

    private YamlList? ReadList(int depth, out ConfigurationError? error)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        error = null;
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (Read(depth + 1, out error) is not { } item)
                return null;
            items.Add(item);
        }
        return new YamlList(items.ToImmutable(), (int)start.Start.Line, (int)start.Start.Column);
    }

    private YamlMap? ReadMap(int depth, out ConfigurationError? error)
    {
        var start = _parser.Consume<MappingStart>();
        var pairs = ImmutableArray.CreateBuilder<(YamlText, YamlNode)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        error = null;
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var place = _parser.Current!;
            if (Read(depth + 1, out error) is not { } key)
                return null;
            if (key is not YamlText name)
                return RefuseMap(place, "a key is a word", out error);
            if (!seen.Add(name.Text))
                return RefuseMap(place, $"'{name.Text}' stands here a second time", out error);
            if (Read(depth + 1, out error) is not { } value)
                return null;
            pairs.Add((name, value));
        }
        return new YamlMap(pairs.ToImmutable(), (int)start.Start.Line, (int)start.Start.Column);
    }

    private static YamlMap? RefuseMap(ParsingEvent at, string why, out ConfigurationError? error)
    {
        Refuse(at, why, out error);
        return null;
    }

    private static YamlNode? Refuse(ParsingEvent at, string why, out ConfigurationError? error)
    {
        error = new ConfigurationError((int)at.Start.Line, (int)at.Start.Column, why);
        return null;
    }
}
