using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>What to embed, as OpenAI's API asks for it.</summary>
internal sealed record EmbeddingsBody
{
    /// <summary>
    /// A text, a picture (data:image/png;base64,…), or an array of them; entries may also be {"text": "…"}, {"image": "data:…"} or OpenAI's content
    /// parts {"type": "text", "text": "…"} and {"type": "image_url", "image_url": {"url": "data:…"}}. Tokens are not taken.
    /// </summary>
    public required JsonElement Input { get; init; }

    /// <summary>The model: demo, demo@alias or demo@digest.</summary>
    public required string Model { get; init; }

    /// <summary>float (the default): an array of numbers; base64: 32-bit floating point numbers, little-endian.</summary>
    [JsonPropertyName("encoding_format")]
    public string? EncodingFormat { get; init; }

    /// <summary>Only the number of dimensions that the model has.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Not used.</summary>
    public string? User { get; init; }
}
