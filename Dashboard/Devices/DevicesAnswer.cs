namespace ClipGrid.Dashboard.Devices;

/// <summary>The grid's devices and who waits for one.</summary>
/// <param name="Devices">The devices, by silo.</param>
/// <param name="Queue">Who waits, in their order.</param>
internal sealed record DevicesAnswer(IReadOnlyList<DeviceAnswer> Devices, IReadOnlyList<QueuedAnswer> Queue);
