using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Compilations;

namespace MlReview.Cli.Tests.Compilations;

/// <summary>Whatever the dependencies and sizes, work comes after what it needs, stays within its bounds, and products go when their last user is done.</summary>
public sealed class ScheduleTests
{
    private static readonly Gen<WorkItem[]> s_items =
        from count in Gen.Choose(0, 30)
        from sizes in Gen.Choose(0, 40).ArrayOf(count)
        from links in Gen.Choose(0, 1000).ArrayOf(count * 2)
        select Enumerable.Range(0, count).Select(i => new WorkItem(sizes[i], Closed(links, i, []))).ToArray();

    private static readonly Arbitrary<(WorkItem[] Items, WorkBounds Bounds)> s_cases = Arb.From(
        from items in s_items
        from parallel in Gen.Choose(1, 5)
        from size in Gen.Choose(1, 200)
        select (items, new WorkBounds(parallel, size)));

    [Fact]
    public void Each_piece_of_work_runs_once_after_what_it_needs_and_within_the_bounds() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(s_cases, c => new Watched(c.Items, c.Bounds).Run()));

    [Fact]
    public async Task A_failure_ends_the_schedule_when_nothing_runs_any_more()
    {
        var running = 0;
        var other = new TaskCompletionSource();
        var items = new[] { new WorkItem(1, []), new WorkItem(1, []), new WorkItem(1, [0]) };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Schedule.RunAsync(items, new WorkBounds(2, 100), async (i, stop) =>
        {
            Interlocked.Increment(ref running);
            if (i == 0)
            {
                await other.Task;
                throw new InvalidOperationException();
            }
            other.SetResult();
            var stopped = new TaskCompletionSource();
            await using (stop.Register(stopped.SetResult))
                await stopped.Task;
            Interlocked.Decrement(ref running);
        }, _ => { }, CancellationToken.None));
        Assert.Equal(1, running);
    }

    [Fact]
    public async Task Cancelling_reaches_what_runs_and_starts_nothing_more()
    {
        using var cancel = new CancellationTokenSource();
        var started = 0;
        var items = Enumerable.Range(0, 10).Select(_ => new WorkItem(1, [])).ToArray();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Schedule.RunAsync(items, new WorkBounds(1, 100), (_, stop) =>
        {
            started++;
            cancel.Cancel();
            stop.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        }, _ => { }, cancel.Token));
        Assert.Equal(1, started);
    }

    /// <summary>Some earlier items and all that those need.</summary>
    private static ImmutableArray<int> Closed(int[] links, int item, HashSet<int> seen)
    {
        if (item > 0)
            foreach (var link in links.AsSpan(item * 2, 2))
                if (link < 500 && seen.Add(link % item))
                    Closed(links, link % item, seen);
        return [.. seen.Order()];
    }

    /// <summary>Runs a schedule and keeps account of it.</summary>
    private sealed class Watched(WorkItem[] items, WorkBounds bounds)
    {
        private readonly Lock _gate = new();
        private readonly HashSet<int> _running = [];
        private readonly HashSet<int> _done = [];
        private readonly HashSet<int> _released = [];
        private readonly List<string> _wrong = [];

        public bool Run()
        {
            Schedule.RunAsync(items, bounds, WorkAsync, Release, CancellationToken.None).GetAwaiter().GetResult();
            Demand(_done.Count == items.Length && _released.Count == items.Length, "something was left");
            return _wrong.Count == 0 ? true : throw new InvalidOperationException(string.Join(", ", _wrong.Distinct()));
        }

        private async Task WorkAsync(int position, CancellationToken stop)
        {
            lock (_gate)
            {
                Demand(_running.Add(position) && !_done.Contains(position), "it ran twice");
                Demand(items[position].Needs.All(n => _done.Contains(n) && !_released.Contains(n)), "what it needs is not there");
                Demand(_running.Count <= bounds.Items, "too many at once");
                var held = _running.Concat(_done).Where(i => !_released.Contains(i)).Sum(i => items[i].Size);
                Demand(_running.Count == 1 || held <= bounds.Size, "too large");
            }
            await Task.Yield();
            lock (_gate)
            {
                _running.Remove(position);
                _done.Add(position);
            }
        }

        private void Release(int position)
        {
            lock (_gate)
            {
                Demand(_released.Add(position) && _done.Contains(position), "released twice or too early");
                Demand(!items.Index().Any(i => i.Item.Needs.Contains(position) && !_done.Contains(i.Index)), "somebody still needs it");
            }
        }

        private void Demand(bool holds, string otherwise)
        {
            if (!holds)
                _wrong.Add(otherwise);
        }
    }
}
