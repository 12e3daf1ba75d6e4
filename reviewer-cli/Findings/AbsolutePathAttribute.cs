namespace MlReview.Cli.Findings;

/// <summary>Marks the absolute path of a file under the review root; kept results have it relative to the root, so that they hold in any checkout.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AbsolutePathAttribute : Attribute;
