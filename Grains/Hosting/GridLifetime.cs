using ClipGrid.Grains.Cluster;
using Microsoft.Extensions.Hosting;

namespace ClipGrid.Grains.Hosting;

/// <summary>Begins the recovery once the silo serves, and ends all long work before the silo goes.</summary>
internal sealed class GridLifetime(BackgroundWork work, Recovery recovery) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        work.TryStart("recovery", recovery.RunAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => work.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}
