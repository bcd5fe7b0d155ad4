using System.Globalization;
using ClipGrid.EndToEnd.Tests.Monitoring;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>What a process has at a moment.</summary>
/// <param name="Memory">Resident memory in MiB.</param>
/// <param name="Heap">What the last collection left on the managed heap, in MiB; 0 where there was none, or nobody tells.</param>
/// <param name="HandleCount">Open files, sockets and the like.</param>
/// <param name="ThreadCount">Threads.</param>
/// <param name="ProcessorSeconds">How long cores have worked for it.</param>
internal sealed record ProcessSample(double Memory, double Heap, int HandleCount, int ThreadCount, double ProcessorSeconds)
{
    // As Linux counts processor time for programs, on every machine that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Takes one.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="monitor">Where it tells its metrics, or null.</param>
    public static async Task<ProcessSample> TakeAsync(int processId, MonitorClient? monitor)
    {
        string folder = $"/proc/{processId}";
        string[] status = File.ReadAllLines($"{folder}/status");
        // "1234 (name) S 1 …": utime and stime are the 12th and 13th behind the name, which may hold anything.
        string[] times = File.ReadAllText($"{folder}/stat").Split(") ")[^1].Split(' ');
        double heap = monitor is null ? 0 : (await monitor.ScrapeAsync()).Values.Where(value => value.Key.StartsWith("dotnet_gc_last_collection_heap_size", StringComparison.Ordinal)).Sum(value => value.Value) / (1 << 20);
        return new ProcessSample(
            Number(status, "VmRSS:") / 1024,
            heap,
            Directory.GetFileSystemEntries($"{folder}/fd").Length,
            (int)Number(status, "Threads:"),
            (double.Parse(times[11], CultureInfo.InvariantCulture) + double.Parse(times[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    // "VmRSS:	  123456 kB"
    private static double Number(string[] status, string name) =>
        double.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
}
