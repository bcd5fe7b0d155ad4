namespace ClipGrid.Model.Embedding;

/// <summary>
/// Gathers inputs of concurrent callers into batches for a <see cref="ComputeThread"/>. Bounded, cancellable, and a sick input fails
/// alone. Thread-safe. The queue owns the inputs it was given and disposes them, if they are disposable, when they are through.
/// </summary>
internal sealed partial class BatchingQueue<TInput, TOutput> : IBatchLane
{
    private readonly ComputeThread _thread;
    private readonly BatchingOptions _options;
    private readonly Func<IReadOnlyList<TInput>, IReadOnlyList<BatchItemResult<TOutput>>> _compute;
    private readonly TimeProvider _clock;
    private readonly LaneMeter _meter;
    private readonly LinkedList<PendingItem<TInput, TOutput>> _waiting = [];
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _closing = new();
    private readonly long _maxWait;
    private volatile bool _closed;

    /// <summary>Adds a queue to a thread.</summary>
    /// <param name="thread">Where batches are computed.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="compute">
    /// One result for each input, in order. If it throws for several inputs, each is tried alone.
    /// </param>
    /// <param name="clock">The thread's clock.</param>
    /// <param name="meter">What is measured.</param>
    public BatchingQueue(
        ComputeThread thread,
        BatchingOptions options,
        Func<IReadOnlyList<TInput>, IReadOnlyList<BatchItemResult<TOutput>>> compute,
        TimeProvider clock,
        LaneMeter meter)
    {
        _thread = thread;
        _options = options;
        _compute = compute;
        _clock = clock;
        _meter = meter;
        _places = new SemaphoreSlim(options.QueueCapacity);
        _maxWait = (long)(options.MaxWait.TotalSeconds * clock.TimestampFrequency);
        thread.Add(this);
    }

    /// <summary>Number of inputs that wait; those being prepared or computed are not counted.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_thread.Gate)
                return _waiting.Count;
        }
    }

    /// <summary>Takes a place, prepares the input while holding it, waits for its turn, and returns its output.</summary>
    /// <param name="prepare">Makes the input. Runs when a place is there, so that prepared inputs are bounded too.</param>
    /// <param name="whenFull">What to do if no place is free.</param>
    /// <param name="cancellationToken">Takes a waiting input out of the queue; during its computation it only stops the waiting.</param>
    /// <exception cref="EncoderBusyException">No place is free, and the caller did not want to wait.</exception>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public async Task<TOutput> RunAsync(Func<CancellationToken, ValueTask<TInput>> prepare, WhenFull whenFull, CancellationToken cancellationToken)
    {
        await TakePlaceAsync(whenFull, cancellationToken).ConfigureAwait(false);
        LinkedListNode<PendingItem<TInput, TOutput>> node;
        try
        {
            node = new(new PendingItem<TInput, TOutput>(await prepare(cancellationToken).ConfigureAwait(false), _clock.GetTimestamp()));
        }
        catch
        {
            _places.Release();
            throw;
        }
        Enqueue(node);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister((_, token) => Cancel(node, token), null);
        return await node.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Refuses work that comes too late.</summary>
    /// <exception cref="ObjectDisposedException">The queue is closed.</exception>
    public void ThrowIfClosed()
    {
        if (_closed)
            throw Closed();
    }

    private async ValueTask TakePlaceAsync(WhenFull whenFull, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfClosed();
        if (!_places.Wait(0, CancellationToken.None))
            await WaitForPlaceAsync(whenFull, cancellationToken).ConfigureAwait(false);
        if (_closed)
        {
            _places.Release();
            throw Closed();
        }
    }

    private async Task WaitForPlaceAsync(WhenFull whenFull, CancellationToken cancellationToken)
    {
        if (whenFull == WhenFull.Reject)
            throw new EncoderBusyException($"{_options.QueueCapacity} {_meter.Kind} inputs wait already: try again a little later, or raise {nameof(BatchingOptions.QueueCapacity)}.");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await _places.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfClosed();
            throw;
        }
    }

    private void Enqueue(LinkedListNode<PendingItem<TInput, TOutput>> node)
    {
        lock (_thread.Gate)
        {
            if (!_closed)
            {
                _waiting.AddLast(node);
                _meter.Enqueued();
                // Only the first of a batch sets the alarm, and only the last one makes it due.
                if (_waiting.Count == 1 || _waiting.Count == _options.MaxBatchSize)
                    _thread.Wake();
                return;
            }
        }
        Leave(node.Value, BatchItemResult<TOutput>.Failed(Closed()));
    }

    private void Cancel(LinkedListNode<PendingItem<TInput, TOutput>> node, CancellationToken token)
    {
        bool waited;
        lock (_thread.Gate)
        {
            waited = node.List is not null;
            if (waited)
                Remove(node);
        }
        node.Value.Cancel(token);
        if (waited)
            Leave(node.Value, default);
    }

    // Under the gate.
    private void Remove(LinkedListNode<PendingItem<TInput, TOutput>> node)
    {
        _waiting.Remove(node);
        _meter.Dequeued();
    }

    // An input that is never computed: its place is free again, its memory goes back, and its caller learns why.
    private void Leave(PendingItem<TInput, TOutput> item, BatchItemResult<TOutput> result)
    {
        item.Complete(result);
        item.ReleaseInput();
        _places.Release();
    }

    private static ObjectDisposedException Closed() =>
        new(nameof(ClipEncoder), "The model was unloaded before the input was computed: load it again, or ask another encoder.");
}
