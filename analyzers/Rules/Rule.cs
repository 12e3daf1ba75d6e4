using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Pipeline;

namespace MlReview.Analyzers.Rules;

/// <summary>What a finding would do to the system if nobody fixed it.</summary>
internal enum Impact
{
    Info,
    Minor,
    Major,
    Critical,
}

/// <summary>A rule: a descriptor, and a query over the pipeline graph.</summary>
internal abstract class Rule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    public abstract IEnumerable<Finding> Find(PipelineGraph graph);

    /// <summary>The page of a rule.</summary>
    public static string HelpLink(string id) => $"https://github.com/mlreview/mlreview/blob/main/docs/rules/{id}.md";
}

/// <summary>Categories of rules: the folders that hold them.</summary>
internal static class Category
{
    public const string Leakage = "Leakage";
    public const string Skew = "Skew";
    public const string Reproducibility = "Reproducibility";
    public const string Artifacts = "Artifacts";
    public const string Evaluation = "Evaluation";
    public const string Tool = "MlReview";
}
