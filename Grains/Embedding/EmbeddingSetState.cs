using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>What the grain of an embedding set keeps durably.</summary>
internal sealed record EmbeddingSetState
{
    /// <summary>The last job as it was when it started or ended, or null: nobody has started one.</summary>
    public EmbeddingStatus? Status { get; init; }

    /// <summary>Items that had vectors before that job, once it has counted them.</summary>
    public long? Baseline { get; init; }
}
