using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Metrics;

namespace ClipGrid.Grains.Training;

internal sealed partial class SessionGrain
{
    private const int LargestPage = 5000;
    private const int WatchPage = 500;

    public async Task<ImmutableArray<MetricPoint>> GetMetricsAsync(long afterStep, int top, CancellationToken cancellationToken)
    {
        RequireExisting();
        if (afterStep < 0 || top is < 1 or > LargestPage)
            throw new GridException(GridProblem.Invalid, $"The metrics of {top} steps after step {afterStep} were asked for: ask for 1 to 5,000 after step 0 or later.");
        return await Log().ReadAsync(afterStep, top, cancellationToken);
    }

    public async IAsyncEnumerable<MetricPoint> WatchAsync(long afterStep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireExisting();
        MetricLog log = Log();
        for (long step = Math.Max(0, afterStep); ;)
        {
            // Asked before reading: what a closed log holds is all that will come.
            bool isClosed = log.IsClosed;
            ImmutableArray<MetricPoint> points = await log.ReadAsync(step, WatchPage, cancellationToken);
            foreach (MetricPoint point in points)
            {
                step = point.Step;
                yield return point;
            }
            if (points.IsEmpty && isClosed)
                yield break;
            if (points.IsEmpty)
                await log.WaitAsync(step, cancellationToken);
        }
    }

    private MetricLog Log()
    {
        if (_run is { } run)
            return run.Metrics;
        MetricLog stored = new(Id, blobs);
        stored.Close();
        return stored;
    }
}
