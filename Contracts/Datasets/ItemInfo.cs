using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>An item: a picture and what is said of it.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ItemInfo")]
public sealed record ItemInfo
{
    /// <summary>Its id in its data set: 1 to 512 characters, case and accents count.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>The partition that owns it.</summary>
    [Id(1)]
    public required PartitionId Partition { get; init; }

    /// <summary>Its captions, none empty; may be none if it has a label.</summary>
    [Id(2)]
    public required ImmutableArray<string> Captions { get; init; }

    /// <summary>Its class, or null.</summary>
    [Id(3)]
    public string? Label { get; init; }

    /// <summary>Free metadata.</summary>
    [Id(4)]
    public ImmutableSortedDictionary<string, MetadataValue> Metadata { get; init; } = ImmutableSortedDictionary<string, MetadataValue>.Empty;

    /// <summary>By the picture's content: image/jpeg, image/png, image/webp, image/gif or image/bmp.</summary>
    [Id(5)]
    public required string MediaType { get; init; }

    /// <summary>Width of the picture in pixels.</summary>
    [Id(6)]
    public required int Width { get; init; }

    /// <summary>Height of the picture in pixels.</summary>
    [Id(7)]
    public required int Height { get; init; }

    /// <summary>Size of the picture's file in bytes.</summary>
    [Id(8)]
    public required long ByteCount { get; init; }

    /// <summary>SHA-256 of the picture's file, in lower-case hexadecimal digits.</summary>
    [Id(9)]
    public required string Digest { get; init; }
}
