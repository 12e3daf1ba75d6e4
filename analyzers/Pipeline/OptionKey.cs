namespace MlReview.Analyzers.Pipeline;

/// <summary>A key of <c>.editorconfig</c> files that the rules know.</summary>
/// <param name="Name">The key, in lower case.</param>
/// <param name="Accepts">What its value may be, for a user who wrote something else.</param>
/// <param name="IsValid">Whether a value means something.</param>
internal sealed record OptionKey(string Name, string Accepts, Func<string, bool> IsValid)
{
    /// <summary>What every key of this tool begins with.</summary>
    public const string Prefix = "mlreview_";

    /// <summary>A key whose value lists words that occur in names: letters only, since names are taken apart at anything else.</summary>
    public static OptionKey Words(string name) =>
        new(name, "words of letters, separated by commas", value => RuleOptions.Items(value).All(word => word.All(char.IsLetter)));

    /// <summary>A key whose value lists names of columns.</summary>
    public static OptionKey Columns(string name) => new(name, "column names, separated by commas", _ => true);

    /// <summary>A key whose value is one of a few words.</summary>
    public static OptionKey Choice(string name, params string[] values) =>
        new(name, string.Join(" or ", values), value => values.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase));
}
