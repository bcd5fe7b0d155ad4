using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>Items without pictures in partitions of 25,000, with random vectors: nobody has to embed them first.</summary>
internal sealed class WideDataset
{
    internal const int PartitionItemCount = 25_000;

    internal WideDataset(int partitionCount) => Partitions = Enumerable.Range(0, partitionCount).Select(Make).ToDictionary(items => items.Id);

    internal static DatasetName Name { get; } = DatasetName.Parse("wide");

    internal Dictionary<PartitionId, PartitionItems> Partitions { get; }

    internal int ItemCount => Partitions.Count * PartitionItemCount;

    /// <summary>Writes vectors as if they had been embedded; returns them, partition by partition.</summary>
    internal async Task<float[][]> WriteAsync(VectorStore store, ModelDigest model)
    {
        List<float[]> all = [];
        foreach (PartitionItems items in Partitions.Values)
        {
            float[] vectors = Vectors(items.Id.Number);
            all.Add(vectors);
            VectorSetId set = new(items.Id, model);
            string digest = ItemsDigest.Of(items);
            List<VectorChunkEntry> chunks = [];
            for (int first = 0; first < PartitionItemCount; first += VectorChunk.ItemCount)
            {
                int count = Math.Min(VectorChunk.ItemCount, PartitionItemCount - first);
                VectorChunk chunk = new()
                {
                    First = first,
                    Dimension = BenchModel.EmbedDim,
                    PictureVectors = vectors.AsSpan(first * BenchModel.EmbedDim, count * BenchModel.EmbedDim).ToArray(),
                    CaptionVectors = [],
                    TruncatedCaptionCount = 0,
                    FailedCount = 0,
                };
                chunks.Add(new VectorChunkEntry(first, (await store.WriteChunkAsync(set, digest, chunk, default)).Sha256));
            }
            await store.WriteManifestAsync(
                set,
                new VectorManifest
                {
                    FormatVersion = VectorManifest.CurrentFormat,
                    Model = model,
                    ItemsDigest = digest,
                    ItemCount = PartitionItemCount,
                    CaptionCount = 0,
                    Dimension = BenchModel.EmbedDim,
                    TruncatedCaptionCount = 0,
                    FailedCount = 0,
                    Chunks = [.. chunks],
                },
                default);
        }
        return [.. all];
    }

    private static float[] Vectors(int seed)
    {
        Random random = new(seed);
        float[] vectors = new float[PartitionItemCount * BenchModel.EmbedDim];
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = random.NextSingle() - 0.5f;
        for (int row = 0; row < PartitionItemCount; row++)
            Model.Evaluation.UnitVector.TryNormalize(vectors.AsSpan(row * BenchModel.EmbedDim, BenchModel.EmbedDim));
        return vectors;
    }

    /// <summary>The key of the item at a place among all.</summary>
    internal static string Key(Model.Evaluation.ScoredItem item) => string.Create(null, $"{item.Index / PartitionItemCount}-{item.Index % PartitionItemCount:D6}.jpg");

    private static PartitionItems Make(int number)
    {
        PartitionId id = new(Name, 1, number);
        return new PartitionItems(id, [.. Enumerable.Range(0, PartitionItemCount).Select(row => new StoredItem(
            new ItemInfo
            {
                Key = string.Create(null, $"{number}-{row:D6}.jpg"),
                Partition = id,
                Captions = [],
                Label = "none",
                MediaType = "image/jpeg",
                Width = 1,
                Height = 1,
                ByteCount = 1,
                Digest = string.Create(null, $"{(number * PartitionItemCount) + row:x64}"),
            },
            0))]);
    }
}
