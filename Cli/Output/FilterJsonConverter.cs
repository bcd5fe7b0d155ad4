using System.Text.Json;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Cli.Output;

/// <summary>A filter is its text.</summary>
internal sealed class FilterJsonConverter : JsonConverter<ItemFilter>
{
    /// <inheritdoc/>
    public override ItemFilter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FilterText.TryParse(reader.GetString(), out ItemFilter? filter, out string? error) ? filter : throw new JsonException(error);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ItemFilter value, JsonSerializerOptions options) => writer.WriteStringValue(FilterText.Format(value));
}
