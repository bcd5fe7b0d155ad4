using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Embedding;

/// <summary>Names a partition's vectors under a model.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Model">The model.</param>
internal readonly record struct VectorSetId(PartitionId Partition, ModelDigest Model)
{
    /// <summary>Where they lie.</summary>
    public string Prefix => GridPaths.Embeddings(Partition, Model);

    /// <inheritdoc/>
    public override string ToString() => $"{Partition}/{Model.Short}";
}
