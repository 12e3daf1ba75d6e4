using System.Collections.Immutable;

namespace MlReview.Analyzers.Libraries;

/// <summary>
/// A word of a role file: what a team's own member does. Its parts are what its parameters can be; the required ones must be named
/// or have the part's name.
/// </summary>
internal sealed record RoleWord(string Word, Role Role, ImmutableArray<string> Required, ImmutableArray<string> Optional)
{
    public static readonly ImmutableArray<RoleWord> All = ImmutableArray.Create(
        new RoleWord("loads", Role.LoadsData, "", "path"),
        new RoleWord("keeps", Role.Keeps, "data", ""),
        new RoleWord("filters", Role.FiltersRows, "data", ""),
        new RoleWord("splits", Role.Splits, "data", "fraction seed train test"),
        new RoleWord("fits", Role.Fits, "estimator data", ""),
        new RoleWord("learns", Role.Fits, "data", "") { Fits = Learning.Statistics },
        new RoleWord("trains", Role.Fits, "data", "") { Fits = Learning.Prediction },
        new RoleWord("transforms", Role.Transforms, "model data", ""),
        new RoleWord("evaluates", Role.Evaluates, "data", "model"),
        new RoleWord("cross-validates", Role.CrossValidates, "data", "estimator"),
        new RoleWord("saves", Role.SavesModel, "model", "path"),
        new RoleWord("unknown", Role.None, "", ""));

    private RoleWord(string word, Role role, string required, string optional)
        : this(word, role, Names(required), Names(optional))
    {
    }

    /// <summary>What the member's own estimator learns; null when it has none of its own.</summary>
    public Learning? Fits { get; init; }

    public IEnumerable<string> Parts => Required.Concat(Optional);

    public static RoleWord? Named(string word) => All.FirstOrDefault(known => known.Word == word);

    private static ImmutableArray<string> Names(string names) => names.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries).ToImmutableArray();
}
