using MlReview.Action.Tests.Steps;

// Packed once for all tests.
[assembly: AssemblyFixture(typeof(PackedTool))]
