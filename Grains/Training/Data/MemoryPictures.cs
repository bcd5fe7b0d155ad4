using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Training.Data;

/// <summary>Pictures' files in memory.</summary>
internal sealed class MemoryPictures : SessionPictures
{
    private readonly byte[][] _files;

    private MemoryPictures(SessionItems items, byte[][] files)
        : base(items) => _files = files;

    /// <summary>Reads them all.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, Unavailable.</exception>
    public static async Task<MemoryPictures> LoadAsync(SessionItems items, IPartitionStore store, CancellationToken cancellationToken)
    {
        byte[][] files = new byte[items.Keys.Length][];
        int next = 0;
        foreach (PlannedPartition partition in items.Plan.Partitions)
        {
            PartitionItems stored = await store.LoadAsync(partition.Id, cancellationToken).ConfigureAwait(false);
            foreach (RowRange range in partition.Rows)
                await foreach (byte[] file in store.ReadPicturesAsync(stored, range.Start, range.Count, cancellationToken).ConfigureAwait(false))
                    files[next++] = file;
        }
        return next == files.Length
            ? new MemoryPictures(items, files)
            : throw new GridException(GridProblem.Corrupt, $"Of {files.Length} pictures that the session trains on only {next} could be read: restore the data set from a backup.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items)
    {
        var files = new ReadOnlyMemory<byte>[items.Length];
        for (int i = 0; i < files.Length; i++)
            files[i] = _files[items[i]];
        return files;
    }
}
