using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Models;

/// <summary>Where a version comes from.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelLineage")]
public sealed record ModelLineage
{
    /// <summary>The folder that it was imported from, or null.</summary>
    [Id(0)]
    public string? ImportedFrom { get; init; }

    /// <summary>The session that trained it, or null.</summary>
    [Id(1)]
    public SessionId? Session { get; init; }

    /// <summary>The data set version that it was trained on, or null.</summary>
    [Id(2)]
    public DatasetRef? Dataset { get; init; }

    /// <summary>Digest of that data set version, or null.</summary>
    [Id(3)]
    public string? DatasetDigest { get; init; }

    /// <summary>The versions that it was made from.</summary>
    [Id(4)]
    public ImmutableArray<ModelVersionId> Parents { get; init; } = [];

    /// <summary>Step of the session, or null.</summary>
    [Id(5)]
    public long? Step { get; init; }
}
