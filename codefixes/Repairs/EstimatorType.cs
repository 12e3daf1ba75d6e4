using Microsoft.CodeAnalysis;

namespace MlReview.CodeFixes.Repairs;

/// <summary>ML.NET's type for estimators of any kind.</summary>
internal static class EstimatorType
{
    public static INamedTypeSymbol? Any(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Microsoft.ML.ITransformer") is { } transformer ? compilation.GetTypeByMetadataName("Microsoft.ML.IEstimator`1")?.Construct(transformer) : null;
}
