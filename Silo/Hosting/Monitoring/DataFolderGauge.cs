using System.Diagnostics.Metrics;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>How full the disk of the data folder is. A service of the host only so that somebody makes it.</summary>
internal sealed class DataFolderGauge : IHostedService, IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "ClipGrid.DataFolder";

    private readonly Meter _meter = new(Name);
    private readonly DriveInfo _disk;

    /// <summary>Creates the instruments.</summary>
    /// <param name="folder">The data folder.</param>
    public DataFolderGauge(string folder)
    {
        _disk = new DriveInfo(folder);
        _meter.CreateObservableGauge("clipgrid.data_folder.free", () => Read(disk => disk.AvailableFreeSpace), "By", "Bytes that are free on the data folder's disk.");
        _meter.CreateObservableGauge("clipgrid.data_folder.size", () => Read(disk => disk.TotalSize), "By", "Bytes of the data folder's disk.");
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Read(Func<DriveInfo, long> read)
    {
        try
        {
            return [new Measurement<long>(read(_disk))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk is away: what it says of that is in the health of the storage.
            return [];
        }
    }
}
