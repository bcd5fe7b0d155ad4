namespace ClipGrid.Model.Training;

/// <summary>
/// The order in which a run sees its data: a pure function of seed, epoch and item count, independent of arrival, machine and
/// history. Any batch can be asked for at any time. Safe to use from several threads; holds one epoch's order, 4 bytes an item.
/// </summary>
public sealed class DataOrder
{
    private readonly DataOrderOptions _options;
    private EpochOrder _current;

    /// <summary>The order for these settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public DataOrder(DataOrderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _current = EpochOrder.Of(options, 0);
    }

    /// <summary>Number of batches in every epoch.</summary>
    public int BatchesPerEpoch => UsedItemCount / _options.BatchSize + (UsedItemCount % _options.BatchSize == 0 ? 0 : 1);

    // Items of an epoch that reach a batch.
    private int UsedItemCount => _options.LastBatch == LastBatch.Keep ? _options.ItemCount : _options.ItemCount - _options.ItemCount % _options.BatchSize;

    /// <summary>All items of an epoch, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public ReadOnlyMemory<int> Epoch(long epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        // One reference is read and written, so two threads in different epochs cost each other time but never a wrong order.
        EpochOrder current = _current;
        if (current.Epoch != epoch)
            _current = current = EpochOrder.Of(_options, epoch);
        return current.Items;
    }

    /// <summary>The batch that begins at a cursor: the default cursor for the first, then <see cref="DataBatch.Next"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cursor is not from a run over as many items in such batches.</exception>
    public DataBatch BatchAt(DataCursor cursor)
    {
        int used = UsedItemCount;
        if (cursor.Epoch < 0 || cursor.Position < 0 || cursor.Position >= used || cursor.Position % _options.BatchSize != 0)
            throw new ArgumentOutOfRangeException(
                nameof(cursor), cursor, $"No batch of {_options.BatchSize} out of {_options.ItemCount} items begins there: continue a run with the data set version and batch size that it began with.");
        int count = Math.Min(_options.BatchSize, used - cursor.Position);
        int end = cursor.Position + count;
        return new DataBatch
        {
            Items = Epoch(cursor.Epoch).Slice(cursor.Position, count),
            Epoch = cursor.Epoch,
            Next = end == used ? new DataCursor(cursor.Epoch + 1, 0) : cursor with { Position = end },
        };
    }

    /// <summary>The cursor of a run's batch number <paramref name="batch"/>, 0-based.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DataCursor CursorOf(long batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        return new DataCursor(batch / BatchesPerEpoch, (int)(batch % BatchesPerEpoch) * _options.BatchSize);
    }
}
