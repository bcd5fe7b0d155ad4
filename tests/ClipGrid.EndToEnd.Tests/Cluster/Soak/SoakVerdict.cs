using System.Globalization;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Whether what was seen after the warm-up, which is the first quarter, is flat.</summary>
internal static class SoakVerdict
{
    private const double MostMemorySlope = 1;
    private const int MostMoreHandles = 16;
    private const int MostMoreThreads = 8;

    // In less time a heap that is not collected yet looks like a leak.
    private static readonly TimeSpan LeastForSlope = TimeSpan.FromMinutes(60);

    /// <summary>A line for each process, and what is wrong.</summary>
    public static (IReadOnlyList<string> Lines, IReadOnlyList<string> Faults) Of(IReadOnlyList<SoakSample> samples)
    {
        double last = samples[^1].Minute;
        SoakSample[] warm = [.. samples.Where(sample => sample.Minute >= last / 4)];
        List<string> lines = [], faults = [];
        for (int i = 0; i < SoakWatch.Names.Length; i++)
        {
            string name = SoakWatch.Names[i];
            double memory = Slope(warm, sample => sample.Processes[i].Memory), heap = Slope(warm, sample => sample.Processes[i].Heap);
            (int handlesBefore, int handlesAfter) = Most(samples, last, sample => sample.Processes[i].HandleCount);
            (int threadsBefore, int threadsAfter) = Most(samples, last, sample => sample.Processes[i].ThreadCount);
            double cores = (samples[^1].Processes[i].ProcessorSeconds - samples[0].Processes[i].ProcessorSeconds) / (60 * (last - samples[0].Minute));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: memory {memory:F2} MiB a minute (managed {heap:F2}), now {samples[^1].Processes[i].Memory:F0} MiB; handles at most {handlesBefore}, then {handlesAfter}; threads at most {threadsBefore}, then {threadsAfter}; {cores:P0} of a core"));
            if (last >= LeastForSlope.TotalMinutes && memory >= MostMemorySlope)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: its memory grows by {memory:F2} MiB a minute."));
            if (handlesAfter > handlesBefore + MostMoreHandles)
                faults.Add($"{name}: it had at most {handlesBefore} handles in the second quarter and {handlesAfter} in the last.");
            if (threadsAfter > threadsBefore + MostMoreThreads)
                faults.Add($"{name}: it had at most {threadsBefore} threads in the second quarter and {threadsAfter} in the last.");
        }
        return (lines, faults);
    }

    // Of the straight line with the least squares.
    private static double Slope(SoakSample[] samples, Func<SoakSample, double> value)
    {
        double meanMinute = samples.Average(sample => sample.Minute), meanValue = samples.Average(value);
        return samples.Sum(sample => (sample.Minute - meanMinute) * (value(sample) - meanValue)) / samples.Sum(sample => Math.Pow(sample.Minute - meanMinute, 2));
    }

    // In the second quarter, and in the last.
    private static (int Before, int After) Most(IReadOnlyList<SoakSample> samples, double last, Func<SoakSample, int> value) =>
        (samples.Where(sample => sample.Minute >= last / 4 && sample.Minute < last / 2).Max(value), samples.Where(sample => sample.Minute >= last * 3 / 4).Max(value));
}
