using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Embedding;

/// <summary>Says that a partition's vectors under a model are complete, and of which chunks: written last.</summary>
internal sealed record VectorManifest
{
    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    /// <summary>The format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The model.</summary>
    public required ModelDigest Model { get; init; }

    /// <summary>The items that the vectors were made of, see <see cref="Embedding.ItemsDigest"/>.</summary>
    public required string ItemsDigest { get; init; }

    /// <summary>Number of items.</summary>
    public required int ItemCount { get; init; }

    /// <summary>Number of captions.</summary>
    public required int CaptionCount { get; init; }

    /// <summary>Width of a vector.</summary>
    public required int Dimension { get; init; }

    /// <summary>Captions that were longer than the model's context and were cut.</summary>
    public required int TruncatedCaptionCount { get; init; }

    /// <summary>Pictures and captions that could not be embedded.</summary>
    public required int FailedCount { get; init; }

    /// <summary>The chunks, in the order of their rows.</summary>
    public required ImmutableArray<VectorChunkEntry> Chunks { get; init; }

    /// <summary>What is to be known of the vectors, or null.</summary>
    [JsonIgnore]
    public string? Summary
    {
        get
        {
            string?[] parts =
            [
                TruncatedCaptionCount > 0 ? $"{TruncatedCaptionCount:N0} of {CaptionCount:N0} captions were longer than the model's context and were cut." : null,
                FailedCount > 0 ? $"{FailedCount:N0} pictures or captions could not be embedded and are not found." : null,
            ];
            string text = string.Join(' ', parts.OfType<string>());
            return text.Length == 0 ? null : text;
        }
    }

    /// <summary>The manifest as a file.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">NewerFormat; Corrupt.</exception>
    public static VectorManifest Read(byte[] bytes, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            int format = document.RootElement.GetProperty("formatVersion").GetInt32();
            if (format > CurrentFormat)
                throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release, or embed the data set again.");
            return document.RootElement.Deserialize<VectorManifest>(Json) ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw VectorChunk.Broken(name, "it is no manifest of vectors", error);
        }
    }
}
