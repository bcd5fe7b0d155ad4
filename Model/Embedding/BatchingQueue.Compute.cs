namespace ClipGrid.Model.Embedding;

/// <content>The side of the compute thread.</content>
internal sealed partial class BatchingQueue<TInput, TOutput>
{
    /// <inheritdoc/>
    public long? DueAt =>
        _waiting.First is not { } first ? null
        : _waiting.Count >= _options.MaxBatchSize ? long.MinValue
        : first.Value.EnqueuedAt + _maxWait;

    /// <inheritdoc/>
    public void ComputeBatch()
    {
        List<PendingItem<TInput, TOutput>> batch = Take();
        if (batch.Count == 0)
            return;
        _places.Release(batch.Count);
        _meter.Batch(batch.Count, _clock.GetElapsedTime(batch[0].EnqueuedAt));
        long begun = _clock.GetTimestamp();
        if (TryCompute(batch) is { } failure)
            ComputeOneByOne(batch, failure);
        _meter.Computed(_clock.GetElapsedTime(begun));
        if (EncoderSpans.IsHeard)
            EncoderSpans.Tell(_meter.Kind, [.. batch.Select(item => (item.AskedBy, item.EnqueuedAt))], begun, _clock);
        foreach (PendingItem<TInput, TOutput> item in batch)
            item.ReleaseInput();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<PendingItem<TInput, TOutput>> waiting = [];
        lock (_thread.Gate)
        {
            _closed = true;
            while (_waiting.First is { } first)
            {
                Remove(first);
                waiting.Add(first.Value);
            }
        }
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (PendingItem<TInput, TOutput> item in waiting)
            Leave(item, BatchItemResult<TOutput>.Failed(Closed()));
        // Whoever still holds a place is preparing an input; when all places are here, nobody uses the model any more.
        // Places and token are never disposed: they hold no handle, and a late caller may still look at them.
        for (int i = 0; i < _options.QueueCapacity; i++)
            await _places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private List<PendingItem<TInput, TOutput>> Take()
    {
        List<PendingItem<TInput, TOutput>> batch = [];
        lock (_thread.Gate)
        {
            while (batch.Count < _options.MaxBatchSize && _waiting.First is { } first)
            {
                Remove(first);
                batch.Add(first.Value);
            }
        }
        return batch;
    }

    // Null if every input has its result, else why the batch failed as a whole.
    private Exception? TryCompute(List<PendingItem<TInput, TOutput>> batch)
    {
        try
        {
            IReadOnlyList<BatchItemResult<TOutput>> results = _compute([.. batch.Select(item => item.Input)]);
            if (results.Count != batch.Count)
                return new InvalidOperationException($"The model gave {results.Count} results for {batch.Count} {_meter.Kind} inputs: this is a mistake in the model's code.");
            for (int i = 0; i < batch.Count; i++)
                batch[i].Complete(results[i]);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void ComputeOneByOne(List<PendingItem<TInput, TOutput>> batch, Exception failure)
    {
        foreach (PendingItem<TInput, TOutput> item in batch)
        {
            if (item.Task.IsCompleted)
                continue;
            Exception? alone = batch.Count == 1 ? failure : _closed ? Closed() : TryCompute([item]);
            if (alone is not null)
                item.Complete(BatchItemResult<TOutput>.Failed(alone));
        }
    }
}
