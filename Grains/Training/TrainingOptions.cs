namespace ClipGrid.Grains.Training;

/// <summary>How a silo trains.</summary>
public sealed record TrainingOptions
{
    /// <summary>A local folder for what a session needs while it runs; nothing in it outlives its session.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Bytes of encoded pictures that a session keeps in memory; a larger data set is read from local copies of its shards.</summary>
    public long PictureMemory { get; init; } = 512L << 20;

    /// <summary>A run that its session did not answer for so long stops before its next step.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So much later than the run itself a session takes a silent run for lost.</summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a run says that it lives.</summary>
    public TimeSpan PulseInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a run asks the blob store whether another has taken its session over.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A run that cannot store its checkpoint for so long pauses.</summary>
    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromMinutes(5);
}
