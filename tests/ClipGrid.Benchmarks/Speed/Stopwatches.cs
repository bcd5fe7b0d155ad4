using System.Diagnostics;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>Seconds of the fastest of several repetitions: what the machine can do when nothing else interferes.</summary>
internal static class Stopwatches
{
    internal static double Best(Action work, int repetitions = 5)
    {
        work();
        return Enumerable.Range(0, repetitions).Min(_ => Time(work));
    }

    /// <summary>Best times of two pieces of work whose ratio is wanted: they take turns, so that both see the same machine.</summary>
    internal static (double First, double Second) Best(Action first, Action second, int repetitions = 5)
    {
        first();
        second();
        (double, double)[] times = [.. Enumerable.Range(0, repetitions).Select(_ => (Time(first), Time(second)))];
        return (times.Min(t => t.Item1), times.Min(t => t.Item2));
    }

    internal static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
