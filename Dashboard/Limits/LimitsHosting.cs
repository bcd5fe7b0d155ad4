using Microsoft.AspNetCore.RateLimiting;

namespace ClipGrid.Dashboard.Limits;

/// <summary>Puts the limits of callers into a web application.</summary>
internal static class LimitsHosting
{
    /// <summary>Registers them.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="isAsked">Whether callers must say who they are.</param>
    public static void AddCallerLimits(this WebApplicationBuilder builder, bool isAsked)
    {
        CallerLimits limits = CallerLimits.Read(builder.Configuration, isAsked);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<WrongKeys>();
        builder.Services.AddSingleton<OpenPages>();
        builder.Services.Configure<RateLimiterOptions>(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RateRefusals.AnswerAsync;
            limiter.GlobalLimiter = CallerRate.Limiter(limits);
            Access.SignInRate.Define(limiter, limits);
        });
    }

    /// <summary>Says what an endpoint's requests cost.</summary>
    public static TBuilder Costs<TBuilder>(this TBuilder builder, Cost cost)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new CostOf(cost));
}
