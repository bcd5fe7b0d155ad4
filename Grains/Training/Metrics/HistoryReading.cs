using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>One answer to a request for a history.</summary>
/// <param name="request">The request, checked.</param>
/// <param name="series">The curves.</param>
/// <param name="all">All chunks that count.</param>
/// <param name="tail">The points in memory, which count before those in chunks; or null.</param>
/// <param name="stored">Reads chunks.</param>
internal sealed class HistoryReading(HistoryRequest request, ImmutableArray<MetricSeries> series, ImmutableArray<MetricSpan> all, MetricColumns? tail, StoredMetrics stored)
{
    private readonly List<MetricSpan> _spans = [.. from span in all
                                                   let cut = span with { LastStep = Math.Min(span.LastStep, (tail?.FirstStep ?? long.MaxValue) - 1) }
                                                   where cut.LastStep >= cut.FirstStep
                                                   select cut];

    /// <summary>Reads what is needed and gathers it.</summary>
    public async Task<MetricHistory> RunAsync(CancellationToken cancellationToken)
    {
        long first = Math.Max(request.FirstStep, _spans is [var oldest, ..] ? oldest.FirstStep : tail?.FirstStep ?? 1);
        long last = Math.Min(request.LastStep ?? long.MaxValue, tail?.LastStep ?? (_spans is [.., var newest] ? newest.LastStep : 0));
        if (last < first)
            return new MetricBuckets(default, series).ToHistory();
        HistoryScale scale = HistoryScale.For(first, last, request.BucketCount);
        MetricBuckets buckets = new(scale, series);
        List<MetricSpan> met = [.. _spans.Where(span => span.Meets(first, last))];
        if (scale.IsOfBlocks)
            await AddBlocksAsync(buckets, met, first, last, cancellationToken).ConfigureAwait(false);
        else
            await stored.ReadColumnsAsync(met, (span, columns) => buckets.Add(columns, Math.Max(first, span.FirstStep), Math.Min(Math.Min(last, span.LastStep), columns.LastStep)), cancellationToken).ConfigureAwait(false);
        if (tail is not null)
            buckets.Add(tail, Math.Max(first, tail.FirstStep), Math.Min(last, tail.LastStep));
        return buckets.ToHistory();
    }

    private async Task AddBlocksAsync(MetricBuckets buckets, List<MetricSpan> met, long first, long last, CancellationToken cancellationToken)
    {
        Dictionary<MetricChunk, MetricBlocks> summaries = await stored.GetBlocksAsync(met, cancellationToken).ConfigureAwait(false);
        foreach (MetricSpan span in met)
        {
            MetricBlocks blocks = summaries[span.Chunk];
            long from = Math.Max(first, span.FirstStep), to = Math.Min(Math.Min(last, span.LastStep), blocks.LastStep);
            if (to < from)
                continue;
            long firstWhole = MetricBlocks.BlockOf(from), lastWhole = MetricBlocks.BlockOf(to);
            // Only where the range begins or ends, or a chunk is cut, are there parts of blocks.
            long headEnd = from > blocks.StartOf(firstWhole) ? Math.Min(to, blocks.EndOf(firstWhole++)) : from - 1;
            long tailStart = headEnd < to && to < blocks.EndOf(lastWhole) ? Math.Max(headEnd + 1, blocks.StartOf(lastWhole--)) : to + 1;
            MetricColumns? columns = headEnd >= from || tailStart <= to ? await stored.GetColumnsAsync(span.Chunk, cancellationToken).ConfigureAwait(false) : null;
            if (headEnd >= from)
                buckets.Add(columns!, from, headEnd);
            buckets.Add(blocks, firstWhole, lastWhole);
            if (tailStart <= to)
                buckets.Add(columns!, tailStart, to);
        }
    }
}
