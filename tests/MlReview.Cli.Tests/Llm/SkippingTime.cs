namespace MlReview.Cli.Tests.Llm;

/// <summary>
/// A clock for tests: waits of up to a minute pass at once and move the clock, longer ones are limits and pass only when a test says so.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly List<Timer> _pending = [];
    private readonly List<TimeSpan> _waits = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that passed at once, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_gate)
                return [.. _waits];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _pending.Where(timer => timer.At <= _now)];
            _pending.RemoveAll(due.Contains);
        }
        foreach (var timer in due)
            timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Schedule(Timer timer, TimeSpan due)
    {
        lock (_gate)
        {
            _pending.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan)
                return;
            if (due > s_longestWait)
            {
                timer.At = _now + due;
                _pending.Add(timer);
                return;
            }
            _waits.Add(due);
        }
        Advance(due);
        ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private void Forget(Timer timer)
    {
        lock (_gate)
            _pending.Remove(timer);
    }

    private sealed class Timer(SkippingTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => time.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
