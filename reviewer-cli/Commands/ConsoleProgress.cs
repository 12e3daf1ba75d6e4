using System.Diagnostics;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary>One line that is rewritten on a terminal; a few plain lines elsewhere. Both on standard error, so that reports stay clean.</summary>
internal sealed class ConsoleProgress(TextWriter output, bool isTerminal) : IProgress, IDisposable
{
    private const int Width = 79;
    private const int PlainSteps = 10;

    /// <summary>More often than the eye can follow only slows the review down.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(80);

    private readonly Lock _gate = new();
    private int _reported;
    private long _shown;

    public ConsoleProgress()
        : this(Console.Error, !Console.IsErrorRedirected)
    {
    }

    /// <summary>Colour only on a terminal, and not when the user asked for none (https://no-color.org).</summary>
    public static bool HasColour =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public void Report(int done, int total, string project)
    {
        lock (_gate)
        {
            if (isTerminal)
                Show(done, total, project);
            else if (total > 0 && done * PlainSteps / total > _reported)
                output.WriteLine($"mlreview: project {done} of {total}");
            _reported = total > 0 ? done * PlainSteps / total : 0;
        }
    }

    /// <summary>The line is gone before anything else is written.</summary>
    public void Dispose()
    {
        lock (_gate)
            if (isTerminal && _shown != 0)
                output.Write("\r" + new string(' ', Width) + "\r");
        _shown = 0;
    }

    private void Show(int done, int total, string project)
    {
        if (project.Length == 0 || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_pause))
            return;
        _shown = Stopwatch.GetTimestamp();
        output.Write("\r" + TextWrap.Cut($"Reviewed {done} of {total}, at {Printable.Text(project)}", Width).PadRight(Width));
    }
}
