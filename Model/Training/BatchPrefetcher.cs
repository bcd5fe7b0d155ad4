using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ClipGrid.Model.Training;

/// <summary>
/// Loads the next batch on a thread of its own while the device works on this one. What it hands out depends on the cursor only,
/// never on timing.
/// </summary>
internal sealed class BatchPrefetcher : IDisposable
{
    private readonly BlockingCollection<Loaded> _loaded = new(boundedCapacity: 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    internal BatchPrefetcher(ITrainingData data, DataOrder order, DataCursor cursor)
    {
        _thread = new Thread(() => Run(data, order, cursor)) { IsBackground = true, Name = "ClipGrid batches" };
        _thread.Start();
    }

    /// <summary>The batch at the cursor, and what comes after it.</summary>
    /// <exception cref="Exception">What the data source threw for this batch.</exception>
    internal (TrainingBatch Batch, DataBatch Items) Take()
    {
        Loaded next = _loaded.Take();
        next.Failure?.Throw();
        return (next.Batch!, next.Items);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _loaded.Dispose();
        _stop.Dispose();
    }

    private void Run(ITrainingData data, DataOrder order, DataCursor cursor)
    {
        try
        {
            for (bool failed = false; !failed;)
            {
                Loaded next = Load(data, order.BatchAt(cursor));
                failed = next.Failure is not null;
                _loaded.Add(next, _stop.Token);
                cursor = next.Items.Next;
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

    private static Loaded Load(ITrainingData data, DataBatch items)
    {
        try
        {
            return new(data.Load(items.Items, items.Epoch), items, null);
        }
#pragma warning disable CA1031 // The failure crosses to the training thread and is thrown there.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new(null, items, ExceptionDispatchInfo.Capture(failure));
        }
    }

    private sealed record Loaded(TrainingBatch? Batch, DataBatch Items, ExceptionDispatchInfo? Failure);
}
