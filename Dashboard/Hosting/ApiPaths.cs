using ClipGrid.Dashboard.Datasets.Uploads;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Which addresses are for programs.</summary>
internal static class ApiPaths
{
    /// <summary>The HTTP API.</summary>
    public const string Api = "/v1";

    /// <summary>The address that is compatible with OpenAI's down to its errors.</summary>
    public const string Embeddings = "/v1/embeddings";

    /// <summary>The API's description.</summary>
    public const string Document = "/openapi/v1.json";

    /// <summary>The API's description for people.</summary>
    public const string Docs = "/docs";

    /// <summary>Whether errors are told to a program.</summary>
    public static bool IsForPrograms(PathString path) => path.StartsWithSegments(Api) || path.StartsWithSegments("/pictures") || path.StartsWithSegments("/openapi")
        || path.StartsWithSegments(UploadEndpoints.Root);

    /// <summary>Whether errors have OpenAI's shape.</summary>
    public static bool IsOpenAi(PathString path) => path.Equals(Embeddings, StringComparison.OrdinalIgnoreCase);
}
