using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The API's description (OpenAPI), and its page for people, which Scalar draws with its own script from here and no other place.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const int NonceBytes = 16;

    /// <summary>Registers it.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        document.AddDocumentTransformer<DocumentWords>();
        document.AddOperationTransformer<DocumentedErrors>();
        document.AddOperationTransformer<DocumentedExamples>();
    });

    /// <summary>Maps it.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapScalarApiReference(ApiPaths.Docs, (page, context) =>
        {
            // The page starts its script by a few lines of its own: these and no others may run.
            string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
            context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWith(nonce);
            page.WithNonce(nonce)
                .WithTitle("ClipGrid HTTP API")
                .WithFavicon("/favicon.png")
                .DisableDefaultFonts()
                .WithDynamicBaseServerUrl()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .HideModels()
                .HideDeveloperTools()
                .HideClientButton();
        });
    }
}
