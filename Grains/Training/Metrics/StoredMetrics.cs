using System.Buffers;
using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// A session's chunks in the blob store. Holds the blocks of all chunks that were asked for (4.8 MB for 1,000,000 steps) and the points
/// of the newest four read (1.5 MB). Safe for any number of readers and one writer.
/// </summary>
internal sealed partial class StoredMetrics(SessionId id, IBlobStore blobs)
{
    private const int RecentCount = 4;
    private const int ParallelReads = 8;
    private const int Attempts = 4;
    private readonly Lock _lock = new();
    private readonly Dictionary<MetricChunk, MetricBlocks> _blocks = [];
    private readonly List<(MetricChunk Chunk, MetricColumns Columns)> _recent = [];
    private ImmutableArray<MetricSpan>? _spans;
    private int _version;

    /// <summary>Reads with the chunks that count, in the order of steps; again where one of them was cut off or replaced meanwhile.</summary>
    /// <param name="isOnlyWriter">Whether nobody but this object writes: then they are listed only after a write.</param>
    /// <param name="read">Reads.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<T> ReadAsync<T>(bool isOnlyWriter, Func<ImmutableArray<MetricSpan>, Task<T>> read, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await read(await ListAsync(isOnlyWriter && attempt == 1, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
            catch (GridException moved) when (moved.Problem is GridProblem.NotFound or GridProblem.Conflict && attempt < Attempts)
            {
                // A run took over, or the open chunk was written again, between listing and reading.
            }
        }
    }

    /// <summary>The points of a chunk; more than were listed if it has grown.</summary>
    /// <exception cref="GridException">NotFound: it was cut off or replaced. Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<MetricColumns> GetColumnsAsync(MetricChunk chunk, CancellationToken cancellationToken)
    {
        lock (_lock)
            if (_recent.Find(one => one.Chunk == chunk).Columns is { } known)
                return known;
        string name = chunk.NameIn(id);
        MetricColumns columns = await ParseAsync(name, bytes => chunk.IsJson ? MetricChunkFormat.ReadJson(name, bytes) : MetricChunkFormat.Read(name, bytes), cancellationToken).ConfigureAwait(false);
        if (columns.FirstStep != chunk.FirstStep && columns.Count > 0)
            throw new GridException(GridProblem.Corrupt, $"{name} begins with step {columns.FirstStep}, against its name: restore it from a backup, or start a new session.");
        lock (_lock)
        {
            if (_recent.Count == RecentCount)
                _recent.RemoveAt(0);
            _recent.Add((chunk, columns));
        }
        return columns;
    }

    /// <summary>The points of chunks, a few chunks at a time, in order.</summary>
    public async Task ReadColumnsAsync(IEnumerable<MetricSpan> spans, Action<MetricSpan, MetricColumns> read, CancellationToken cancellationToken)
    {
        foreach (MetricSpan[] some in spans.Chunk(ParallelReads))
        {
            MetricColumns[] columns = await Task.WhenAll(some.Select(span => GetColumnsAsync(span.Chunk, cancellationToken))).ConfigureAwait(false);
            for (int index = 0; index < some.Length; index++)
                read(some[index], columns[index]);
        }
    }

    private async Task<ImmutableArray<MetricSpan>> ListAsync(bool mayReuse, CancellationToken cancellationToken)
    {
        int version;
        lock (_lock)
        {
            if (mayReuse && _spans is { } known)
                return known;
            version = _version;
        }
        List<MetricChunk> chunks = MetricChunk.Counting(await MetricChunk.ListAsync(blobs, id, cancellationToken).ConfigureAwait(false));
        ImmutableArray<MetricSpan>.Builder spans = ImmutableArray.CreateBuilder<MetricSpan>(chunks.Count);
        for (int index = 0; index < chunks.Count; index++)
        {
            long before = index + 1 < chunks.Count ? chunks[index + 1].FirstStep - 1 : long.MaxValue;
            // Only a log that has not been written since the first release ends with JSON.
            long last = chunks[index].LastStep ?? (before < long.MaxValue ? before : (await GetColumnsAsync(chunks[index], cancellationToken).ConfigureAwait(false)).LastStep);
            spans.Add(new MetricSpan(chunks[index], Math.Min(before, last)));
        }
        lock (_lock)
            if (version == _version)
            {
                _spans = spans.ToImmutable();
                HashSet<MetricChunk> counting = [.. chunks];
                foreach (MetricChunk gone in _blocks.Keys.Where(chunk => !counting.Contains(chunk)).ToArray())
                    _blocks.Remove(gone);
            }
        return spans.ToImmutable();
    }

    private async Task<T> ParseAsync<T>(string name, Func<ReadOnlySpan<byte>, T> parse, CancellationToken cancellationToken)
    {
        BlobContent content = await blobs.OpenAsync(name, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            int length = checked((int)content.Info.Length);
            byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                await content.Stream.ReadExactlyAsync(bytes.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                return parse(bytes.AsSpan(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }
}
