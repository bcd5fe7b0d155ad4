namespace ClipGrid.Grains.Models;

/// <summary>Where a silo keeps the files of the models that it uses.</summary>
public sealed record ModelCacheOptions
{
    /// <summary>
    /// A folder on the silo's own disk; made if there is none. All in it can be fetched again, so it needs no backup. Silos on one
    /// machine may share it.
    /// </summary>
    public required string Folder { get; init; }
}
