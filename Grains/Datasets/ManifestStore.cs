using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets;

/// <summary>Reads and writes manifests of versions. Safe for any number of callers.</summary>
internal sealed class ManifestStore(IBlobStore store)
{
    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Writes a manifest.</summary>
    public Task PutAsync(VersionManifest manifest, CancellationToken cancellationToken) =>
        store.PutAsync(GridPaths.DatasetManifest(manifest.Version.Dataset, manifest.Version.Version), JsonSerializer.SerializeToUtf8Bytes(manifest, ShardJson.Options), BlobCondition.None, cancellationToken);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<VersionManifest> GetAsync(DatasetName dataset, int version, CancellationToken cancellationToken)
    {
        string name = GridPaths.DatasetManifest(dataset, version);
        byte[] json = await store.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
        try
        {
            using (JsonDocument document = JsonDocument.Parse(json))
            {
                int format = document.RootElement.GetProperty("formatVersion").GetInt32();
                if (format > CurrentFormat)
                    throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release.");
            }
            VersionManifest manifest = JsonSerializer.Deserialize<VersionManifest>(json, ShardJson.Options)!;
            return manifest.Version.Dataset == dataset && manifest.Version.Version == version ? manifest
                : throw new JsonException($"It is of {manifest.Version.Dataset}@{manifest.Version.Version}.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GridException(GridProblem.Corrupt, $"{name} is damaged: {error.Message} Restore it from a backup.", error);
        }
    }
}
