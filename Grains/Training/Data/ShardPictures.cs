using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Microsoft.Win32.SafeHandles;

namespace ClipGrid.Grains.Training.Data;

/// <summary>Pictures' files in local copies of their shards: what is read often stays in the system's own cache.</summary>
internal sealed class ShardPictures : SessionPictures
{
    private readonly SafeFileHandle[] _shards;

    private ShardPictures(SessionItems items, SafeFileHandle[] shards)
        : base(items) => _shards = shards;

    /// <summary>Copies the shards into a folder and checks each against its digest.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, StorageFull, Unavailable.</exception>
    public static async Task<ShardPictures> CopyAsync(SessionItems items, IBlobStore blobs, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        List<SafeFileHandle> shards = [];
        try
        {
            foreach ((int number, PlannedPartition partition) in items.Plan.Partitions.Index())
            {
                string path = Path.Combine(folder, $"{number:D6}.tar");
                await CopyAsync(partition, blobs, path, cancellationToken).ConfigureAwait(false);
                shards.Add(File.OpenHandle(path, options: FileOptions.RandomAccess));
            }
            return new ShardPictures(items, [.. shards]);
        }
        catch
        {
            shards.ForEach(shard => shard.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items)
    {
        var files = new ReadOnlyMemory<byte>[items.Length];
        for (int i = 0; i < files.Length; i++)
        {
            PicturePlace place = Items.Places[items[i]];
            byte[] file = new byte[place.Length];
            int read = 0;
            for (int got = -1; read < file.Length && got != 0; read += got)
                got = RandomAccess.Read(_shards[place.Partition], file.AsSpan(read), place.Offset + read);
            if (read < file.Length)
                throw new GridException(GridProblem.Corrupt, $"{NameOf(items[i])} ends after {read} of {file.Length} bytes in the local copy of its shard: the scratch folder was changed. Resume the session.");
            files[i] = file;
        }
        return files;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (SafeFileHandle shard in _shards)
            shard.Dispose();
        base.Dispose();
    }

    private static async Task CopyAsync(PlannedPartition partition, IBlobStore blobs, string path, CancellationToken cancellationToken)
    {
        PartitionId id = partition.Id;
        string digest = await blobs.DownloadAsync(GridPaths.Shard(id), path, cancellationToken).ConfigureAwait(false);
        if (!string.Equals(digest, partition.Digest, StringComparison.OrdinalIgnoreCase))
            throw new GridException(GridProblem.Corrupt, $"The shard of partition {id} has the SHA-256 {digest} and was written with {partition.Digest}: restore the data set from a backup.");
    }
}
