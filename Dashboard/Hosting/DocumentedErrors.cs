using ClipGrid.Dashboard.Limits;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The errors that an operation may answer with.</summary>
internal sealed class DocumentedErrors : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        bool isOpenAi = ApiPaths.IsOpenAi($"/{context.Description.RelativePath?.TrimEnd('/')}");
        IOpenApiSchema schema = await context.GetOrCreateSchemaAsync(isOpenAi ? typeof(OpenAiError) : typeof(ProblemDetails), null, cancellationToken);
        operation.Responses ??= [];
        foreach (int status in Statuses(operation, context))
            operation.Responses.TryAdd(status.ToString(System.Globalization.CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType> { [isOpenAi ? "application/json" : "application/problem+json"] = new OpenApiMediaType { Schema = schema } },
            });
    }

    private static IEnumerable<int> Statuses(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        yield return StatusCodes.Status400BadRequest;
        if (operation.RequestBody is not null || operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            yield return StatusCodes.Status404NotFound;
        if (context.Description.HttpMethod != HttpMethods.Get)
            yield return StatusCodes.Status409Conflict;
        if (context.Description.RelativePath?.Contains("aliases", StringComparison.Ordinal) == true && context.Description.HttpMethod != HttpMethods.Get)
            yield return StatusCodes.Status412PreconditionFailed;
        if (operation.RequestBody is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }
        if (context.Description.ActionDescriptor.EndpointMetadata.Any(metadata => metadata is CostOf))
            yield return StatusCodes.Status429TooManyRequests;
        yield return StatusCodes.Status503ServiceUnavailable;
    }
}
