using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>JSON as pages send it; what is not understood is an error, not passed over.</summary>
internal static class UploadJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="BadHttpRequestException">It is not what was expected.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException($"The JSON before the files cannot be understood: {e.Message}", e);
        }
    }
}
