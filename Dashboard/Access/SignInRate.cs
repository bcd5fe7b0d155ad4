using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ClipGrid.Dashboard.Access;

/// <summary>How often one address may try to sign in.</summary>
internal static class SignInRate
{
    /// <summary>The policy's name.</summary>
    public const string Name = "sign-in";

    private const int MostTries = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Adds it.</summary>
    public static void Define(RateLimiterOptions limiter) => limiter.AddPolicy(Name, context => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = MostTries, Window = Window, QueueLimit = 0 }));
}
