using System.Collections.Immutable;
using System.Security.Cryptography;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// The vectors of partitions in the blob store: a blob for each chunk, as it is computed, and a manifest with their digests when all are
/// there. Safe for any number of callers.
/// </summary>
internal sealed class VectorStore(IBlobStore blobs)
{
    private const string Manifest = "manifest.json";
    private const int ReadsAtOnce = 4;

    /// <summary>The manifest, or null where not all is embedded yet.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<VectorManifest?> FindManifestAsync(VectorSetId set, CancellationToken cancellationToken) =>
        await FindAsync(set.Prefix + Manifest, cancellationToken).ConfigureAwait(false) is { } bytes ? VectorManifest.Read(bytes, set.Prefix + Manifest) : null;

    /// <summary>Says that all chunks are there.</summary>
    public Task WriteManifestAsync(VectorSetId set, VectorManifest manifest, CancellationToken cancellationToken) =>
        blobs.PutAsync(set.Prefix + Manifest, manifest.ToBytes(), BlobCondition.None, cancellationToken);

    /// <summary>A chunk, or null where there is none, or one of other items, or a broken one.</summary>
    public async Task<StoredChunk?> FindChunkAsync(VectorSetId set, string itemsDigest, int first, CancellationToken cancellationToken)
    {
        string name = VectorChunk.NameOf(set, first);
        if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return null;
        try
        {
            return VectorChunk.Read(bytes, name, set, itemsDigest, first) is { } chunk ? new StoredChunk(chunk, Sha256(bytes)) : null;
        }
        catch (GridException error) when (error.Problem == GridProblem.Corrupt)
        {
            return null;
        }
    }

    /// <summary>Writes a chunk.</summary>
    public async Task<StoredChunk> WriteChunkAsync(VectorSetId set, string itemsDigest, VectorChunk chunk, CancellationToken cancellationToken)
    {
        byte[] bytes = chunk.ToBytes(set, itemsDigest);
        await blobs.PutAsync(VectorChunk.NameOf(set, chunk.First), bytes, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        return new StoredChunk(chunk, Sha256(bytes));
    }

    /// <summary>All vectors of a partition, each chunk checked; null where not all is embedded.</summary>
    /// <exception cref="GridException">Corrupt: names the chunk.</exception>
    public async Task<PartitionVectors?> LoadAsync(PartitionItems items, ModelDigest model, CancellationToken cancellationToken)
    {
        VectorSetId set = new(items.Id, model);
        VectorManifest? manifest = await FindManifestAsync(set, cancellationToken).ConfigureAwait(false);
        string itemsDigest = ItemsDigest.Of(items);
        if (manifest is null || manifest.ItemsDigest != itemsDigest)
            return null;
        if (manifest.Model != model || manifest.ItemCount != items.Items.Length || manifest.CaptionCount != items.CaptionStarts[^1] || manifest.Dimension < 1
            || !manifest.Chunks.Select(chunk => chunk.First).SequenceEqual(Enumerable.Range(0, (manifest.ItemCount + VectorChunk.ItemCount - 1) / VectorChunk.ItemCount).Select(chunk => chunk * VectorChunk.ItemCount)))
            throw VectorChunk.Broken(set.Prefix + Manifest, "it speaks of another model or other items", null);
        float[] pictures = new float[checked(manifest.ItemCount * manifest.Dimension)];
        float[] captions = new float[checked(manifest.CaptionCount * manifest.Dimension)];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(manifest.Chunks, parallel, async (entry, token) =>
        {
            VectorChunk chunk = await ReadAsync(set, itemsDigest, entry, token).ConfigureAwait(false);
            Place(chunk, items, manifest.Dimension, pictures, captions, VectorChunk.NameOf(set, entry.First));
        }).ConfigureAwait(false);
        return new PartitionVectors { Model = model, Dimension = manifest.Dimension, Pictures = pictures, Captions = captions };
    }

    /// <summary>How many of a partition's items have vectors in the store.</summary>
    public async Task<int> CountAsync(VectorSetId set, int itemCount, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (BlobInfo blob in blobs.ListAllAsync(set.Prefix, cancellationToken).ConfigureAwait(false))
            if (!blob.Name.EndsWith(Manifest, StringComparison.Ordinal))
                count += VectorChunk.ItemCount;
        return Math.Min(count, itemCount);
    }

    /// <summary>The models under which all of a partition is embedded.</summary>
    public async Task<ImmutableArray<ModelDigest>> ListModelsAsync(PartitionId partition, CancellationToken cancellationToken)
    {
        SortedSet<string> models = new(StringComparer.Ordinal);
        string number = $"{partition.Number:D6}/{Manifest}";
        await foreach (BlobInfo blob in blobs.ListAllAsync(string.Create(null, $"{GridPaths.Embeddings(partition.Dataset)}{partition.Version}/"), cancellationToken).ConfigureAwait(false))
            if (blob.Name.EndsWith("/" + number, StringComparison.Ordinal))
                models.Add(blob.Name.Split('/')[3]);
        return [.. models.Select(model => ModelDigest.Parse(model))];
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void Place(VectorChunk chunk, PartitionItems items, int dimension, float[] pictures, float[] captions, string name)
    {
        int end = Math.Min(chunk.First + VectorChunk.ItemCount, items.Items.Length);
        if (chunk.Dimension != dimension || chunk.First < 0 || chunk.First >= end
            || chunk.PictureVectors.Length != (end - chunk.First) * dimension
            || chunk.CaptionVectors.Length != (items.CaptionStarts[end] - items.CaptionStarts[chunk.First]) * dimension)
            throw VectorChunk.Broken(name, "it has not as many vectors as its items need", null);
        chunk.PictureVectors.CopyTo(pictures.AsSpan(chunk.First * dimension));
        chunk.CaptionVectors.CopyTo(captions.AsSpan(items.CaptionStarts[chunk.First] * dimension));
    }

    private async Task<VectorChunk> ReadAsync(VectorSetId set, string itemsDigest, VectorChunkEntry entry, CancellationToken cancellationToken)
    {
        string name = VectorChunk.NameOf(set, entry.First);
        byte[] bytes = await FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw VectorChunk.Broken(name, "it is gone", null);
        if (Sha256(bytes) != entry.Sha256)
            throw VectorChunk.Broken(name, "its SHA-256 is not the one in the manifest", null);
        return VectorChunk.Read(bytes, name, set, itemsDigest, entry.First) ?? throw VectorChunk.Broken(name, "it was made of other items", null);
    }

    private async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem == GridProblem.NotFound)
        {
            return null;
        }
    }
}
