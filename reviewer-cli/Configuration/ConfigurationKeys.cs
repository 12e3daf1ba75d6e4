using System.Collections.Immutable;

namespace MlReview.Cli.Configuration;

/// <summary>
/// All keys of <c>.mlreview.yml</c>. None names an endpoint or a key, and none ever may: the file comes with the repository under review.
/// </summary>
internal static class ConfigurationKeys
{
    public static ImmutableArray<ConfigurationKey> All { get; } =
    [
        new PatternsKey("include", "Report only on files that match one of these patterns, relative to this file.", (c, patterns) => c with { Include = patterns }),
        new PatternsKey("exclude", "Do not report on files that match one of these patterns, relative to this file.", (c, patterns) => c with { Exclude = patterns }),
        new WordKey("fail-on", "Exit with 1 on findings of this severity or above.", FailOn.Words, (c, word) => c with { FailOn = FailOn.TryParse(word) }),
        new WordKey("stage", "What the project is for: an experiment is not told what matters only once a model goes into use.", ["production", "experiment"],
            (c, word) => c with { Stage = Enum.Parse<ProjectStage>(word, ignoreCase: true) }),
        new RulesKey("rules", "Severities of rules and of categories, or off."),
        new PathKey("baseline", "The file of known findings, relative to this file. Default: .mlreview/baseline.json.", (c, path) => c with { Baseline = path }),
    ];
}
