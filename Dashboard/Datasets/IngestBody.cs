using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Pictures on the silo's machine that become the next version of a data set.</summary>
internal sealed record IngestBody
{
    /// <summary>A folder or a file on the silo's machine.</summary>
    public required string Path { get; init; }

    /// <summary>How they lie there; auto (the default) looks.</summary>
    public DatasetFormat Format { get; init; }

    /// <summary>What becomes of keys that the data set has already: refuse (the default) or replace.</summary>
    public OnExisting OnExisting { get; init; }

    /// <summary>Most items of a partition, 1 to 100,000; 2,048 if left away.</summary>
    public int MaxPartitionItems { get; init; } = new IngestOptions().MaxPartitionItems;

    /// <summary>Names for numbered labels.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Of idx files: train or t10k; both if left away.</summary>
    public string? Split { get; init; }
}
