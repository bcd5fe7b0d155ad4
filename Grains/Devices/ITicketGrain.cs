namespace ClipGrid.Grains.Devices;

/// <summary>Numbers that grow, for who came first; there is one, its key is <see cref="Key"/>.</summary>
[Alias("clipgrid.ITicketGrain")]
internal interface ITicketGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "grid";

    /// <summary>A number that is larger than all before it; some are left out.</summary>
    /// <exception cref="Contracts.Errors.GridException">Unavailable, StorageFull: the storage does not take the counter.</exception>
    [Alias("Take")]
    Task<long> TakeAsync(CancellationToken cancellationToken);
}
