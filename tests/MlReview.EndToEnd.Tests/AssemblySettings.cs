using MlReview.EndToEnd;
using Xunit;

// Each class starts builds of its own: two at once would write the same reference surfaces.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Packed and installed once for all tests.
[assembly: AssemblyFixture(typeof(PackedAnalyzers))]
