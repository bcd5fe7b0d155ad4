using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Bodies to begin with.</summary>
internal sealed class DocumentedExamples : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["v1/embeddings"] = """{ "model": "demo", "input": ["a red circle", "a blue square"] }""",
        ["v1/embeddings/sets"] = """{ "dataset": "emoji", "model": "demo" }""",
        ["v1/search"] = """{ "dataset": "emoji", "model": "demo", "terms": [{ "text": "a happy cat" }, { "text": "black and white", "weight": -0.5 }], "filter": "label != flags", "top": 5 }""",
        ["v1/classify"] = """{ "model": "demo", "pictures": [{ "item": { "dataset": "emoji", "key": "1F431" } }], "classes": ["cat", "dog"] }""",
        ["v1/rank"] = """{ "model": "demo", "pictures": [{ "item": { "dataset": "emoji", "key": "1F431" } }], "texts": ["a cat", "a dog"] }""",
        ["v1/datasets/{name}/ingests"] = """{ "path": "/data/photos", "format": "auto" }""",
        ["v1/datasets/{name}/items/delete"] = """{ "keys": ["1F431"] }""",
        ["v1/models/{name}/aliases/{alias}"] = """{ "target": "latest", "isProtected": true, "reason": "better recall" }""",
        ["v1/models/{name}/imports"] = """{ "path": "/data/clip-vit-base-patch32" }""",
        ["v1/sessions"] = """{ "dataset": "emoji", "publish": "emoji", "preset": "TinyRN@64", "stepCount": 500, "batchSize": 64, "evaluation": { "heldOutShare": 0.1, "interval": 100 } }""",
        ["v1/sessions/check"] = """{ "dataset": "emoji", "publish": "emoji", "preset": "TinyRN@64", "stepCount": 500, "batchSize": 64 }""",
        ["v1/sessions/suggest"] = """{ "dataset": "emoji", "goal": "retrieval", "base": "demo", "publish": "emoji" }""",
        ["v1/sessions/{id}/rate"] = """{ "factor": 0.5 }""",
        ["v1/sessions/{id}/fork"] = """{ "step": 400, "change": { "learningRate": 1e-4, "stepCount": 2000 } }""",
        ["v1/sessions/{id}/clone"] = """{ "change": { "seed": 2 } }""",
    };

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.RequestBody?.Content is { } content && context.Description.RelativePath is { } path && Bodies.TryGetValue(path.TrimEnd('/'), out string? body))
            foreach (OpenApiMediaType media in content.Values.OfType<OpenApiMediaType>())
                media.Example = JsonNode.Parse(body);
        return Task.CompletedTask;
    }
}
