namespace ClipGrid.Grains.Cluster;

/// <summary>Where a silo keeps files that are of no use after it has ended.</summary>
public sealed record ScratchOptions
{
    /// <summary>A folder of the silo's own on a local disk; it is emptied when the silo starts.</summary>
    public required string Folder { get; init; }
}
