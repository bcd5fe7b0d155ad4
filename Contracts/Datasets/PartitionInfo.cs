namespace ClipGrid.Contracts.Datasets;

/// <summary>A partition, as the map of a version lists it.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionInfo")]
public sealed record PartitionInfo
{
    /// <summary>Which one.</summary>
    [Id(0)]
    public required PartitionId Id { get; init; }

    /// <summary>Items written, those included that were deleted or replaced since.</summary>
    [Id(1)]
    public required int ItemCount { get; init; }

    /// <summary>Captions of all its items.</summary>
    [Id(2)]
    public required int CaptionCount { get; init; }

    /// <summary>Size of its shard in bytes.</summary>
    [Id(3)]
    public required long ByteCount { get; init; }

    /// <summary>SHA-256 of its shard, in lower-case hexadecimal digits.</summary>
    [Id(4)]
    public required string Digest { get; init; }
}
