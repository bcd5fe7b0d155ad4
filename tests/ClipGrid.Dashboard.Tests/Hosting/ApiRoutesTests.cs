using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Hosting;

/// <summary>Nothing is answered that is not described.</summary>
public sealed class ApiRoutesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_ListsEveryRouteOfTheApiWithASummary()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddClipGridApi();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Contracts.Client.ClipGridClient>(_ => throw new InvalidOperationException("Nobody asks the grid."));
        await using WebApplication app = builder.Build();
        app.UseRouting();
        app.MapClipGridApi();
        // Only an application that runs knows its routes.
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(Cancel);

        OpenApiDocument document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(Cancel);
        string[] described = [.. from path in document.Paths from operation in path.Value.Operations! select $"{operation.Key} {path.Key}"];
        string[] mapped =
        [
            .. from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select $"{method} {Plain(endpoint.RoutePattern.RawText!)}",
        ];

        Assert.True(mapped.Length > 40);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        Assert.All(document.Paths.SelectMany(path => path.Value.Operations!), operation => Assert.False(string.IsNullOrEmpty(operation.Value.Summary)));
    }

    // /v1/datasets/{name}/versions/{version:int} is described without its constraint.
    private static string Plain(string pattern) => pattern.Replace(":int}", "}", StringComparison.Ordinal).Replace(":long}", "}", StringComparison.Ordinal).TrimEnd('/');
}
