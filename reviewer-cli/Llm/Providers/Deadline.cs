namespace MlReview.Cli.Llm.Providers;

/// <summary>The moment after which no answer counts.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _total;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _both;

    public Deadline(TimeProvider time, TimeSpan total, CancellationToken cancellation)
    {
        _time = time;
        _start = time.GetTimestamp();
        _total = total;
        _over = new CancellationTokenSource(total, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellation);
    }

    /// <summary>Cancelled when the time is over, or by the user.</summary>
    public CancellationToken Token => _both.Token;

    public bool IsOver => _over.IsCancellationRequested;

    public TimeSpan Left => _total - _time.GetElapsedTime(_start);

    public void Dispose()
    {
        _both.Dispose();
        _over.Dispose();
    }
}
