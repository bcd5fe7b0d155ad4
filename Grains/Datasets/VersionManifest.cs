using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets;

/// <summary>A version's manifest.json: the one place that says what belongs to the version. It does not change once the version is there.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VersionManifest
{
    /// <summary>Version of this file's format: 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The version.</summary>
    public required DatasetVersionInfo Version { get; init; }

    /// <summary>Refused samples in each of the blobs that list them.</summary>
    public required ImmutableArray<int> RefusedChunks { get; init; }

    /// <summary>Samples that the version before had already.</summary>
    public required long UnchangedCount { get; init; }

    /// <summary>Bytes of the pictures that the version added.</summary>
    public required long AddedBytes { get; init; }

    /// <summary>Partitions that it added.</summary>
    public required int AddedPartitionCount { get; init; }
}
