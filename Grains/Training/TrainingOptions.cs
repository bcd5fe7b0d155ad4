namespace ClipGrid.Grains.Training;

/// <summary>How a silo trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>A local folder for what a session needs while it runs; nothing in it outlives its session.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Bytes of encoded pictures that a session keeps in memory; a larger data set is read from local copies of its shards.</summary>
    public long PictureMemory { get; init; } = 512L << 20;

    /// <summary>How long the blob store may be away before a session that has a checkpoint to store pauses.</summary>
    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromMinutes(5);
}
