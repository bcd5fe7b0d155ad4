using ClipGrid.Dashboard.Limits;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What groups of endpoints have in common.</summary>
internal static class ApiEndpoints
{
    /// <summary>The policy for what keeps the grid's processors busy.</summary>
    public const string Busy = "busy";

    /// <summary>Their bodies may hold pictures.</summary>
    public static TBuilder TakesPictures<TBuilder>(this TBuilder builder, IEndpointRouteBuilder api)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BodyLimit(api.ServiceProvider.GetRequiredService<IOptions<ApiOptions>>().Value.LargestPictureBody));

    /// <summary>So many of them at the same time, and no more; and so many of one caller in a while.</summary>
    public static TBuilder Computes<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireRateLimiting(Busy).Costs(Cost.Question);
}
