using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>What is small enough for memory, and listings without pages.</summary>
public static class BlobStoreExtensions
{
    private const int PageSize = 1000;

    /// <summary>Writes a blob from memory.</summary>
    public static async Task<BlobInfo> PutAsync(this IBlobStore store, string name, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellationToken)
    {
        using MemoryStream stream = new(content.ToArray(), writable: false);
        return await store.PutAsync(name, stream, condition, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a blob, or a range of it, into memory.</summary>
    /// <exception cref="GridException">NotFound: there is none.</exception>
    public static async Task<byte[]> GetAsync(this IBlobStore store, string name, BlobRange? range, CancellationToken cancellationToken)
    {
        BlobContent content = await store.OpenAsync(name, range, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using MemoryStream bytes = new();
            await content.Stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
    }

    /// <summary>All blobs whose names begin with <paramref name="prefix"/>, in ordinal order of names.</summary>
    public static async IAsyncEnumerable<BlobInfo> ListAllAsync(this IBlobStore store, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            BlobPage page = await store.ListAsync(prefix, continuation, PageSize, cancellationToken).ConfigureAwait(false);
            foreach (BlobInfo blob in page.Blobs)
                yield return blob;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>Deletes all blobs whose names begin with <paramref name="prefix"/>; returns how many there were.</summary>
    public static async Task<int> DeleteAllAsync(this IBlobStore store, string prefix, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (BlobInfo blob in store.ListAllAsync(prefix, cancellationToken).ConfigureAwait(false))
            count += await store.DeleteAsync(blob.Name, BlobCondition.None, cancellationToken).ConfigureAwait(false) ? 1 : 0;
        return count;
    }
}
