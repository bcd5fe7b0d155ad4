using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Cluster.Members;

/// <summary>Where silos were last seen to serve, noted beside what they keep: <c>{"Format":1,"Silos":["10.0.0.5:11111"]}</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberNote
{
    /// <summary>The blob.</summary>
    public const string Name = "cluster/silos.json";

    /// <summary>The format that this release writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the blob.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Their addresses for other silos.</summary>
    public required ImmutableArray<string> Silos { get; init; }

    /// <summary>The note in a store; null if there is none.</summary>
    /// <exception cref="GridException">NewerFormat; Corrupt; Unavailable.</exception>
    public static async Task<IPEndPoint[]?> FindAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Name, cancellationToken).ConfigureAwait(false) is null)
            return null;
        byte[] bytes = await store.GetAsync(Name, null, cancellationToken).ConfigureAwait(false);
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            int format = document.RootElement.GetProperty(nameof(Format)).GetInt32();
            if (format > CurrentFormat)
                throw new GridException(GridProblem.NewerFormat, $"{Name} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release.");
            return [.. document.Deserialize<MemberNote>()!.Silos.Select(IPEndPoint.Parse)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new GridException(GridProblem.Corrupt, $"{Name} is not what was written: {error.Message.TrimEnd('.')}. Delete it where no silo of this grid runs.", error);
        }
    }

    /// <summary>Writes it down.</summary>
    /// <exception cref="GridException">StorageFull; Unavailable.</exception>
    public Task PutAsync(IBlobStore store, CancellationToken cancellationToken) =>
        store.PutAsync(Name, JsonSerializer.SerializeToUtf8Bytes(this), BlobCondition.None, cancellationToken);
}
