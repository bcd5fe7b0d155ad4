using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What the API's description says of the whole.</summary>
internal sealed class DocumentWords : IOpenApiDocumentTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ClipGrid",
            Version = "v1",
            Description = """
                Trains, serves and searches CLIP models.

                Names are lower-case letters, digits and `. _ -`; models are `demo`, `demo@alias` or `demo@digest`, data sets `emoji` or `emoji@2`.
                Errors are problem details (RFC 9457) with a sentence in `detail`, a `kind` for programs and, where one is at fault, the
                `member` of the request; `/v1/embeddings` answers errors as OpenAI's API does. Members that are not known are refused.
                503 and 429 come with `Retry-After`.
                """,
        };
        // Whoever reads it knows where it came from.
        document.Servers = [];
        return Task.CompletedTask;
    }
}
