using System.Collections.Immutable;

namespace MlReview.Cli.Compilations;

/// <summary>A piece of work in a schedule.</summary>
/// <param name="Size">An estimate of what its product weighs.</param>
/// <param name="Needs">Positions of the earlier items whose products it uses.</param>
internal sealed record WorkItem(long Size, ImmutableArray<int> Needs);

/// <summary>How much may be under way at once.</summary>
/// <param name="Items">Pieces of work that run.</param>
/// <param name="Size">Sum of the sizes of what runs and what is kept for others; a single item may exceed it, alone.</param>
internal sealed record WorkBounds(int Items, long Size);

/// <summary>
/// Runs work in parallel, each piece after what it needs, and says when a product is needed no more. Work starts in the order given, so
/// that what was made for others is used soon and let go; what does not fit waits until something was let go.
/// </summary>
internal sealed class Schedule
{
    private readonly IReadOnlyList<WorkItem> _items;
    private readonly WorkBounds _bounds;
    private readonly Action<int> _release;
    private readonly LinkedList<int> _waiting;
    private readonly bool[] _isDone;
    private readonly int[] _users;
    private long _held;

    private Schedule(IReadOnlyList<WorkItem> items, WorkBounds bounds, Action<int> release)
    {
        (_items, _bounds, _release) = (items, bounds, release);
        _waiting = new LinkedList<int>(Enumerable.Range(0, items.Count));
        _isDone = new bool[items.Count];
        _users = new int[items.Count];
        Array.Fill(_users, 1);
        foreach (var needed in items.SelectMany(item => item.Needs))
            _users[needed]++;
    }

    /// <param name="work">Makes the product of the item at a position.</param>
    /// <param name="release">Called once for each item, never by two threads at once, when nobody needs its product any more.</param>
    public static Task RunAsync(IReadOnlyList<WorkItem> items, WorkBounds bounds, Func<int, CancellationToken, Task> work, Action<int> release, CancellationToken cancellationToken) =>
        new Schedule(items, bounds, release).RunAsync(work, cancellationToken);

    private async Task RunAsync(Func<int, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new Dictionary<Task, int>();
        try
        {
            while (_waiting.Count > 0 || running.Count > 0)
            {
                stop.Token.ThrowIfCancellationRequested();
                while (running.Count < _bounds.Items && TryTake(running.Count == 0) is { } next)
                    running.Add(Task.Run(() => work(next, stop.Token), stop.Token), next);
                var ended = await Task.WhenAny(running.Keys).ConfigureAwait(false);
                running.Remove(ended, out var position);
                await ended.ConfigureAwait(false);
                Finish(position);
            }
        }
        finally
        {
            // Whoever is told that this is over finds nothing running any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running.Keys).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    /// <summary>The first piece of work that has all it needs, unless there is no room for it.</summary>
    private int? TryTake(bool isIdle)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            var item = _items[node.Value];
            if (!item.Needs.All(needed => _isDone[needed]))
                continue;
            if (!isIdle && _held + item.Size > _bounds.Size)
                return null;
            _waiting.Remove(node);
            _held += item.Size;
            return node.Value;
        }
        return null;
    }

    private void Finish(int position)
    {
        _isDone[position] = true;
        foreach (var used in _items[position].Needs.Append(position))
        {
            if (--_users[used] > 0)
                continue;
            _held -= _items[used].Size;
            _release(used);
        }
    }
}
