using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

internal sealed partial class MetricLog
{
    /// <summary>Points of steps after <paramref name="afterStep"/>, the oldest first.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<ImmutableArray<MetricPoint>> ReadAsync(long afterStep, int top, CancellationToken cancellationToken)
    {
        // Memory first: what is dropped from it meanwhile is stored by then.
        (long newest, ImmutableArray<MetricPoint> fresh, bool isOnlyWriter) = ReadMemory(afterStep, top);
        if (newest - 1 <= afterStep)
            return fresh;
        return await _stored.ReadAsync(isOnlyWriter, async spans =>
        {
            ImmutableArray<MetricPoint>.Builder points = ImmutableArray.CreateBuilder<MetricPoint>();
            long last = afterStep;
            foreach (MetricSpan span in spans.Where(span => span.Meets(afterStep + 1, newest - 1)).TakeWhile(_ => points.Count < top))
            {
                MetricColumns columns = await _stored.GetColumnsAsync(span.Chunk, cancellationToken).ConfigureAwait(false);
                long end = Math.Min(Math.Min(span.LastStep, columns.LastStep), newest - 1);
                for (long step = Math.Max(columns.FirstStep, last + 1); step <= end && points.Count < top; step++)
                {
                    points.Add(columns.Point((int)(step - columns.FirstStep)));
                    last = step;
                }
            }
            // A log may begin with any step. But where it was cut since memory was read, what was read there counts no more.
            if (last + 1 == newest || !spans.Any(span => span.Meets(1, newest - 1)))
                points.AddRange(fresh.Take(top - points.Count));
            return points.ToImmutable();
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Curves of any length in few numbers, those in memory included. Each bucket has the exact extremes of the finite values of its
    /// steps, and their mean as float64 sums give it. Up to the number of buckets that were asked for, steps come one by one; buckets of
    /// 64 steps and more begin with steps 1, 65, 129 … (the first one where the range begins), and there may be fewer of them than asked for.
    /// </summary>
    /// <exception cref="GridException">Invalid: the request. Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<MetricHistory> ReadHistoryAsync(HistoryRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<MetricSeries> series = HistoryRules.Check(request);
        (MetricColumns? tail, bool isOnlyWriter) = ReadTail();
        return await _stored.ReadAsync(isOnlyWriter, spans => new HistoryReading(request, series, spans, tail, _stored).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // The first step in memory (none: beyond all), and its points after a step.
    private (long First, ImmutableArray<MetricPoint> Points, bool IsOnlyWriter) ReadMemory(long afterStep, int top)
    {
        lock (_lock)
        {
            if (_points is not [var first, ..])
                return (long.MaxValue, [], _isWriter && !_isClosed);
            int skipped = (int)Math.Clamp(afterStep - first.Step + 1, 0, _points.Count);
            return (first.Step, [.. _points.GetRange(skipped, Math.Min(top, _points.Count - skipped))], _isWriter && !_isClosed);
        }
    }

    // What is not in closed chunks, or null.
    private (MetricColumns? Tail, bool IsOnlyWriter) ReadTail()
    {
        MetricPoint[] points;
        bool isOnlyWriter;
        lock (_lock)
        {
            isOnlyWriter = _isWriter && !_isClosed;
            int skipped = _openFirst is { } open && _points is [var first, ..] ? (int)Math.Clamp(open - first.Step, 0, _points.Count) : 0;
            points = [.. _points.GetRange(skipped, _points.Count - skipped)];
        }
        return (points.Length == 0 ? null : MetricColumns.Of(points), isOnlyWriter);
    }
}
