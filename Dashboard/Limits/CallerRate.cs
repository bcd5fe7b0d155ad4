using System.Threading.RateLimiting;
using ClipGrid.Dashboard.Access;

namespace ClipGrid.Dashboard.Limits;

/// <summary>Counts what each caller asks for: by his name where he is known, by his address else.</summary>
internal static class CallerRate
{
    /// <summary>The limiter of all requests; those of endpoints without a <see cref="CostOf"/> pass.</summary>
    public static PartitionedRateLimiter<HttpContext> Limiter(CallerLimits limits) => PartitionedRateLimiter.Create<HttpContext, (Cost? Cost, string Caller)>(context =>
        CostOf(context) is { } cost && limits.Of(cost) is { } rate
            ? RateLimitPartition.GetTokenBucketLimiter<(Cost?, string)>((cost, Caller(context)), _ => rate.Bucket())
            : RateLimitPartition.GetNoLimiter<(Cost?, string)>((null, "")));

    /// <summary>What a request costs, or null.</summary>
    public static Cost? CostOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<CostOf>()?.Cost;

    /// <summary>Who asks. A key's owner is one caller, whether a program or a browser shows the key.</summary>
    public static string Caller(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, AuthenticationType: not OpenAuthentication.Name, Name: { Length: > 0 } name } ? $"by name {name}" : $"by address {CallerAddress.Of(context)}";
}
