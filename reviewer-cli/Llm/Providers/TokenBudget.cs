namespace MlReview.Cli.Llm.Providers;

/// <summary>A hard limit: what a call may cost at most is set aside before it is made, and what it did not take is given back.</summary>
internal sealed class TokenBudget(long limit)
{
    private long _left = limit;

    public long Left => Interlocked.Read(ref _left);

    public bool TryReserve(long tokens)
    {
        for (var left = Left; left >= tokens; left = Left)
            if (Interlocked.CompareExchange(ref _left, left - tokens, left) == left)
                return true;
        return false;
    }

    public void Settle(long reserved, long taken) => Interlocked.Add(ref _left, reserved - taken);
}
