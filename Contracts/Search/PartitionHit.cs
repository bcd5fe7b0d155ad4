namespace ClipGrid.Contracts.Search;

/// <summary>A hit of a partition: an item by key, without what is said of it.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionHit")]
public sealed record PartitionHit
{
    /// <summary>The item.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Cosine similarity.</summary>
    [Id(1)]
    public required float Score { get; init; }

    /// <summary>The caption's number where captions are searched; otherwise null.</summary>
    [Id(2)]
    public int? CaptionIndex { get; init; }

    /// <summary>The picture's digest, if vectors are wanted.</summary>
    [Id(3)]
    public string? Digest { get; init; }

    /// <summary>The picture's vector, if wanted.</summary>
    [Id(4)]
    public ReadOnlyMemory<float> Vector { get; init; }
}
