namespace ClipGrid.Grains.Devices;

/// <summary>What the tickets' grain keeps durably.</summary>
internal sealed record TicketState
{
    /// <summary>All tickets below it may have been taken.</summary>
    public long Reserved { get; init; }
}
