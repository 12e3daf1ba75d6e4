namespace MlReview.Cli.Compilations;

/// <summary>What the reviewer says while it works. Calls come one at a time.</summary>
internal interface IProgress
{
    /// <param name="done">Projects that are finished.</param>
    /// <param name="project">What is being worked on; empty when nothing is.</param>
    void Report(int done, int total, string project);
}

/// <summary>Counts the projects of a parallel review, and names the one that has been running longest.</summary>
internal sealed class ReviewProgress(IProgress progress, int total)
{
    private readonly Lock _gate = new();
    private readonly List<string> _running = [];
    private int _done;

    /// <summary>Projects for which there is nothing to do.</summary>
    public void Skipped(int projects)
    {
        lock (_gate)
        {
            _done += projects;
            Report();
        }
    }

    public void Started(string project)
    {
        lock (_gate)
        {
            _running.Add(project);
            Report();
        }
    }

    public void Finished(string project)
    {
        lock (_gate)
        {
            _running.Remove(project);
            _done++;
            Report();
        }
    }

    private void Report() => progress.Report(_done, total, _running.Count switch
    {
        0 => "",
        1 => _running[0],
        _ => $"{_running[0]} and {_running.Count - 1} more",
    });
}
