using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

internal sealed partial class StoredMetrics
{
    /// <summary>The blocks of chunks: those in memory, else those that a summary has, else made of the chunks' points.</summary>
    /// <exception cref="GridException">NotFound: a chunk was cut off or replaced. Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<Dictionary<MetricChunk, MetricBlocks>> GetBlocksAsync(IReadOnlyCollection<MetricSpan> spans, CancellationToken cancellationToken)
    {
        Dictionary<MetricChunk, MetricBlocks> found = [];
        List<MetricSpan> missing = Take(spans, found);
        long[] summaries = [.. missing.Where(span => span.IsClosed).Select(span => MetricSummary.NumberOf(span.FirstStep)).Distinct()];
        await Task.WhenAll(summaries.Select(number => LoadSummaryAsync(number, cancellationToken))).ConfigureAwait(false);
        missing = Take(missing, found);
        await ReadColumnsAsync(missing, (span, columns) => found[span.Chunk] = Keep(span.Chunk, MetricBlocks.Of(columns)), cancellationToken).ConfigureAwait(false);
        return found;
    }

    private List<MetricSpan> Take(IReadOnlyCollection<MetricSpan> spans, Dictionary<MetricChunk, MetricBlocks> found)
    {
        List<MetricSpan> missing = [];
        lock (_lock)
            foreach (MetricSpan span in spans)
                if (_blocks.TryGetValue(span.Chunk, out MetricBlocks? blocks))
                    found[span.Chunk] = blocks;
                else
                    missing.Add(span);
        return missing;
    }

    private MetricBlocks Keep(MetricChunk chunk, MetricBlocks blocks)
    {
        lock (_lock)
            return _blocks[chunk] = blocks;
    }

    private async Task LoadSummaryAsync(long number, CancellationToken cancellationToken)
    {
        string name = GridPaths.SessionMetricSummary(id, number);
        try
        {
            List<KeyValuePair<MetricChunk, MetricBlocks>> entries = await ParseAsync(name, bytes => MetricSummary.Read(name, bytes), cancellationToken).ConfigureAwait(false);
            lock (_lock)
                foreach ((MetricChunk chunk, MetricBlocks blocks) in entries)
                    _blocks.TryAdd(chunk, blocks);
        }
        catch (GridException useless) when (useless.Problem is GridProblem.NotFound or GridProblem.Conflict or GridProblem.Corrupt or GridProblem.NewerFormat)
        {
            // The chunks say the same, only more slowly; the run that goes on writes it again.
        }
    }
}
