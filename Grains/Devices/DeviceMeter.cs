using System.Diagnostics.Metrics;
using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>
/// The grid's devices as metrics, told by the silo that has the inventory, and by no other: a sum over the silos is right. Safe for any number
/// of callers.
/// </summary>
internal sealed class DeviceMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.Devices";

    private readonly Meter _meter = new(Name);
    private volatile DeviceCounts? _counts;

    /// <summary>Creates the instruments.</summary>
    public DeviceMeter()
    {
        _meter.CreateObservableGauge("clipgrid.devices.count", () => Count(counts => counts.Devices), "{device}", "Devices of the grid that sessions may be given.");
        _meter.CreateObservableGauge("clipgrid.devices.leased", () => Count(counts => counts.Leased), "{device}", "Devices of the grid that sessions have.");
        _meter.CreateObservableGauge("clipgrid.sessions.waiting", () => _counts is { } counts ? [new Measurement<int>(counts.WaitingCount)] : Array.Empty<Measurement<int>>(), "{session}", "Sessions that wait for a device.");
    }

    /// <summary>Shows what the inventory has; null where it is not here any more.</summary>
    public void Show(DeviceCounts? counts) => _counts = counts;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Count(Func<DeviceCounts, IReadOnlyList<DeviceKind>> read)
    {
        if (_counts is not { } counts)
            yield break;
        yield return Of(read(counts), DeviceKind.Cpu, "cpu");
        yield return Of(read(counts), DeviceKind.Cuda, "cuda");
    }

    private static Measurement<int> Of(IReadOnlyList<DeviceKind> kinds, DeviceKind kind, string name) =>
        new(kinds.Count(one => one == kind), new KeyValuePair<string, object?>("clipgrid.kind", name));
}
