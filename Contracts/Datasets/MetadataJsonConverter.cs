using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Metadata values are JSON's own strings, numbers and booleans.</summary>
internal sealed class MetadataJsonConverter : JsonConverter<MetadataValue>
{
    /// <inheritdoc/>
    public override MetadataValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new MetadataValue(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number) => new MetadataValue(number),
        JsonTokenType.True or JsonTokenType.False => new MetadataValue(reader.GetBoolean()),
        _ => throw new JsonException("A metadata value is a string, a finite number, true or false."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MetadataValue value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
            writer.WriteStringValue(text);
        else if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteBooleanValue(value.Flag == true);
    }
}
