using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Storage;
using SkiaSharp;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A data set of small pictures in two partitions, as an ingest would leave it.</summary>
internal sealed class TestDataset : IPartitionStore
{
    public const int ItemCount = 40;
    private static readonly string[] Colors = ["red", "green", "blue", "yellow"];
    private static readonly string[] Shapes = ["square", "disc"];
    private readonly Dictionary<PartitionId, (PartitionItems Items, byte[] Shard)> _partitions = [];

    /// <param name="poisonRow">An item whose picture is none.</param>
    /// <param name="sizes">Items of each partition; 25 and 15 if left out.</param>
    /// <param name="isLabelled">True for labels in place of captions.</param>
    public TestDataset(int? poisonRow = null, int[]? sizes = null, bool isLabelled = false)
    {
        int first = 0;
        foreach ((int number, int count) in (sizes ?? [25, 15]).Index())
        {
            PartitionId id = new(Name, 1, number);
            using MemoryStream shard = new();
            ImmutableArray<StoredItem> items = [.. Enumerable.Range(first, count).Select(i => Append(id, i, i == poisonRow ? [1, 2, 3] : Picture(i), isLabelled, shard))];
            _partitions.Add(id, (new PartitionItems(id, items), shard.ToArray()));
            first += count;
        }
        Version = new DatasetVersionInfo
        {
            Dataset = Name,
            Version = 1,
            Operation = OperationId.New(),
            Source = "drawn",
            CreatedAt = DateTimeOffset.UnixEpoch,
            ItemCount = first,
            AddedCount = first,
            RefusedCount = 0,
            Digest = "d1",
            Partitions = [.. _partitions.Select(one => new PartitionInfo
            {
                Id = one.Key,
                ItemCount = one.Value.Items.Items.Length,
                CaptionCount = one.Value.Items.CaptionStarts[^1],
                ByteCount = one.Value.Shard.Length,
                Digest = Convert.ToHexStringLower(SHA256.HashData(one.Value.Shard)),
            })],
        };
    }

    public static DatasetName Name { get; } = DatasetName.Parse("shapes");

    public DatasetVersionInfo Version { get; }

    public IEnumerable<StoredItem> Items => _partitions.Values.SelectMany(partition => partition.Items.Items);

    public static byte[] Picture(int seed)
    {
        Random random = new(seed);
        using SKBitmap bitmap = new(18 + (seed % 3), 16);
        for (int y = 0; y < bitmap.Height; y++)
            for (int x = 0; x < bitmap.Width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)random.Next(256), (byte)(seed * 6), (byte)random.Next(256)));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public async Task WriteShardsAsync(IBlobStore blobs)
    {
        foreach ((PartitionId id, (_, byte[] shard)) in _partitions)
            await blobs.PutAsync(GridPaths.Shard(id), shard, BlobCondition.None, CancellationToken.None);
    }

    public Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken) =>
        _partitions.TryGetValue(id, out (PartitionItems Items, byte[] Shard) partition)
            ? Task.FromResult(partition.Items)
            : throw new GridException(GridProblem.NotFound, $"There is no partition {id}.");

    public Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken) =>
        Task.FromResult(_partitions[id].Shard.AsSpan((int)(item.Offset + offset), (int)length).ToArray());

    public async IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (StoredItem item in items.Items.Skip(start).Take(count))
            yield return await ReadPictureAsync(items.Id, item, 0, item.Info.ByteCount, cancellationToken);
    }

    private static StoredItem Append(PartitionId id, int i, byte[] picture, bool isLabelled, MemoryStream shard)
    {
        shard.Write(new byte[7]);
        long offset = shard.Position;
        shard.Write(picture);
        string what = $"{Colors[i % 4]} {Shapes[i % 2]} number {i}";
        return new StoredItem(
            new ItemInfo
            {
                Key = $"item-{i:D2}",
                Partition = id,
                Captions = i % 5 == 4 || isLabelled ? [] : i % 2 == 0 ? [$"a {what}"] : [$"a {what}", $"this shows a {what}"],
                Label = i % 5 == 4 || isLabelled || i % 3 == 0 ? Colors[i % 4] : null,
                MediaType = "image/png",
                Width = 18,
                Height = 16,
                ByteCount = picture.Length,
                Digest = Convert.ToHexStringLower(SHA256.HashData(picture)),
            },
            offset);
    }
}
