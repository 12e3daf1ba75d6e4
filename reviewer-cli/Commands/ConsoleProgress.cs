using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary>One line that is rewritten on a terminal; a few plain lines elsewhere. Both on standard error, so that reports stay clean.</summary>
internal sealed class ConsoleProgress : IProgress, IDisposable
{
    private const int Width = 79;
    private const int PlainSteps = 10;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _reported = -1;

    /// <summary>Colour only on a terminal, and not when the user asked for none (https://no-color.org).</summary>
    public static bool HasColour =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public void Report(int done, int total, string project)
    {
        if (_isTerminal)
        {
            var line = TextWrap.Cut($"Reviewing {done}/{total} {Printable.Text(project)}", Width);
            Console.Error.Write("\r" + line.PadRight(Width));
            _reported = done;
        }
        else if (done * PlainSteps / total != _reported)
        {
            _reported = done * PlainSteps / total;
            Console.Error.WriteLine($"mlreview: project {done} of {total}");
        }
    }

    public void Dispose()
    {
        if (_isTerminal && _reported >= 0)
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
        _reported = -1;
    }
}
