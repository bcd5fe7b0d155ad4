using System.Globalization;

namespace ClipGrid.Model.Tests.Training;

/// <summary>The most memory that this process had resident since a moment, as Linux keeps it.</summary>
internal sealed class PeakMemory
{
    private const string ResetPeak = "5";
    private readonly long _before;

    private PeakMemory()
    {
        File.WriteAllText("/proc/self/clear_refs", ResetPeak);
        _before = Read();
    }

    internal static PeakMemory StartHere() => new();

    /// <summary>Bytes above what was resident at the start.</summary>
    internal long Growth() => Read() - _before;

    // "VmHWM:	  123456 kB"
    private static long Read() => 1024 * File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["VmHWM:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture))
        .Single();
}
