namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>What an ingest has just done; tests interrupt it there.</summary>
internal enum IngestPoint
{
    /// <summary>A shard is in the store.</summary>
    ShardPut,

    /// <summary>Its index is, too.</summary>
    IndexPut,

    /// <summary>The refused samples since the last checkpoint are.</summary>
    RefusedPut,

    /// <summary>The checkpoint is durable.</summary>
    Committed,
}
