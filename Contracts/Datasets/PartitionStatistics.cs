using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A partition's share of a version's statistics, or all shares together: what has a size of its own however many items there are.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionStatistics")]
public sealed record PartitionStatistics
{
    /// <summary>Items that the version shows.</summary>
    [Id(0)]
    public required long ItemCount { get; init; }

    /// <summary>Items without a label.</summary>
    [Id(1)]
    public required long UnlabelledCount { get; init; }

    /// <summary>Widths of the pictures in pixels.</summary>
    [Id(2)]
    public required Histogram Widths { get; init; }

    /// <summary>Heights of the pictures in pixels.</summary>
    [Id(3)]
    public required Histogram Heights { get; init; }

    /// <summary>Sizes of the pictures' files in bytes.</summary>
    [Id(4)]
    public required Histogram FileSizes { get; init; }

    /// <summary>Lengths of the captions in characters.</summary>
    [Id(5)]
    public required Histogram CaptionLengths { get; init; }

    /// <summary>Captions of an item.</summary>
    [Id(6)]
    public required Histogram CaptionsPerItem { get; init; }

    /// <summary>Pictures of each media type.</summary>
    [Id(7)]
    public required ImmutableSortedDictionary<string, long> MediaTypes { get; init; }

    /// <summary>How long the captions are for a model; null where none was named.</summary>
    [Id(8)]
    public CaptionTokens? Tokens { get; init; }
}
