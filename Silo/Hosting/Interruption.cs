using System.Runtime.InteropServices;

namespace ClipGrid.Silo.Hosting;

/// <summary>
/// Turns the first Ctrl+C or request to end into a cancelled token, so that the work ends in order. The second one is left to the
/// system, which ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from here on.</summary>
    public Interruption() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, number: 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, number: 15)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What a shell expects of a process that a signal ended: 128 and the signal's number, 130 for Ctrl+C.</summary>
    public int ExitCode { get; private set; } = 130;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context, int number)
    {
        if (_source.IsCancellationRequested)
            return;
        context.Cancel = true;
        ExitCode = 128 + number;
        _source.Cancel();
    }
}
