using Microsoft.CodeAnalysis;
using Xunit;

namespace MlReview.Surfaces.Tests;

/// <summary>A surface stands in for the real assembly only when it has its identity: other assemblies refer to that.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Every_assembly_of_the_table_has_a_surface() => Assert.Equal(
        Surfaces.Rows.Select(row => row.Assembly).Distinct().Order(StringComparer.Ordinal),
        Surfaces.Assemblies.Select(assembly => assembly.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_surface_has_version_1_0_0_0() =>
        Assert.All(Surfaces.Assemblies, assembly => Assert.Equal(new Version(1, 0, 0, 0), assembly.Identity.Version));

    [Fact]
    public void A_surface_is_signed_with_the_public_key_of_ML_NET() => Assert.All(
        Surfaces.Assemblies,
        assembly => Assert.Equal("CC7B13FFCD2DDD51", Convert.ToHexString([.. assembly.Identity.PublicKeyToken])));

    [Fact]
    public void A_surface_refers_to_other_surfaces_by_their_real_identity() => Assert.All(
        Surfaces.Assemblies.SelectMany(assembly => assembly.Modules).SelectMany(module => module.ReferencedAssemblies),
        reference => Assert.True(
            !reference.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal)
            || reference.GetDisplayName() == $"{reference.Name}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51",
            reference.GetDisplayName()));

    [Theory]
    [InlineData("Microsoft.ML.IEstimator`1", "out")]
    [InlineData("Microsoft.ML.IPredictionTransformer`1", "out")]
    [InlineData("Microsoft.ML.ISingleFeaturePredictionTransformer`1", "out")]
    [InlineData("Microsoft.ML.Trainers.ITrainerEstimator`2", "out out")]
    [InlineData("Microsoft.ML.Trainers.ILossFunction`2", "in in")]
    [InlineData("Microsoft.ML.IDataLoader`1", "in")]
    [InlineData("Microsoft.ML.IDataLoaderEstimator`2", "in out")]
    [InlineData("Microsoft.ML.AutoML.ISweepable`1", "out")]
    [InlineData("Microsoft.ML.Runtime.IComponentFactory`1", "out")]
    [InlineData("Microsoft.ML.Runtime.IComponentFactory`2", "in out")]
    [InlineData("Microsoft.ML.Runtime.IComponentFactory`3", "in in out")]
    [InlineData("Microsoft.ML.Runtime.IComponentFactory`4", "in in in out")]
    public void An_interface_has_its_variance(string type, string variance) => Assert.Equal(
        variance,
        string.Join(' ', Surfaces.Type(type).TypeParameters.Select(parameter => parameter.Variance.ToString().ToLowerInvariant())));

    [Fact]
    public void No_other_interface_is_variant()
    {
        var variant = Surfaces.PublicTypes
            .Where(type => type.TypeParameters.Any(parameter => parameter.Variance != VarianceKind.None))
            .Select(type => type.Name)
            .Distinct();

        Assert.Equal(
            ["IComponentFactory", "IDataLoader", "IDataLoaderEstimator", "IEstimator", "ILossFunction", "IPredictionTransformer", "ISingleFeaturePredictionTransformer", "ISweepable", "ITrainerEstimator"],
            variant.Order(StringComparer.Ordinal));
    }
}
