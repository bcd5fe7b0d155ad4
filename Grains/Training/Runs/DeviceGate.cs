using System.Collections.Concurrent;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// Lets one run at a time compute on a device of this silo. The inventory gives each device to one session; a run that is still ending, or
/// an inventory that has just moved, must not put two on it.
/// </summary>
internal sealed class DeviceGate : IDisposable
{
    private readonly ConcurrentDictionary<(DeviceKind Kind, int Number), SemaphoreSlim> _free = new();
    private readonly ConcurrentDictionary<(DeviceKind Kind, int Number), SessionId> _holders = new();

    /// <summary>Waits for a device; it is free again with the disposal of what is returned.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="device">Which device.</param>
    /// <param name="waits">Told why it waits, if it must.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IDisposable> EnterAsync(SessionId session, (DeviceKind Kind, int Number) device, Action<string> waits, CancellationToken cancellationToken)
    {
        SemaphoreSlim free = _free.GetOrAdd(device, static _ => new SemaphoreSlim(1, 1));
        Task entering = free.WaitAsync(cancellationToken);
        if (!entering.IsCompleted)
            waits($"It waits until session {_holders.GetValueOrDefault(device)} leaves the device.");
        await entering.ConfigureAwait(false);
        _holders[device] = session;
        return new Pass(free);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SemaphoreSlim free in _free.Values)
            free.Dispose();
    }

    private sealed class Pass(SemaphoreSlim free) : IDisposable
    {
        private int _isBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isBack, 1) == 0)
                free.Release();
        }
    }
}
