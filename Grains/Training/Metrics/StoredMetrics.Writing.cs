using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

internal sealed partial class StoredMetrics
{
    /// <summary>Writes a chunk, whole: what was there of it before stays until this is.</summary>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public async Task PutAsync(MetricGeneration generation, MetricColumns columns, CancellationToken cancellationToken)
    {
        byte[] bytes = MetricChunkFormat.Write(columns);
        MetricChunk chunk = new(columns.FirstStep, generation, bytes.Length, IsJson: false);
        try
        {
            using MemoryStream stream = new(bytes, writable: false);
            await blobs.PutAsync(chunk.NameIn(id), stream, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            if (new MetricSpan(chunk, columns.LastStep).IsClosed)
                Keep(chunk, MetricBlocks.Of(columns));
        }
        finally
        {
            // Also where it failed: the store may have it all the same.
            Forget();
        }
    }

    /// <summary>Writes the summary in which a step is.</summary>
    /// <exception cref="GridException">Corrupt, StorageFull, Unavailable.</exception>
    public async Task PutSummaryAsync(long step, CancellationToken cancellationToken)
    {
        long number = MetricSummary.NumberOf(step);
        byte[] bytes = await ReadAsync(isOnlyWriter: true, async spans =>
        {
            List<MetricSpan> closed = [.. spans.Where(span => span.IsClosed && MetricSummary.NumberOf(span.FirstStep) == number)];
            return MetricSummary.Write(await GetBlocksAsync(closed, cancellationToken).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
        using MemoryStream stream = new(bytes, writable: false);
        await blobs.PutAsync(GridPaths.SessionMetricSummary(id, number), stream, BlobCondition.None, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Cuts off all after a step for a new generation. First its own chunk is written, which alone makes the others count no more: one
    /// that repeats the points of the chunk that is cut or still open, or an empty one. Then those are deleted.
    /// </summary>
    /// <returns>The points of the generation's chunk so far.</returns>
    /// <exception cref="GridException">Conflict: a run of a higher epoch writes. Corrupt, NewerFormat, StorageFull, Unavailable.</exception>
    public async Task<MetricOpening> CutAsync(long step, long epoch, CancellationToken cancellationToken)
    {
        List<MetricChunk> all = await MetricChunk.ListAsync(blobs, id, cancellationToken).ConfigureAwait(false);
        if (all.Exists(chunk => chunk.Generation.Epoch > epoch))
            throw new GridException(GridProblem.Conflict, $"Another run of session {id} has taken over and writes its metrics: this one stops, and nothing that it did after its last checkpoint counts.");
        MetricGeneration generation = new(epoch, all.Where(chunk => chunk.Generation.Epoch == epoch).Select(chunk => chunk.Generation.Cut + 1).DefaultIfEmpty().Max());
        MetricColumns opening = await ReopenAsync(MetricChunk.Counting(all), step, cancellationToken).ConfigureAwait(false);
        await PutAsync(generation, opening, cancellationToken).ConfigureAwait(false);
        HashSet<MetricChunk> counting = [.. MetricChunk.Counting(all.Append(new MetricChunk(opening.FirstStep, generation, 0, IsJson: false)))];
        foreach (MetricChunk chunk in all.Where(chunk => !counting.Contains(chunk)))
            await blobs.DeleteAsync(chunk.NameIn(id), BlobCondition.None, cancellationToken).ConfigureAwait(false);
        await foreach (BlobInfo summary in blobs.ListAllAsync(GridPaths.SessionMetricSummaries(id), cancellationToken).ConfigureAwait(false))
            if (string.CompareOrdinal(summary.Name, GridPaths.SessionMetricSummary(id, MetricSummary.NumberOf(opening.FirstStep))) > 0)
                await blobs.DeleteAsync(summary.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false);
        Forget();
        return new MetricOpening(generation, opening.FirstStep, [.. Enumerable.Range(0, opening.Count).Select(opening.Point)]);
    }

    // The last chunk up to a step, to be gone on with; or an empty one behind it.
    private async Task<MetricColumns> ReopenAsync(List<MetricChunk> chunks, long step, CancellationToken cancellationToken)
    {
        int index = chunks.FindLastIndex(one => one.FirstStep <= step);
        if (index >= 0)
        {
            MetricColumns columns = await GetColumnsAsync(chunks[index], cancellationToken).ConfigureAwait(false);
            bool isWhole = columns.LastStep == step, isClosed = step % MetricChunk.Grid == 0;
            if (columns.LastStep >= step && !(isWhole && isClosed))
                return MetricColumns.Of([.. Enumerable.Range(0, (int)(step - columns.FirstStep + 1)).Select(columns.Point)]);
        }
        return new MetricColumns(step + 1, 0);
    }

    private void Forget()
    {
        lock (_lock)
        {
            _spans = null;
            _version++;
        }
    }
}
