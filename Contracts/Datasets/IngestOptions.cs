using System.Collections.Immutable;

namespace ClipGrid.Contracts.Datasets;

/// <summary>How a source becomes partitions.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.IngestOptions")]
public sealed record IngestOptions
{
    /// <summary>Most items of a partition, 1 to 100,000.</summary>
    [Id(0)]
    public int MaxPartitionItems { get; init; } = 2048;

    /// <summary>Bytes of pictures after which a partition is full, 1 MiB to 4 GiB.</summary>
    [Id(1)]
    public long MaxPartitionBytes { get; init; } = 256L << 20;

    /// <summary>Largest picture file in bytes, 1 to 64 MiB.</summary>
    [Id(2)]
    public long MaxPictureBytes { get; init; } = 64L << 20;

    /// <summary>Largest picture in pixels, 1 to 2^26.</summary>
    [Id(3)]
    public long MaxPicturePixels { get; init; } = 1L << 26;

    /// <summary>Longest caption in UTF-16 characters, 1 to 100,000.</summary>
    [Id(4)]
    public int MaxCaptionLength { get; init; } = 10_000;

    /// <summary>What becomes of keys that the data set has already.</summary>
    [Id(5)]
    public OnExisting OnExisting { get; init; }

    /// <summary>Names for numbered labels (.cls, idx): label number i is called <c>LabelNames[i]</c>. Empty: the numbers themselves.</summary>
    [Id(6)]
    public ImmutableArray<string> LabelNames { get; init; } = [];

    /// <summary>For idx sources: which pair of files to read, "train" or "t10k"; null reads all and adds the pair's name as metadata "split".</summary>
    [Id(7)]
    public string? Split { get; init; }
}
