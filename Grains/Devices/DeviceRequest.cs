using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Devices;

/// <summary>A session asks for a device. It asks again every second or two until it is given one.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceRequest")]
internal sealed record DeviceRequest
{
    /// <summary>Who asks.</summary>
    [Id(0)]
    public required SessionId Session { get; init; }

    /// <summary>Higher comes first.</summary>
    [Id(1)]
    public required int Priority { get; init; }

    /// <summary>Among equal priorities the smaller one comes first; from <see cref="ITicketGrain"/>, once in a session's life.</summary>
    [Id(2)]
    public required long Ticket { get; init; }

    /// <summary>Memory that its run needs on the device.</summary>
    [Id(3)]
    public required long NeededBytes { get; init; }

    /// <summary>The kind that it needs, or null for any.</summary>
    [Id(4)]
    public DeviceKind? Kind { get; init; }

    /// <summary>Which part of its batches is to be computed there; 0 is the run itself.</summary>
    [Id(5)]
    public int Part { get; init; }

    /// <summary>Who waits.</summary>
    public RunPart Holder => new(Session, Part);
}
