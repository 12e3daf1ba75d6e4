using System.Collections.Immutable;

namespace MlReview.Cli.Sources;

/// <summary>Patterns and the directory that they count from.</summary>
internal sealed record PathPatterns(string Directory, ImmutableArray<Glob> Patterns)
{
    public bool IsMatch(string path) => !Patterns.IsEmpty && PathRules.Relative(Directory, path) is var relative && Patterns.Any(p => p.IsMatch(relative));
}
