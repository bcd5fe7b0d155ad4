using System.Collections.Immutable;
using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Quotas;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Hosting;

/// <summary>Where a silo keeps things.</summary>
public sealed record GrainsOptions
{
    /// <summary>The folder on its own disk: caches and scratch files lie there.</summary>
    public required string DataFolder { get; init; }

    /// <summary>What the silo is there for.</summary>
    public SiloRole Role { get; init; }

    /// <summary>Whether callers must bring a key.</summary>
    public bool AsksForKeys { get; init; }

    /// <summary>The folders of its machine that data and models are brought in from; null for every one.</summary>
    public ImmutableArray<string>? SourceFolders { get; init; }

    /// <summary>How much the grid keeps and takes on.</summary>
    public QuotaOptions Quotas { get; init; } = new();

    /// <summary>The store for everything that must last.</summary>
    public required BlobStorageOptions Storage { get; init; }
}
