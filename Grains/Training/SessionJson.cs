using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training;

/// <summary>What sessions keep as JSON in the blob store.</summary>
internal static class SessionJson
{
    /// <summary>Writes a value.</summary>
    /// <exception cref="GridException">Conflict: the condition did not hold; Unavailable, StorageFull.</exception>
    public static Task<BlobInfo> PutJsonAsync<T>(this IBlobStore blobs, string name, T value, BlobCondition condition, CancellationToken cancellationToken) =>
        blobs.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(value), condition, cancellationToken);

    /// <summary>Reads a value with the tag of its blob, or null if there is none.</summary>
    /// <exception cref="GridException">Corrupt; NewerFormat; Unavailable.</exception>
    public static async Task<(T Value, string ETag)?> FindJsonAsync<T>(this IBlobStore blobs, string name, int format, CancellationToken cancellationToken)
        where T : class
    {
        BlobContent content;
        try
        {
            content = await blobs.OpenAsync(name, null, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException missing) when (missing.Problem == GridProblem.NotFound)
        {
            return null;
        }
        await using (content.ConfigureAwait(false))
        {
            using MemoryStream bytes = new();
            await content.Stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return (Parse<T>(name, bytes.ToArray(), format), content.Info.ETag);
        }
    }

    private static T Parse<T>(string name, byte[] bytes, int format)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Format", out JsonElement written) && written.GetInt32() > format)
                throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {written.GetInt32()}; this one reads up to {format}): use that release.");
            return document.Deserialize<T>() ?? throw new JsonException("It is null.");
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new GridException(GridProblem.Corrupt, $"{name} is not what was written: {error.Message} Restore it from a backup, or start a new session.", error);
        }
    }
}
