using System.Text.Json;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ClipGrid.Dashboard.Training;

/// <summary>Changes specifications by merge patches (RFC 7396): <c>{"learningRate": 1e-4, "note": null}</c>.</summary>
internal sealed class SpecificationPatch(IOptions<JsonOptions> json)
{
    /// <summary>The changed specification.</summary>
    /// <exception cref="RequestFault">A member of the patch is unknown or of the wrong kind.</exception>
    public SessionSpecification Apply(SessionSpecification specification, JsonObject? change)
    {
        if (change is null)
            return specification;
        JsonObject merged = JsonSerializer.SerializeToNode(specification.ToBody(), json.Value.SerializerOptions)!.AsObject();
        Merge(merged, change);
        try
        {
            return merged.Deserialize<SpecificationBody>(json.Value.SerializerOptions)!.ToSpecification();
        }
        catch (JsonException fault)
        {
            throw new RequestFault("change", $"The change cannot be made. {JsonFault.Told(fault)}");
        }
    }

    private static void Merge(JsonObject target, JsonObject change)
    {
        foreach ((string name, JsonNode? value) in change)
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject there)
                Merge(there, inner);
            else
                target[name] = value.DeepClone();
    }
}
