using System.Text.Json.Nodes;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>An operation of the HTTP API as its description has it.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path"><c>/v1/datasets/{name}</c></param>
/// <param name="PathParameters">Names of the holes in the path.</param>
/// <param name="Queries">Names of parameters behind the question mark.</param>
/// <param name="Headers">Names of its own headers.</param>
/// <param name="Example">A body to begin with; null for none.</param>
internal sealed record ApiOperation(HttpMethod Method, string Path, IReadOnlyList<string> PathParameters, IReadOnlyList<string> Queries, IReadOnlyList<string> Headers, JsonNode? Example)
{
    /// <summary>All operations of a description.</summary>
    public static IReadOnlyList<ApiOperation> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           let parameters = operation.Value!["parameters"]?.AsArray().OfType<JsonNode>().ToArray() ?? []
           select new ApiOperation(
               new HttpMethod(operation.Key.ToUpperInvariant()), path.Key, Names(parameters, "path"), Names(parameters, "query"), Names(parameters, "header"),
               operation.Value["requestBody"]?["content"]?["application/json"]?["example"]),
    ];

    private static string[] Names(IEnumerable<JsonNode> parameters, string place) => [.. parameters.Where(parameter => (string)parameter["in"]! == place).Select(parameter => (string)parameter["name"]!)];
}
