using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>Lets one session at a time train on the silo's device; the others wait in the order in which they came.</summary>
internal sealed class DeviceGate : IDisposable
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private string? _holder;

    /// <summary>Waits for the device; it is free again with the disposal of what is returned.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="waits">Told why it waits, if it must.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(SessionId session, Action<string> waits, CancellationToken cancellationToken)
    {
        Task entering = _free.WaitAsync(cancellationToken);
        if (!entering.IsCompleted)
            waits($"It waits for the device of this silo: {Volatile.Read(ref _holder) ?? "another session"} trains on it.");
        await entering.ConfigureAwait(false);
        Volatile.Write(ref _holder, $"session {session}");
        return new Pass(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private sealed class Pass(DeviceGate gate) : IDisposable
    {
        private int _isBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isBack, 1) == 0)
                gate._free.Release();
        }
    }
}
