using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>What the items of a version are like, deleted and replaced ones left out.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetStatistics")]
public sealed record DatasetStatistics
{
    /// <summary>Most labels that are counted one by one.</summary>
    public const int MostLabels = 200;

    /// <summary>Most groups of twins that are named.</summary>
    public const int MostTwins = 20;

    /// <summary>The version.</summary>
    [Id(0)]
    public required DatasetRef Dataset { get; init; }

    /// <summary>Counts and histograms.</summary>
    [Id(1)]
    public required PartitionStatistics Items { get; init; }

    /// <summary>Different labels.</summary>
    [Id(2)]
    public required long LabelCount { get; init; }

    /// <summary>The most frequent labels, those first; ties in ordinal order. At most <see cref="MostLabels"/>, fewer where they are long.</summary>
    [Id(3)]
    public required ImmutableArray<LabelCount> Labels { get; init; }

    /// <summary>Items whose picture another item has too, byte for byte.</summary>
    [Id(4)]
    public required long TwinCount { get; init; }

    /// <summary>Different pictures among them.</summary>
    [Id(5)]
    public required long TwinGroupCount { get; init; }

    /// <summary>The pictures that most items have, those first; ties by digest. At most <see cref="MostTwins"/>.</summary>
    [Id(6)]
    public required ImmutableArray<DigestTwins> Twins { get; init; }

    /// <summary>Items.</summary>
    public long ItemCount => Items.ItemCount;

    /// <summary>Captions of all items.</summary>
    public long CaptionCount => Items.CaptionsPerItem.Sum;

    /// <summary>Bytes of all pictures' files.</summary>
    public long ByteCount => Items.FileSizes.Sum;
}
