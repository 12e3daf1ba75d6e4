using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules.Skew;

/// <summary>MLR210: a text load contradicts the extension of its file, or another load of the same file or into the same class.</summary>
internal sealed class LoaderDoesNotMatchFile : Rule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        "MLR210",
        "Loader does not match the file",
        "'{0}' is read with {1}, {2}: fields are cut in the wrong places or read as missing, and nothing fails",
        Category.Skew,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Separator, header, decimal mark or quoting of a text load contradict the extension of the file, or another load of the same file or row class.",
        HelpLink("MLR210"));

    private static readonly ImmutableArray<(string, Place)> s_nowhere = ImmutableArray<(string, Place)>.Empty;

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Find(PipelineGraph graph)
    {
        var known = graph.TextLoads.Where(load => load.Format.Separators is not null).ToList();
        foreach (var file in known.GroupBy(load => load.Path))
        {
            foreach (var finding in Contradictions(graph, file.ToList(), isSameFile: true))
                yield return finding;
        }

        foreach (var loads in known.Where(load => load.RowClass is not null)
                     .GroupBy(load => load.Extension + " " + load.RowClass!.ToDisplayString()))
        {
            foreach (var finding in Contradictions(graph, loads.ToList(), isSameFile: false))
                yield return finding;
        }

        // A place that several callers lead to is guilty when all of them are.
        foreach (var at in graph.TextLoads.GroupBy(load => load.Place.Location))
        {
            if (at.All(load => load.ContradictsExtension && !load.MayBeWritten))
                yield return AgainstExtension(graph, at.First());
        }
    }

    /// <summary>The loads that differ from how most do it; from the one that suits its file, then from the first, when none is usual.</summary>
    private static IEnumerable<Finding> Contradictions(PipelineGraph graph, List<TextLoad> loads, bool isSameFile)
    {
        if (loads.Count < 2 || loads.Any(load => load.IsWrittenHere))
            yield break;
        var usual = loads.GroupBy(load => load.Format).OrderBy(format => format.Any(load => load.ContradictsExtension))
            .ThenByDescending(format => format.Select(load => load.Place.Location).Distinct().Count()).First().First();
        foreach (var load in loads)
        {
            if (load.Place.Location == usual.Place.Location || (!isSameFile && load.Path == usual.Path)
                || !load.Event.Guard.AgreesWith(usual.Event.Guard) || load.Format.DifferenceFrom(usual.Format, isSameFile) is not { } difference)
            {
                continue;
            }

            var isKnownWrong = (load.ContradictsExtension && !usual.ContradictsExtension) || IsAgainstSeveral(loads, load, usual);
            var there = usual.Place.SeenFrom(load.Place);
            yield return new Finding(
                load.Place,
                Impact.Critical,
                load.FileName,
                difference.Here,
                isSameFile ? $"but {there} reads it with {difference.There}" : $"but {there} reads '{usual.FileName}' into {load.RowClass!.Name}, too, with {difference.There}")
            {
                Path = ImmutableArray.Create((usual.Place, $"read with {difference.There} here")),
                Fix = "Read the file the same way in both places; best, share one loader.",
                RepairPlaces = isKnownWrong && graph.LoadsFormattedAt(load.FormatPlace).All(loads.Contains) ? Format(load) : s_nowhere,
                RepairTexts = load.Format.ToBecome(usual.Format, isSameFile).Add("file", load.FileName),
            };
        }
    }

    /// <summary>Whether one place reads files in its way, and several in the usual one.</summary>
    private static bool IsAgainstSeveral(List<TextLoad> loads, TextLoad load, TextLoad usual)
    {
        int Places(TextFormat format) => loads.Where(each => each.Format == format).Select(each => each.Place.Location).Distinct().Count();
        return Places(usual.Format) > 1 && Places(load.Format) == 1;
    }

    private static ImmutableArray<(string, Place)> Format(TextLoad load) => ImmutableArray.Create(("format", load.FormatPlace));

    private static Finding AgainstExtension(PipelineGraph graph, TextLoad load)
    {
        var isComma = load.Extension == "csv";
        var isOnlyFormat = graph.LoadsFormattedAt(load.FormatPlace)
            .All(other => other.ContradictsExtension && !other.MayBeWritten && other.Extension == load.Extension);
        return new Finding(
            load.Place,
            Impact.Critical,
            load.FileName,
            isComma ? @"the separator '\t', the default" : $"the separator {TextFormat.Shown(load.Format.Separators!)}",
            isComma ? "although a .csv file has commas" : "although its name says that tabs separate the fields")
        {
            IsHint = true,
            Fix = isComma ? "Pass separatorChar: ','." : @"Pass separatorChar: '\t'.",
            RepairPlaces = isOnlyFormat ? Format(load) : s_nowhere,
            RepairTexts = ImmutableDictionary<string, string>.Empty.Add("separators", isComma ? "," : TextFormat.Tab).Add("file", load.FileName),
        };
    }
}
