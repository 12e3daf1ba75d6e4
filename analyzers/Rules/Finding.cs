using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules;

/// <summary>A finding of a rule: where, what to say, how bad, and the path that proves it.</summary>
internal sealed class Finding
{
    public Finding(Place place, Impact impact, params string[] arguments)
    {
        Place = place;
        Impact = impact;
        Arguments = arguments;
    }

    /// <summary>The guilty operation.</summary>
    public Place Place { get; }

    public Impact Impact { get; }

    /// <summary>What fills the holes of the descriptor's message.</summary>
    public string[] Arguments { get; }

    /// <summary>Reported as a suggestion whatever the rule's default is.</summary>
    public bool IsHint { get; init; }

    /// <summary>The places that prove the finding, each with a caption, in the order of the flow.</summary>
    public ImmutableArray<(Place Place, string Caption)> Path { get; init; } = ImmutableArray<(Place, string)>.Empty;

    /// <summary>The repair in one line.</summary>
    public string? Fix { get; init; }

    /// <summary>Places that a code fix changes or copies from, by name. A fix never looks for them itself.</summary>
    public ImmutableArray<(string Name, Place Place)> RepairPlaces { get; init; } = ImmutableArray<(string, Place)>.Empty;

    /// <summary>Texts that a code fix needs, by name.</summary>
    public ImmutableDictionary<string, string> RepairTexts { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The same guilt reached in two ways: the surer one, with the paths of both.</summary>
    public Finding MergedWith(Finding other)
    {
        var (first, second) = IsHint && !other.IsHint ? (other, this) : (this, other);
        var places = new HashSet<Location>(first.Path.Select(step => step.Place.Location));
        return new Finding(first.Place, first.Impact, first.Arguments)
        {
            IsHint = first.IsHint,
            Fix = first.Fix,
            RepairPlaces = first.RepairPlaces,
            RepairTexts = first.RepairTexts,
            Path = first.Path.AddRange(second.Path.Where(step => places.Add(step.Place.Location))),
        };
    }

    public Diagnostic ToDiagnostic(DiagnosticDescriptor descriptor, bool hintsOnly)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties[FindingProperties.Severity] = Impact.ToString();
        properties[FindingProperties.Path] = string.Join("|", Path.Select(step => step.Caption.Replace(FindingProperties.Separator, '/')));
        if (Fix is not null)
            properties[FindingProperties.Fix] = Fix;
        if (!RepairPlaces.IsEmpty)
            properties[FindingProperties.RepairPlaces] = string.Join("|", RepairPlaces.Select(place => place.Name));
        foreach (var text in RepairTexts)
            properties[FindingProperties.RepairTextPrefix + text.Key] = text.Value;
        return Diagnostic.Create(
            descriptor,
            Place.Location,
            IsHint || hintsOnly ? DiagnosticSeverity.Info : descriptor.DefaultSeverity,
            Path.Select(step => step.Place.Location).Concat(RepairPlaces.Select(place => place.Place.Location)),
            properties.ToImmutable(),
            Arguments.Cast<object>().ToArray());
    }
}
