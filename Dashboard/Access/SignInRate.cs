using System.Threading.RateLimiting;
using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.RateLimiting;

namespace ClipGrid.Dashboard.Access;

/// <summary>How often one address may try to sign in.</summary>
internal static class SignInRate
{
    /// <summary>The policy's name.</summary>
    public const string Name = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds it.</summary>
    public static void Define(RateLimiterOptions limiter, CallerLimits limits) => limiter.AddPolicy(Name, context => limits.SignInsPerMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetFixedWindowLimiter(CallerAddress.Of(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = Window, QueueLimit = 0 }));
}
