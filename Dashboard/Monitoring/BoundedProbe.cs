using System.Globalization;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>
/// Tries something for a health check: once at a time however many ask, its answer good for a while, and nobody waits longer than the
/// patience for it, also where it hangs. Safe for any number of callers.
/// </summary>
/// <param name="probe">Tries it; throws where it fails.</param>
/// <param name="good">What to say where it succeeds.</param>
/// <param name="time">Measures.</param>
public sealed class BoundedProbe(Func<CancellationToken, Task> probe, string good, TimeProvider time)
{
    private static readonly TimeSpan LongestHang = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<HealthCheckResult>? _newest;
    private HealthCheckResult _last = HealthCheckResult.Healthy(good);
    private long _begun;
    private long _answered;

    /// <summary>How long an answer is good.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a caller waits for one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long it may hang before that counts as a failure: callers are told the last answer until then.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How it is.</summary>
    public async Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        Task<HealthCheckResult> newest;
        lock (_lock)
        {
            if (_newest is null || _newest.IsCompleted && time.GetElapsedTime(_answered) >= Freshness)
            {
                _begun = time.GetTimestamp();
                _newest = Task.Run(TryAsync, CancellationToken.None);
            }
            newest = _newest;
        }
        await Task.WhenAny(newest, Task.Delay(Patience, time, cancellationToken)).ConfigureAwait(false);
        if (newest.IsCompleted)
            return await newest.ConfigureAwait(false);
        lock (_lock)
            return time.GetElapsedTime(_begun) >= Tolerance ? Unanswered() : _last;
    }

    private HealthCheckResult Unanswered() =>
        HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"there has been no answer for {time.GetElapsedTime(_begun).TotalSeconds:0} s"));

    private async Task<HealthCheckResult> TryAsync()
    {
        HealthCheckResult result = await ResultAsync().ConfigureAwait(false);
        lock (_lock)
            (_last, _answered) = (result, time.GetTimestamp());
        return result;
    }

    private async Task<HealthCheckResult> ResultAsync()
    {
        // One that hangs for ever would leave nobody to notice that all is well again.
        using CancellationTokenSource late = new(Tolerance + LongestHang, time);
        try
        {
            await probe(late.Token).WaitAsync(late.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy(good);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Unanswered();
        }
        catch (GridException error)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
#pragma warning disable CA1031 // Whatever it is, the answer is that it fails; its words may hold what is nobody's business.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return HealthCheckResult.Unhealthy($"it fails ({error.GetType().Name}): look into the log");
        }
    }
}
