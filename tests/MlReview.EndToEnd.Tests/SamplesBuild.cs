using Xunit;

namespace MlReview.EndToEnd;

/// <summary>Builds every sample once for all tests that read its output.</summary>
public sealed class SamplesBuild : IAsyncLifetime
{
    internal BuildLog Log { get; private set; } = new(0, "");

    /// <inheritdoc />
    public async ValueTask InitializeAsync() =>
        Log = await BuildLog.OfAsync(Repository.PathOf("samples", "Samples.slnx"), TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
