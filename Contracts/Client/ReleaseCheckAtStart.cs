using Microsoft.Extensions.Hosting;

namespace ClipGrid.Contracts.Client;

/// <summary>Refuses a grid of another release when the host starts.</summary>
internal sealed class ReleaseCheckAtStart(ClipGridClient client) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => client.DemandOwnReleaseAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
