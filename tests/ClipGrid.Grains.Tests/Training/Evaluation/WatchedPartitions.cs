using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Tests.Training.Evaluation;

/// <summary>A silo's own door to the data set: it counts who comes, and can fail or hold them.</summary>
internal sealed class WatchedPartitions(TestDataset dataset) : IPartitionStore
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _loadCount;

    /// <summary>Partitions that were asked for.</summary>
    public int LoadCount => Volatile.Read(ref _loadCount);

    /// <summary>Pictures cannot be read.</summary>
    public bool Fails { get; set; }

    /// <summary>Pictures are read after <see cref="GoOn"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Completes when a reader is held.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Completes when a held reader gives up.</summary>
    public Task Cancelled => _cancelled.Task;

    public void GoOn() => _held.TrySetResult();

    public Task<PartitionItems> LoadAsync(PartitionId id, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loadCount);
        return dataset.LoadAsync(id, cancellationToken);
    }

    public Task<byte[]> ReadPictureAsync(PartitionId id, StoredItem item, long offset, long length, CancellationToken cancellationToken) =>
        dataset.ReadPictureAsync(id, item, offset, length, cancellationToken);

    public async IAsyncEnumerable<byte[]> ReadPicturesAsync(PartitionItems items, int start, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Fails)
            throw new GridException(GridProblem.Unavailable, "The pictures cannot be read here.");
        if (Holds)
            await HoldAsync(cancellationToken);
        await foreach (byte[] file in dataset.ReadPicturesAsync(items, start, count, cancellationToken))
            yield return file;
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        try
        {
            await _held.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }
}
