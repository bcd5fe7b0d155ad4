namespace ClipGrid.Grains.Devices;

/// <summary>The times of the inventory.</summary>
internal sealed record DeviceLedgerOptions
{
    /// <summary>After so long without a word a silo loses its devices, a lease ends and a place in the queue is given up.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a silo publishes its devices.</summary>
    public TimeSpan PublishInterval { get; init; } = TimeSpan.FromSeconds(2);
}
