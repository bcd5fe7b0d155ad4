using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets;

/// <summary>Reads what ingests have written. Safe for any number of callers.</summary>
internal interface IPartitionStore
{
    /// <summary>A partition's items.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken);

    /// <summary>A picture's file, or a piece of it.</summary>
    /// <exception cref="GridException">NotFound, Unavailable.</exception>
    Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken);

    /// <summary>The files of the pictures in rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> - 1, read in one pass.</summary>
    IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, CancellationToken cancellationToken);
}
