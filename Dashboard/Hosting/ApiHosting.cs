using System.Threading.RateLimiting;
using ClipGrid.Dashboard.Cluster;
using ClipGrid.Dashboard.Datasets;
using ClipGrid.Dashboard.Devices;
using ClipGrid.Dashboard.Embedding;
using ClipGrid.Dashboard.Limits;
using ClipGrid.Dashboard.Models;
using ClipGrid.Dashboard.Search;
using ClipGrid.Dashboard.Training;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Puts the HTTP API into a web application.</summary>
internal static class ApiHosting
{
    /// <summary>Registers what it needs.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="isAsked">Whether callers must say who they are.</param>
    public static WebApplicationBuilder AddClipGridApi(this WebApplicationBuilder builder, bool isAsked = false)
    {
        builder.Services.AddSingleton(services => Options.Create(ApiOptions.Read(services.GetRequiredService<IConfiguration>())));
        builder.Services.ConfigureHttpJsonOptions(ApiJson.Configure);
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddSingleton<SpecificationPatch>();
        builder.AddCallerLimits(isAsked);
        builder.Services.AddRateLimiter(limiter =>
            limiter.AddPolicy(ApiEndpoints.Busy, context =>
            {
                int most = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.MostAtOnce;
                return RateLimitPartition.GetConcurrencyLimiter(ApiEndpoints.Busy, _ => new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = most });
            }));
        builder.Services.AddApiDocument();
        return builder;
    }

    /// <summary>Maps it.</summary>
    public static WebApplication MapClipGridApi(this WebApplication app)
    {
        app.UseRateLimiter();
        BodyMemory memory = BodyMemory.OfProcess();
        app.Use(next => context => memory.InvokeAsync(context, next));
        ApiOptions limits = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value;
        RouteGroupBuilder api = app.MapGroup(ApiPaths.Api).AddEndpointFilter<NotStored>().WithMetadata(new BodyLimit(limits.LargestBody));
        api.MapEmbeddings();
        api.MapEmbeddingSets();
        api.MapSearch();
        api.MapDatasets();
        api.MapModels();
        api.MapSessions();
        api.MapDevices();
        api.MapCluster();
        api.MapNothingThere();
        app.MapApiDocument();
        return app;
    }
}
