using Xunit;

namespace MlReview.EndToEnd;

/// <summary>Classes that share one build of the samples.</summary>
[CollectionDefinition(Name)]
public sealed class SamplesCollection : ICollectionFixture<SamplesBuild>
{
    public const string Name = "samples";
}
