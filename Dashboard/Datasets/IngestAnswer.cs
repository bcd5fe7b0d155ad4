using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>How far an ingest is.</summary>
internal sealed record IngestAnswer
{
    /// <summary>The ingest.</summary>
    public required string Id { get; init; }

    /// <summary>The data set.</summary>
    public required string Dataset { get; init; }

    /// <summary>The version that it makes.</summary>
    public required int Version { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>Items taken in.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Samples refused.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Samples skipped because the data set has them already.</summary>
    public required long UnchangedCount { get; init; }

    /// <summary>Samples in the source, if that can be known beforehand.</summary>
    public long? TotalCount { get; init; }

    /// <summary>Bytes of pictures taken in.</summary>
    public required long ByteCount { get; init; }

    /// <summary>Why it failed, or, while it runs, what it waits for; otherwise null.</summary>
    public string? Message { get; init; }
}
