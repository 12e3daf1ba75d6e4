namespace MlReview.Cli.GitHub;

/// <summary>Writes go out one after the other, a second apart; those that notify people, three.</summary>
/// <param name="isOff">For a server on this machine, which is nobody's but the user's.</param>
internal sealed class WritePace(TimeProvider time, bool isOff = false) : IDisposable
{
    private static readonly TimeSpan s_afterWrite = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_afterNotification = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public async Task<T> RunAsync<T>(GitHubRequest request, Func<Task<T>> send, CancellationToken cancellation)
    {
        if (!request.Writes)
            return await send().ConfigureAwait(false);
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!isOff && _next - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
            return await send().ConfigureAwait(false);
        }
        finally
        {
            _next = time.GetUtcNow() + (request.Repeat == Repeat.Creating ? s_afterNotification : s_afterWrite);
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
