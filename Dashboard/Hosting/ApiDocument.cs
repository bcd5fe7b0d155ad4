namespace ClipGrid.Dashboard.Hosting;

/// <summary>The API's description (OpenAPI), and its page for people.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";

    /// <summary>Registers it.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, document =>
    {
        document.AddDocumentTransformer<DocumentWords>();
        document.AddOperationTransformer<DocumentedErrors>();
        document.AddOperationTransformer<DocumentedExamples>();
    });

    /// <summary>Maps it.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi();
}
