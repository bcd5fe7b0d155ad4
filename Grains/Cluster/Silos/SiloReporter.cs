using ClipGrid.Grains.Cluster.Roles;
using ClipGrid.Grains.Datasets.Homes;
using ClipGrid.Model.Native;
using Orleans.Statistics;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Measures this silo; made when it starts.</summary>
internal sealed class SiloReporter(IEnvironmentStatisticsProvider environment, IActivationWorkingSet activations, OwnRole role, LivePartitions partitions, TimeProvider time) : ISiloReporter
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    // Loading torch may take longer than anybody waits here.
    private readonly Lazy<Task<string>> _torch = new(() => Task.Run(DescribeTorch));

    /// <inheritdoc/>
    public async Task<SiloReport> ReportAsync(CancellationToken cancellationToken) => new()
    {
        Version = typeof(SiloReporter).Assembly.GetName().Version!.ToString(3),
        Role = role.Role.Name(),
        StartedAt = _startedAt,
        ResidentBytes = Environment.WorkingSet,
        MachineBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ProcessorCount = Environment.ProcessorCount,
        ProcessorShare = environment.GetEnvironmentStatistics().RawCpuUsagePercentage is >= 0 and <= 100 and float percentage ? percentage / 100.0 : null,
        Torch = await TorchAsync(cancellationToken).ConfigureAwait(false),
        ActivationCount = activations.Count,
        PartitionCount = partitions.Count,
    };

    private static string DescribeTorch()
    {
        try
        {
            return TorchRuntime.Describe().ToString();
        }
        catch (TorchLoadException error)
        {
            return error.Message;
        }
    }

    private async Task<string?> TorchAsync(CancellationToken cancellationToken)
    {
        Task<string> torch = _torch.Value;
        await Task.WhenAny(torch, Task.Delay(LongestWait, time, cancellationToken)).ConfigureAwait(false);
        return torch.IsCompleted ? await torch.ConfigureAwait(false) : null;
    }
}
