using System.Text.Json;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage.GrainStates;

/// <summary>A grain's state as it is stored: <c>{"format":1,"state":{…}}</c>.</summary>
internal static class GrainStateJson
{
    private const int Format = 1;
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The bytes to store.</summary>
    public static byte[] Write<T>(T state)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WritePropertyName("state");
            JsonSerializer.Serialize(writer, state, s_options);
            writer.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>The state in stored bytes.</summary>
    /// <param name="bytes">What was stored.</param>
    /// <param name="name">The blob, for messages.</param>
    /// <exception cref="GridException">NewerFormat: a newer release wrote it; Corrupt: it is no state of this type.</exception>
    public static T Read<T>(byte[] bytes, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            int format = document.RootElement.GetProperty("format").GetInt32();
            if (format > Format)
                throw new GridException(GridProblem.NewerFormat, $"The state {name} was written by a newer ClipGrid (format {format}; this one reads up to {Format}): use that release, or another store.");
            return document.RootElement.GetProperty("state").Deserialize<T>(s_options) ?? throw new JsonException("The state is null.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new GridException(GridProblem.Corrupt, $"The state {name} cannot be read as {typeof(T).Name}: {exception.Message.TrimEnd('.')}. Restore the blob from a copy, or delete it to begin anew.", exception);
        }
    }
}
