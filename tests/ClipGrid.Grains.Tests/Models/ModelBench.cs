using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>A model store over files, in a folder that is gone after the test.</summary>
internal sealed class ModelBench : IDisposable
{
    public ModelBench()
    {
        Blobs = new WatchedBlobStore(new FileBlobStore(Folder.File("blobs")));
        Store = NewSilo("cache");
    }

    public static ModelName Name { get; } = ModelName.Parse("demo");

    public TemporaryFolder Folder { get; } = new();

    public WatchedBlobStore Blobs { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public ModelStore Store { get; }

    /// <summary>The store as another process has it, with a cache folder of its own or the same one.</summary>
    public ModelStore NewSilo(string cache)
    {
        ModelCacheOptions options = new() { Folder = Folder.File(cache) };
        return new ModelStore(Blobs, new ModelCache(options, Clock, NullLogger<ModelCache>.Instance), options, Clock);
    }

    public Task<ModelVersionInfo> StoreAsync(string folder, ModelName? name = null, CancellationToken cancellationToken = default) =>
        Store.StoreAsync(name ?? Name, folder, new ModelLineage { ImportedFrom = folder }, ImmutableSortedDictionary<string, double>.Empty.Add("recall@10", 0.5), cancellationToken);

    /// <summary>Puts other bytes in the place of a version's file.</summary>
    public async Task DamageAsync(ModelVersionId id, string file)
    {
        string name = $"models/{id.Name}/{id.Digest}/files/{file}";
        byte[] bytes = await Blobs.GetAsync(name, null, CancellationToken.None);
        bytes[bytes.Length / 2] ^= 1;
        await Blobs.PutAsync(name, (ReadOnlyMemory<byte>)bytes, BlobCondition.None, CancellationToken.None);
    }

    public void Dispose() => Folder.Dispose();
}
