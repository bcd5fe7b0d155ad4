namespace ClipGrid.Grains.Training.Runs;

/// <summary>Pairs a second over the last steps. For one thread.</summary>
internal sealed class SpeedMeter(TimeProvider time, int batchSize)
{
    private const int StepCount = 20;
    private readonly Queue<long> _ends = new([time.GetTimestamp()]);

    /// <summary>Counts a step that has just ended.</summary>
    public double Count()
    {
        _ends.Enqueue(time.GetTimestamp());
        if (_ends.Count > StepCount + 1)
            _ends.Dequeue();
        double seconds = time.GetElapsedTime(_ends.Peek()).TotalSeconds;
        return seconds > 0 ? (_ends.Count - 1) * batchSize / seconds : 0;
    }
}
