using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Access.Audit;

/// <summary>Entries as blobs, one each, below a folder for each day: they are only ever added. Safe for any number of callers.</summary>
internal sealed class AuditLog(IBlobStore store)
{
    private const int CurrentFormat = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes an entry; it is durable when this returns.</summary>
    /// <exception cref="GridException">Unavailable, StorageFull: it could not be written.</exception>
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        string name = GridPaths.Audit(DateOnly.FromDateTime(entry.At.UtcDateTime))
            + entry.At.UtcDateTime.ToString("HHmmssfffffff", CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N") + ".json";
        await store.PutAsync(name, JsonSerializer.SerializeToUtf8Bytes(new StoredEntry(CurrentFormat, entry), Json), BlobCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of a day.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<AuditPage> ReadAsync(DateOnly day, string? continuation, int top, CancellationToken cancellationToken)
    {
        BlobPage page = await store.ListAsync(GridPaths.Audit(day), continuation, top, cancellationToken).ConfigureAwait(false);
        ImmutableArray<AuditEntry>.Builder entries = ImmutableArray.CreateBuilder<AuditEntry>();
        foreach (BlobInfo blob in page.Blobs)
            entries.Add(Read(blob.Name, await store.GetAsync(blob.Name, null, cancellationToken).ConfigureAwait(false)));
        return new AuditPage(entries.ToImmutable(), page.Continuation);
    }

    private static AuditEntry Read(string name, byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            int format = document.RootElement.GetProperty("format").GetInt32();
            if (format > CurrentFormat)
                throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release.");
            return (document.Deserialize<StoredEntry>(Json) ?? throw new JsonException("It is null.")).Entry;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GridException(GridProblem.Corrupt, $"{name} is damaged: {error.Message} Restore it from a backup.", error);
        }
    }

    private sealed record StoredEntry(int Format, AuditEntry Entry);
}
