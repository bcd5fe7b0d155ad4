using System.Threading.RateLimiting;

namespace ClipGrid.Dashboard.Limits;

/// <summary>How often one caller may ask.</summary>
/// <param name="Count">So often at once; what was used comes back little by little.</param>
/// <param name="Window">Within this time all of it is back.</param>
internal sealed record Rate(int Count, TimeSpan Window)
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>So many a minute.</summary>
    public static Rate PerMinute(int count) => new(count, TimeSpan.FromMinutes(1));

    /// <summary>So many an hour.</summary>
    public static Rate PerHour(int count) => new(count, TimeSpan.FromHours(1));

    /// <summary>Keeps one caller to it.</summary>
    public TokenBucketRateLimiterOptions Bucket()
    {
        TimeSpan period = Window / Count;
        return period >= ShortestPeriod
            ? new() { TokenLimit = Count, TokensPerPeriod = 1, ReplenishmentPeriod = period, QueueLimit = 0 }
            : new() { TokenLimit = Count, TokensPerPeriod = (int)Math.Ceiling(Count * (ShortestPeriod / Window)), ReplenishmentPeriod = ShortestPeriod, QueueLimit = 0 };
    }
}
