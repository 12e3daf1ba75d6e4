namespace MlReview.GitHub.Tests.Fake;

/// <summary>Lets one request of all waiting runs through at a time, drawn by chance.</summary>
internal sealed class Turns(int runs, Random random)
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private int _runs = runs;

    public Task NextAsync()
    {
        var turn = new TaskCompletionSource();
        lock (_gate)
            _waiting.Add(turn);
        Release();
        return turn.Task;
    }

    public void Leave()
    {
        lock (_gate)
            _runs--;
        Release();
    }

    private void Release()
    {
        TaskCompletionSource? next = null;
        lock (_gate)
        {
            if (_waiting.Count > 0 && _waiting.Count >= _runs)
            {
                next = _waiting[random.Next(_waiting.Count)];
                _waiting.Remove(next);
            }
        }
        next?.SetResult();
    }
}
