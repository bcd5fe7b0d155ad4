namespace ClipGrid.Model.Embedding;

/// <summary>The measurements of one kind of input.</summary>
internal sealed class LaneMeter(EncoderMeter meter, string kind)
{
    private readonly KeyValuePair<string, object?> _tag = new("clipgrid.input", kind);

    /// <summary>The kind of input, as messages and measurements name it.</summary>
    public string Kind => kind;

    /// <summary>An input began to wait.</summary>
    public void Enqueued() => meter.QueueLength.Add(1, _tag);

    /// <summary>An input no longer waits.</summary>
    public void Dequeued() => meter.QueueLength.Add(-1, _tag);

    /// <summary>A batch was computed.</summary>
    public void Computed(TimeSpan duration) => meter.BatchTime.Record(duration.TotalSeconds, _tag);

    /// <summary>A batch is about to be computed.</summary>
    public void Batch(int size, TimeSpan waited)
    {
        meter.BatchSize.Record(size, _tag);
        meter.QueueWait.Record(waited.TotalSeconds, _tag);
    }
}
