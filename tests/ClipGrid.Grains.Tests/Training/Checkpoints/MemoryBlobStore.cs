using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>Blobs in memory; each call is done at once, so that a test decides the order of all.</summary>
internal sealed class MemoryBlobStore : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (byte[] Bytes, string ETag)> _blobs = new(StringComparer.Ordinal);
    private long _tag;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _blobs.Keys];
        }
    }

    public byte[]? Find(string name)
    {
        lock (_lock)
            return _blobs.TryGetValue(name, out (byte[] Bytes, string ETag) found) ? found.Bytes : null;
    }

    public async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken);
        lock (_lock)
        {
            Require(name, condition);
            _blobs[name] = (bytes.ToArray(), (++_tag).ToString(CultureInfo.InvariantCulture));
            return Info(name);
        }
    }

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_blobs.ContainsKey(name) ? Info(name) : null);
    }

    public Task<BlobContent> OpenAsync(string name, BlobRange? range, CancellationToken cancellationToken)
    {
        lock (_lock)
            return _blobs.TryGetValue(name, out (byte[] Bytes, string ETag) found)
                ? Task.FromResult(new BlobContent(Info(name), new MemoryStream(found.Bytes, writable: false)))
                : throw new GridException(GridProblem.NotFound, $"There is no blob {name}.");
    }

    public Task<BlobPage> ListAsync(string prefix, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(new BlobPage([.. _blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(Info)], null));
    }

    public Task<bool> DeleteAsync(string name, BlobCondition condition, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Require(name, condition);
            return Task.FromResult(_blobs.Remove(name));
        }
    }

    private BlobInfo Info(string name) => new(name, _blobs[name].Bytes.Length, _blobs[name].ETag);

    private void Require(string name, BlobCondition condition)
    {
        string? tag = _blobs.TryGetValue(name, out (byte[] Bytes, string ETag) found) ? found.ETag : null;
        if ((condition.MustBeAbsent && tag is not null) || (condition.ETag is { } wanted && wanted != tag))
            throw new GridException(GridProblem.Conflict, $"{name} is not the one that was read.");
    }
}
