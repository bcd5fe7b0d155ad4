using System.Diagnostics;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>Times of many repetitions.</summary>
internal static class Percentiles
{
    /// <summary>Milliseconds of several pieces of work that take turns, so that all see the same machine; each list in rising order.</summary>
    internal static async Task<double[][]> MeasureAsync(int warmUpCount, int count, params Func<Task>[] works)
    {
        List<double>[] times = [.. works.Select(_ => new List<double>(count))];
        for (int round = -warmUpCount; round < count; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await works[i]();
                if (round >= 0)
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        return [.. times.Select(list => list.Order().ToArray())];
    }

    /// <summary>A percentile of times in rising order.</summary>
    internal static double At(double[] times, double share) => times[Math.Min(times.Length - 1, (int)(times.Length * share))];
}
