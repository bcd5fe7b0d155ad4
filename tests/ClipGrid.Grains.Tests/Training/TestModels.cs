using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Models;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>Model versions in a local folder, named by the digest of their files.</summary>
internal sealed class TestModels(string root) : IModelStore
{
    private readonly ConcurrentDictionary<ModelVersionId, ModelVersionInfo> _stored = new();

    public Task<string> GetFolderAsync(ModelVersionId id, CancellationToken cancellationToken) =>
        _stored.ContainsKey(id) ? Task.FromResult(Folder(id)) : throw new GridException(GridProblem.NotFound, $"There is no {id}.");

    public Task<ModelVersionInfo> GetInfoAsync(ModelVersionId id, CancellationToken cancellationToken) => Task.FromResult(_stored[id]);

    public Task<ModelVersionInfo> StoreAsync(
        ModelName name, string folder, ModelLineage lineage, ImmutableSortedDictionary<string, double> metrics, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        ModelVersionId id = new(name, ModelDigest.Parse(Convert.ToHexStringLower(hash.GetHashAndReset())));
        Directory.CreateDirectory(Folder(id));
        foreach (string file in Directory.EnumerateFiles(folder))
            File.Copy(file, Path.Combine(Folder(id), Path.GetFileName(file)), overwrite: true);
        return Task.FromResult(_stored.GetOrAdd(id, new ModelVersionInfo
        {
            Id = id,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Architecture = "test",
            EmbedDim = 16,
            ImageSize = 16,
            ContextLength = 16,
            VocabSize = 1,
            ParameterCount = 1,
            LogitScale = 1,
            ByteCount = 1,
            Lineage = lineage,
            Metrics = metrics,
        }));
    }

    public string Folder(ModelVersionId id) => Path.Combine(root, id.Digest.Value);
}
