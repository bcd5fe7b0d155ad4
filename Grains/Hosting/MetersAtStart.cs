using ClipGrid.Grains.Datasets.Ingest;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Search;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ClipGrid.Grains.Hosting;

/// <summary>
/// Makes the silo's meters when it starts and not when they are first needed: what is alerted on is there at 0 from the first scrape on.
/// </summary>
internal sealed class MetersAtStart(IServiceProvider services) : IHostedService
{
    private static readonly Type[] Meters =
        [typeof(StorageMeter), typeof(SearchMeter), typeof(LoadedIndexes), typeof(IngestMeter), typeof(TrainingMeter), typeof(DeviceMeter), typeof(EncoderAdmission)];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (Type meter in Meters)
            services.GetRequiredService(meter);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
