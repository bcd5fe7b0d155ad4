using ClipGrid.Grains.Cluster;
using Microsoft.Extensions.Hosting;

namespace ClipGrid.Grains.Hosting;

/// <summary>Begins the recovery once the silo serves; <see cref="BackgroundWorkEnd"/> ends it with all other long work.</summary>
internal sealed class GridLifetime(BackgroundWork work, Recovery recovery) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        work.TryStart("recovery", recovery.RunAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
