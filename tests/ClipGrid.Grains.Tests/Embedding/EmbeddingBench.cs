using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Storage;
using ClipGrid.Model.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>An embedder over a stub of a model and a partition in memory; a new one over the same blobs is a new process.</summary>
internal sealed class EmbeddingBench : IEncoderHost, IPartitionStore, IAsyncDisposable
{
    private readonly BackgroundWork _work = new(NullLogger<BackgroundWork>.Instance);
    private readonly ClipEncoder _encoder;

    internal EmbeddingBench(IBlobStore blobs, PartitionItems items)
    {
        Items = items;
        Vectors = new VectorStore(blobs);
        _encoder = new ClipEncoder(Backend, new EncoderOptions(), TimeProvider.System);
        Embedder = new PartitionEmbedder(this, Vectors, this, _work, new EmbeddingOptions());
        Embeddings = new PartitionEmbeddings(Set, Vectors, Embedder, () => Task.FromResult(Items));
    }

    internal static ModelVersionId Model { get; } = new(ModelName.Parse("demo"), ModelDigest.Parse(new string('b', 64)));

    internal StubBackend Backend { get; } = new();

    internal PartitionItems Items { get; }

    internal VectorStore Vectors { get; }

    internal PartitionEmbedder Embedder { get; }

    internal PartitionEmbeddings Embeddings { get; }

    internal VectorSetId Set => new(Items.Id, Model.Digest);

    internal static PartitionItems Make(int count, Func<int, string>? picture = null, Func<int, ImmutableArray<string>>? captions = null)
    {
        PartitionId id = new(DatasetName.Parse("set"), 1, 0);
        return new PartitionItems(id, [.. Enumerable.Range(0, count).Select(row => new StoredItem(
            new ItemInfo
            {
                Key = $"item {row}",
                Partition = id,
                Captions = captions?.Invoke(row) ?? [.. Enumerable.Range(0, row % 3).Select(c => $"caption {c} of {row}")],
                Label = picture?.Invoke(row) ?? $"picture {row}",
                MediaType = "image/png",
                Width = 1,
                Height = 1,
                ByteCount = 10,
                Digest = string.Create(null, $"{row:x64}"),
            },
            0))]);
    }

    /// <summary>Embeds and waits for the end.</summary>
    internal async Task<PartitionEmbedding> EmbedAsync(CancellationToken cancellationToken)
    {
        await Embeddings.StartAsync(Model, cancellationToken);
        await _work.WhenEndedAsync($"embed/{Items.Id}/{Model.Digest}");
        return await Embeddings.GetAsync(cancellationToken);
    }

    public Task<EncoderLease> GetAsync(ModelVersionId id, CancellationToken cancellationToken) =>
        Task.FromResult(new EncoderLease(Search.MemoryGrid.Model, _encoder, () => { }));

    public Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken) => Task.FromResult(Items);

    public Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken) => throw new NotSupportedException();

    // The label stands for the picture's content.
    public async IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (StoredItem item in items.Items.Skip(start).Take(count))
        {
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes(item.Info.Label!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        await _encoder.DisposeAsync();
        Embedder.Dispose();
    }
}
