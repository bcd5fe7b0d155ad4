using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Quotas;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>What an ingest is to do.</summary>
internal sealed record IngestJob
{
    /// <summary>The data set.</summary>
    public required DatasetName Dataset { get; init; }

    /// <summary>The version to write.</summary>
    public required int Version { get; init; }

    /// <summary>Limits, and what becomes of known keys.</summary>
    public required IngestOptions Options { get; init; }

    /// <summary>What the data set has, and what this ingest has written up to <see cref="From"/>.</summary>
    public required KnownItems Known { get; init; }

    /// <summary>How much the data set may have.</summary>
    public QuotaOptions Quotas { get; init; } = new();

    /// <summary>Bytes that it has in earlier partitions.</summary>
    public long EarlierByteCount { get; init; }

    /// <summary>Where to go on.</summary>
    public IngestCheckpoint From { get; init; } = IngestCheckpoint.None;

    /// <summary>Makes a checkpoint durable.</summary>
    public required Func<IngestCheckpoint, CancellationToken, Task> CommitAsync { get; init; }

    /// <summary>Counted along.</summary>
    public IngestProgress Progress { get; init; } = new();
}
