namespace ClipGrid.Grains.Devices;

/// <summary>A place in the queue. Places compare by priority, then ticket, then session, then part, so that no two are equal.</summary>
/// <param name="Request">Who waits, and for what.</param>
/// <param name="AskedAt">When it last asked, by the ledger's clock.</param>
internal sealed record LedgerPlace(DeviceRequest Request, long AskedAt) : IComparable<LedgerPlace>
{
    /// <inheritdoc/>
    public int CompareTo(LedgerPlace? other)
    {
        if (other is null)
            return 1;
        if (Request.Priority != other.Request.Priority)
            return other.Request.Priority.CompareTo(Request.Priority);
        if (Request.Ticket != other.Request.Ticket)
            return Request.Ticket.CompareTo(other.Request.Ticket);
        return Request.Session != other.Request.Session
            ? string.CompareOrdinal(Request.Session.Value, other.Request.Session.Value)
            : Request.Part.CompareTo(other.Request.Part);
    }
}
