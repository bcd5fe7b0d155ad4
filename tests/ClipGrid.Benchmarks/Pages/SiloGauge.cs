namespace ClipGrid.Benchmarks.Pages;

/// <summary>What a silo's process holds.</summary>
/// <param name="LiveBytes">Managed memory that is alive.</param>
/// <param name="ResidentBytes">Memory that the system counts.</param>
/// <param name="AllocatedBytes">Managed memory allocated since the start.</param>
/// <param name="ProcessorTime">Time of all processors used since the start.</param>
/// <param name="CircuitCount">Circuits that are kept.</param>
/// <param name="ConnectedCount">Circuits whose browser is there.</param>
internal sealed record SiloGauge(long LiveBytes, long ResidentBytes, long AllocatedBytes, TimeSpan ProcessorTime, long CircuitCount, long ConnectedCount)
{
    public override string ToString() =>
        $"{LiveBytes / 1048576.0:F1} MiB alive, {ResidentBytes / 1048576.0:F0} MiB resident, {CircuitCount} circuits ({ConnectedCount} connected)";
}
