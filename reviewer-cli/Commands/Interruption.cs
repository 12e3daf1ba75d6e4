using System.Runtime.InteropServices;

namespace MlReview.Cli.Commands;

/// <summary>
/// Ctrl+C and a request to terminate: the first one cancels what is going on, so that it can clean up behind itself; a second one ends the
/// process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What shells report of a program that a signal ended.</summary>
    private const int Signalled = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, Interrupt)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, Terminate)),
    ];

    public CancellationToken Token => _cancellation.Token;

    public int ExitCode { get; private set; } = Signalled + Interrupt;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _cancellation.Dispose();
    }

    private void Handle(PosixSignalContext context, int number)
    {
        if (_cancellation.IsCancellationRequested)
            return;
        context.Cancel = true;
        ExitCode = Signalled + number;
        _cancellation.Cancel();
    }
}
