namespace ClipGrid.Dashboard.Datasets;

/// <summary>An immutable version of a data set.</summary>
internal sealed record DatasetVersionAnswer
{
    /// <summary>What to name it by: emoji@2.</summary>
    public required string Id { get; init; }

    /// <summary>Its number, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The ingest that made it.</summary>
    public required string Ingest { get; init; }

    /// <summary>Where its new items came from.</summary>
    public required string Source { get; init; }

    /// <summary>When it was completed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its items when it was made.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Items that it added.</summary>
    public required long AddedCount { get; init; }

    /// <summary>Samples that its ingest refused.</summary>
    public required long RefusedCount { get; init; }

    /// <summary>Its partitions.</summary>
    public required int PartitionCount { get; init; }

    /// <summary>Size of its shards in bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>The same digest is the same data.</summary>
    public required string Digest { get; init; }

    /// <summary>Labels with the number of items; at most 10,000. Empty in lists: ask for the version.</summary>
    public required IReadOnlyDictionary<string, long> LabelCounts { get; init; }
}
