using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>When a checkpoint is due: by steps, and by time besides. For one thread.</summary>
internal sealed class CheckpointRhythm(SessionSpecification specification, TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>Whether one is due after a step; if so, the time begins anew.</summary>
    public bool IsDue(long step)
    {
        bool isDue = step % specification.CheckpointInterval == 0
            || specification.CheckpointSeconds is { } seconds && time.GetElapsedTime(_last).TotalSeconds >= seconds;
        if (isDue)
            _last = time.GetTimestamp();
        return isDue;
    }
}
