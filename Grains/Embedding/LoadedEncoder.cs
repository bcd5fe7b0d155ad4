using ClipGrid.Contracts.Models;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>A model that a silo has loaded, or loads.</summary>
/// <param name="id">Which one.</param>
internal sealed class LoadedEncoder(ModelVersionId id)
{
    /// <summary>Which one.</summary>
    public ModelVersionId Id { get; } = id;

    /// <summary>Its encoder, once it is loaded.</summary>
    public required Task<(ModelVersionInfo Model, ClipEncoder Encoder)> Loading { get; init; }

    /// <summary>How many hold a lease on it or wait for one; under the host's lock.</summary>
    public int LeaseCount { get; set; }

    /// <summary>Rises with each use; under the host's lock.</summary>
    public long LastUse { get; set; }

    /// <summary>Bytes of its files, or 0 while it loads; under the host's lock.</summary>
    public long ByteCount { get; set; }
}
