using System.Collections.Immutable;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Configuration;

/// <summary>What the project under review is for.</summary>
internal enum ProjectStage
{
    /// <summary>Its models go into use.</summary>
    Production,

    /// <summary>Its models are thrown away; only the numbers count.</summary>
    Experiment,
}

/// <summary>The severity from which on findings fail a run.</summary>
/// <param name="AtLeast">Null: never.</param>
internal sealed record FailOn(Severity? AtLeast)
{
    public static readonly FailOn Default = new(Severity.Critical);

    public static readonly ImmutableArray<string> Words = ["critical", "major", "minor", "never"];

    /// <returns>Null when the word is none of <see cref="Words"/>.</returns>
    public static FailOn? TryParse(string word) =>
        !Words.Contains(word, StringComparer.OrdinalIgnoreCase) ? null
        : new FailOn(Enum.TryParse<Severity>(word, ignoreCase: true, out var severity) ? severity : null);
}

/// <summary>What <c>.mlreview.yml</c> says. What it does not say is null or empty.</summary>
/// <param name="Directory">Absolute; the patterns and paths of the file count from here.</param>
internal sealed record ReviewConfiguration(string Directory)
{
    /// <summary>Absolute path of the file; empty when there is none.</summary>
    public string File { get; init; } = "";

    public ImmutableArray<Glob>? Include { get; init; }

    public ImmutableArray<Glob>? Exclude { get; init; }

    public FailOn? FailOn { get; init; }

    public ProjectStage Stage { get; init; }

    /// <summary>As written, relative to <see cref="Directory"/>.</summary>
    public string? Baseline { get; init; }

    /// <summary>Severities by id of a rule or name of a category, whatever its case; null switches off.</summary>
    public ImmutableDictionary<string, Severity?> Rules { get; init; } = ImmutableDictionary.Create<string, Severity?>(StringComparer.OrdinalIgnoreCase);
}
