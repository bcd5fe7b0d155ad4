using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Embedding;

/// <summary>How far the embedding of a partition is in this silo. Safe for any number of callers.</summary>
internal sealed class EmbeddingProgress
{
    private volatile PartitionEmbedding _now = new() { State = JobState.Running, DoneCount = 0, TotalCount = 0 };

    /// <summary>How far it is.</summary>
    public PartitionEmbedding Now => _now;

    /// <summary>Its partition has so many items.</summary>
    public void Begin(int totalCount) => _now = _now with { TotalCount = totalCount };

    /// <summary>So many items more have durable vectors.</summary>
    public void Advance(int count) => _now = _now with { DoneCount = _now.DoneCount + count };

    /// <summary>It has ended.</summary>
    /// <param name="state">How.</param>
    /// <param name="message">Why, or what is to be known of it.</param>
    /// <param name="problem">What went wrong, or null.</param>
    public void End(JobState state, string? message, GridProblem? problem = null) => _now = _now with { State = state, Message = message, Problem = problem };
}
