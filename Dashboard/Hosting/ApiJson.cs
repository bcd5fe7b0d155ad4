using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>JSON as the HTTP API reads and writes it: what is not understood is refused, so that no slip of the pen is passed over.</summary>
internal static class ApiJson
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int DeepestNesting = 32;

    /// <summary>Sets the options.</summary>
    public static void Configure(JsonOptions options)
    {
        JsonSerializerOptions json = options.SerializerOptions;
        json.PropertyNameCaseInsensitive = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.MaxDepth = DeepestNesting;
        json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(FullLists.Modify);
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }
}
