using System.Threading.RateLimiting;

namespace ClipGrid.Dashboard.Limits;

/// <summary>Counts the keys that nobody has, by the address that shows them, so that strangers who try keys do not keep the grid busy.</summary>
internal sealed class WrongKeys(CallerLimits limits) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string>? _tries = limits.WrongKeysPerMinute == 0 ? null : PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.WrongKeysPerMinute, Window = Window, QueueLimit = 0 }));

    /// <summary>In how many seconds the grid may be asked for one more key of this address; null for now.</summary>
    public int? SecondsToWait(string address)
    {
        using RateLimitLease? lease = _tries?.AttemptAcquire(address, permitCount: 0);
        if (lease?.IsAcquired != false)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan pause) ? Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)) : (int)Window.TotalSeconds;
    }

    /// <summary>Nobody had the key.</summary>
    public void Count(string address) => _tries?.AttemptAcquire(address).Dispose();

    /// <inheritdoc/>
    public void Dispose() => _tries?.Dispose();
}
