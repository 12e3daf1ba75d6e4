using System.Collections.Immutable;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>How a load of text reads a line; null where it is not known.</summary>
/// <param name="Separators">The characters between fields, in order.</param>
/// <param name="HasHeader">Whether the first line holds names.</param>
/// <param name="AllowsQuoting">Whether a field in quotes may hold separators.</param>
/// <param name="DecimalMark">The character between the digits of a number.</param>
internal sealed record TextFormat(string? Separators, bool? HasHeader, bool? AllowsQuoting, char? DecimalMark)
{
    public const string Tab = "\t";

    /// <summary>What differs for certain between two formats, first here, then there; null when nothing does.</summary>
    public (string Here, string There)? DifferenceFrom(TextFormat other, bool isSameFile) =>
        Differ(Separators, other.Separators) ? ("the separator " + Shown(Separators!), Shown(other.Separators!))
        : Differ(DecimalMark, other.DecimalMark) ? ($"the decimal mark '{DecimalMark}'", $"'{other.DecimalMark}'")
        : Differ(HasHeader, other.HasHeader) ? (HasHeader == true ? "a header" : "no header", other.HasHeader == true ? "one" : "none")
        : isSameFile && Differ(AllowsQuoting, other.AllowsQuoting) ? (AllowsQuoting == true ? "quoted fields" : "no quoted fields", other.AllowsQuoting == true ? "them" : "none")
        : null;

    /// <summary>What has to be set here for both formats to be one, by name.</summary>
    public ImmutableDictionary<string, string> ToBecome(TextFormat other, bool isSameFile)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        if (Differ(Separators, other.Separators))
            settings["separators"] = other.Separators!;
        if (Differ(DecimalMark, other.DecimalMark))
            settings["mark"] = other.DecimalMark!.Value.ToString();
        if (Differ(HasHeader, other.HasHeader))
            settings["header"] = other.HasHeader == true ? "true" : "false";
        if (isSameFile && Differ(AllowsQuoting, other.AllowsQuoting))
            settings["quoting"] = other.AllowsQuoting == true ? "true" : "false";
        return settings.ToImmutable();
    }

    /// <summary>Separators as they are written in C#.</summary>
    public static string Shown(string separators) => string.Join(" ", separators.Select(separator => separator == '\t' ? @"'\t'" : $"'{separator}'"));

    /// <summary>The format that a load or a loader is given, defaults included.</summary>
    public static TextFormat Of(FlowEvent load)
    {
        if (load.Argument("separator") is { } separator)
            return new TextFormat(Characters(separator), Flag(load.Argument("header")), Flag(load.Argument("quoting")), '.');
        if (load.Argument("options") is not { IsNull: false } || !load.KnowsOptions("options"))
            return new TextFormat(null, null, null, null);
        Value? Option(string name) => load.Argument("options." + name);
        return new TextFormat(
            Option("Separators") is { } separators ? Characters(separators) : Option("Separator") is null ? Tab : null,
            Option("HasHeader") is { } header ? Flag(header) : false,
            Option("AllowQuoting") is { } quoting ? Flag(quoting) : false,
            Option("DecimalMarker") is { } mark ? mark.Tag as char? : '.');
    }

    private static bool Differ<T>(T? a, T? b)
        where T : struct => a is { } x && b is { } y && !x.Equals(y);

    private static bool Differ(string? a, string? b) => a is not null && b is not null && a != b;

    private static string? Characters(Value value) => value switch
    {
        { Kind: ValueKind.Constant, Tag: char single } => single.ToString(),
        { Kind: ValueKind.Items, Operands: var several } when several.All(each => each.Tag is char) => new string(several.Select(each => (char)each.Tag!).OrderBy(each => each).ToArray()),
        _ => null,
    };

    private static bool? Flag(Value? value) => value is { Kind: ValueKind.Constant, Tag: bool flag } ? flag : null;
}
