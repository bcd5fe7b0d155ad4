namespace ClipGrid.Grains.Training.Metrics;

/// <summary>What counts of a chunk.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="LastStep">The last step that counts, at most the chunk's own last; the step before its first if it is empty.</param>
internal readonly record struct MetricSpan(MetricChunk Chunk, long LastStep)
{
    /// <summary>The first step.</summary>
    public long FirstStep => Chunk.FirstStep;

    /// <summary>Whether it has a step of a range.</summary>
    public bool Meets(long first, long last) => FirstStep <= last && LastStep >= first && LastStep >= FirstStep;

    /// <summary>Whether no step will be added to it.</summary>
    public bool IsClosed => Chunk.IsJson || (LastStep >= FirstStep && LastStep % MetricChunk.Grid == 0);
}
