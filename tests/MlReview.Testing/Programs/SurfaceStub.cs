using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Testing;

/// <summary>Stands in for the surfaces while they are being built; goes away with their arrival.</summary>
internal static class SurfaceStub
{
    public static MetadataReference Create()
    {
        const string source = """
            namespace Microsoft.ML
            {
                public sealed class MLContext { public MLContext(int? seed = null) { } }
            }
            namespace Microsoft.ML.Data
            {
                public sealed class LoadColumnAttribute : System.Attribute { public LoadColumnAttribute(int index) { } }
                public sealed class ColumnNameAttribute : System.Attribute { public ColumnNameAttribute(string name) { } }
            }
            namespace Microsoft.ML.Trainers { public sealed class SdcaRegressionTrainer; }
            namespace Microsoft.ML.Transforms { public sealed class NormalizingEstimator; }
            """;
        return CSharpCompilation.Create("Microsoft.ML.Core", [CSharpSyntaxTree.ParseText(source)], FrameworkReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
    }
}
