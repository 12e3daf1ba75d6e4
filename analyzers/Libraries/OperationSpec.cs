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

    public Role Role { get; }

    /// <summary>The member's own name, for messages.</summary>
    public string Name { get; }

    /// <summary>Traits of the estimator that the operation builds; null for other operations.</summary>
    public EstimatorTraits? Estimator { get; }

    /// <summary>Parts of the operation, with the parameter (or the word itself) that stands for each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parts => _parameters;

    /// <summary>Whether a word stands behind the member in the table.</summary>
    public bool Has(string word) => _parameters.ContainsKey(word);

    /// <summary>The parameter that plays a part (<c>data</c>, <c>seed</c>, <c>path</c>, …), or the part's own name.</summary>
    public string Parameter(string part) => _parameters.TryGetValue(part, out var name) ? name : part;
}
