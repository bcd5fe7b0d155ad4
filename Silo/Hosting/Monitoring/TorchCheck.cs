using ClipGrid.Model.Native;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Silo.Hosting.Monitoring;

/// <summary>Whether torch is loaded.</summary>
internal sealed class TorchCheck : IHealthCheck
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // Loading it may take longer than anybody waits here.
    private readonly Lazy<Task<HealthCheckResult>> _torch = new(() => Task.Run(Load));

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Task<HealthCheckResult> torch = _torch.Value;
        await Task.WhenAny(torch, Task.Delay(LongestWait, cancellationToken));
        return torch.IsCompleted ? await torch : HealthCheckResult.Unhealthy("torch is being loaded");
    }

    private static HealthCheckResult Load()
    {
        try
        {
            return HealthCheckResult.Healthy(TorchRuntime.Describe().ToString());
        }
        catch (TorchLoadException error)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }
}
