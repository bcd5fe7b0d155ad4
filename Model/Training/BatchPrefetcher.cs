using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ClipGrid.Model.Training;

/// <summary>
/// Loads the next batch on a thread of its own while the device works on this one. What it hands out depends on the cursor only,
/// never on timing.
/// </summary>
internal sealed class BatchPrefetcher : IDisposable
{
    private readonly BlockingCollection<(LoadedBatch Batch, ExceptionDispatchInfo? Failure)> _loaded = new(boundedCapacity: 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    /// <param name="load">What is to be loaded of a batch.</param>
    /// <param name="order">The order of the items.</param>
    /// <param name="cursor">Where the first batch begins.</param>
    internal BatchPrefetcher(Func<DataBatch, TrainingBatch?[]> load, DataOrder order, DataCursor cursor)
    {
        _thread = new Thread(() => Run(load, order, cursor)) { IsBackground = true, Name = "ClipGrid batches" };
        _thread.Start();
    }

    /// <summary>The batch at the cursor, and what comes after it.</summary>
    /// <exception cref="Exception">What the data source threw for this batch.</exception>
    internal LoadedBatch Take()
    {
        (LoadedBatch batch, ExceptionDispatchInfo? failure) = _loaded.Take();
        failure?.Throw();
        return batch;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _loaded.Dispose();
        _stop.Dispose();
    }

    private void Run(Func<DataBatch, TrainingBatch?[]> load, DataOrder order, DataCursor cursor)
    {
        try
        {
            for (bool failed = false; !failed;)
            {
                DataBatch items = order.BatchAt(cursor);
                ExceptionDispatchInfo? failure = TryLoad(load, items, out TrainingBatch?[] parts);
                failed = failure is not null;
                _loaded.Add((new LoadedBatch(cursor, items, parts), failure), _stop.Token);
                cursor = items.Next;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed while the last batch waited to be taken: nobody wants it any more.
        }
        finally
        {
            _loaded.CompleteAdding();
        }
    }

    private static ExceptionDispatchInfo? TryLoad(Func<DataBatch, TrainingBatch?[]> load, DataBatch items, out TrainingBatch?[] parts)
    {
        try
        {
            parts = load(items);
            return null;
        }
#pragma warning disable CA1031 // The failure crosses to the training thread and is thrown there.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            parts = [];
            return ExceptionDispatchInfo.Capture(failure);
        }
    }
}
