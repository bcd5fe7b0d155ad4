namespace ClipGrid.Grains.Devices;

/// <summary>A device, or a place in the queue.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceAnswer")]
internal sealed record DeviceAnswer
{
    /// <summary>What the session was given, or null if it waits.</summary>
    [Id(0)]
    public DeviceSlot? Slot { get; init; }

    /// <summary>Its place in the queue from 1, or 0 if it was given a device.</summary>
    [Id(1)]
    public int Position { get; init; }

    /// <summary>Why it waits, in a sentence; null if it was given a device.</summary>
    [Id(2)]
    public string? Reason { get; init; }
}
