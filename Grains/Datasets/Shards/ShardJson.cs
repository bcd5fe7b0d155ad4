using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>How JSON of data sets is written and read: camel case, no nulls, enumerations by name.</summary>
internal static class ShardJson
{
    /// <summary>The options; they are not changed.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter() },
    };
}
