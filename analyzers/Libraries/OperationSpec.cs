using System.Collections.Immutable;

namespace MlReview.Analyzers.Libraries;

/// <summary>The meaning of one library member: a line of a library table.</summary>
internal sealed class OperationSpec
{
    private readonly ImmutableDictionary<string, string> _parameters;

    public OperationSpec(Role role, string name, ImmutableDictionary<string, string> parameters, EstimatorTraits? estimator = null)
    {
        Role = role;
        Name = name;
        _parameters = parameters;
        Estimator = estimator;
    }

    /// <summary>What a line of a team's role file says. Unlike a library's line it names every part: an absent one has no parameter.</summary>
    /// <param name="role">What the member does.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">The parameters by part.</param>
    /// <param name="sides">Of a split: the members of the result that hold the training and the test rows.</param>
    /// <param name="ownEstimator">Of a fit: the estimator that the member brings along; null when it is given one.</param>
    public static OperationSpec OfTeam(
        Role role, string name, ImmutableDictionary<string, string> parameters, ImmutableArray<string> sides, OperationSpec? ownEstimator) =>
        new(role, name, ownEstimator is null ? parameters : parameters.Add("estimator", OwnEstimator), null)
        {
            IsTeams = true,
            Sides = sides,
            Builds = ownEstimator,
        };

    /// <summary>The argument that stands for the estimator of a member which brings its own.</summary>
    public const string OwnEstimator = "(own estimator)";

    /// <summary>Argument of a load of rows that are a query.</summary>
    public const string Query = "(query)";

    public Role Role { get; }

    /// <summary>Whether a role file says it, not a library table.</summary>
    public bool IsTeams { get; private init; }

    /// <summary>The members of a split's result that hold the training and the test rows; empty when they have ML.NET's names.</summary>
    public ImmutableArray<string> Sides { get; private init; } = ImmutableArray<string>.Empty;

    /// <summary>The estimator that is built and fitted in one; null for other operations.</summary>
    public OperationSpec? Builds { get; private init; }

    /// <summary>The member's own name, for messages.</summary>
    public string Name { get; }

    /// <summary>Traits of the estimator that the operation builds; null for other operations.</summary>
    public EstimatorTraits? Estimator { get; }

    /// <summary>Parts of the operation, with the parameter (or the word itself) that stands for each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parts => _parameters;

    /// <summary>Whether a word stands behind the member in the table.</summary>
    public bool Has(string word) => _parameters.ContainsKey(word);

    /// <summary>Whether a parameter is the one that <see cref="Parameter"/> names; overloads may name it differently.</summary>
    public static bool IsNamed(string names, string parameter) =>
        names == parameter || (names.IndexOf('|') >= 0 && names.Split('|').Contains(parameter));

    /// <summary>The parameter that plays a part (<c>data</c>, <c>seed</c>, <c>path</c>, …), or the part's own name.</summary>
    public string Parameter(string part) => _parameters.TryGetValue(part, out var name) ? name : IsTeams ? "(none)" : part;

    /// <summary>The same with other names for the parameters.</summary>
    public OperationSpec WithParameters(Func<string, string> rename) =>
        new(Role, Name, _parameters.ToImmutableDictionary(pair => pair.Key, pair => rename(pair.Value)), Estimator) { IsTeams = IsTeams, Sides = Sides, Builds = Builds };
}
