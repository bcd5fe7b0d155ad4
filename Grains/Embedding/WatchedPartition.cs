using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Embedding;

/// <summary>A partition as a job last saw it. For one thread at a time.</summary>
/// <param name="itemCount">Its items.</param>
internal sealed class WatchedPartition(int itemCount)
{
    /// <summary>Its items.</summary>
    public int ItemCount => itemCount;

    /// <summary>How far it was.</summary>
    public PartitionEmbedding Now { get; private set; } = new() { DoneCount = 0, TotalCount = itemCount };

    /// <summary>What went wrong since it last came further, or null.</summary>
    public string? Fault { get; set; }

    /// <summary>How often it has failed.</summary>
    public int FailureCount { get; set; }

    /// <summary>Whether this job has started it: an older failure does not count.</summary>
    public bool WasStarted { get; private set; }

    /// <summary>Asks how far it is.</summary>
    public async Task LookAsync(IPartitionEmbeddingsGrain grain, ModelVersionId model, CancellationToken cancellationToken)
    {
        PartitionEmbedding now = await grain.GetEmbeddingAsync(model, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (now.DoneCount > Now.DoneCount)
            Fault = null;
        Now = now;
    }

    /// <summary>Starts it.</summary>
    public async Task StartAsync(IPartitionEmbeddingsGrain grain, ModelVersionId model, CancellationToken cancellationToken)
    {
        WasStarted = true;
        Now = await grain.StartEmbeddingAsync(model, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
