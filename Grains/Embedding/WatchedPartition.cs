using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Embedding;

/// <summary>A partition as a job last saw it. For one thread at a time.</summary>
/// <param name="itemCount">Its items.</param>
/// <param name="time">The clock of its rests.</param>
internal sealed class WatchedPartition(int itemCount, TimeProvider time)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private TimeSpan _rest = ShortestRest;
    private long? _restsSince;
    private int _mostDone;

    /// <summary>Its items.</summary>
    public int ItemCount => itemCount;

    /// <summary>How far it was.</summary>
    public PartitionEmbedding Now { get; private set; } = new() { DoneCount = 0, TotalCount = itemCount };

    /// <summary>What went wrong since it last came further, or null.</summary>
    public string? Fault { get; set; }

    /// <summary>How often it has failed.</summary>
    public int FailureCount { get; set; }

    /// <summary>Whether this job has started it and it has failed since: an older failure does not count, and each counts once.</summary>
    public bool HasFailed => Now.State == JobState.Failed && WasStarted && _restsSince is null;

    /// <summary>Whether it is to be started now.</summary>
    public bool IsIdle => Now.State is not (JobState.Running or JobState.Completed) && (_restsSince is not { } since || time.GetElapsedTime(since) >= _rest);

    private bool WasStarted { get; set; }

    /// <summary>Asks how far it is.</summary>
    public async Task LookAsync(IPartitionEmbeddingsGrain grain, ModelVersionId model, CancellationToken cancellationToken)
    {
        Now = await grain.GetEmbeddingAsync(model, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Now.DoneCount <= _mostDone && Now.State != JobState.Completed)
            return;
        (_mostDone, _rest, Fault) = (Now.DoneCount, ShortestRest, null);
    }

    /// <summary>Starts it.</summary>
    public async Task StartAsync(IPartitionEmbeddingsGrain grain, ModelVersionId model, CancellationToken cancellationToken)
    {
        if (_restsSince is not null)
            _rest = _rest < LongestRest / 2 ? 2 * _rest : LongestRest;
        (WasStarted, _restsSince) = (true, null);
        Now = await grain.StartEmbeddingAsync(model, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves it alone for a while, longer each time until it comes further.</summary>
    public void Rest() => _restsSince = time.GetTimestamp();
}
