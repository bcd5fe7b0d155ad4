using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What the evaluations of a silo's sessions share.</summary>
internal sealed class EvaluationSurroundings(IBlobStore blobs, IPartitionStore partitions, IEvaluationShares shares, TimeProvider time, ILogger<SessionEvaluation> logger)
{
    /// <summary>The blob store.</summary>
    public IBlobStore Blobs { get; } = blobs;

    /// <summary>Where items are read.</summary>
    public IPartitionStore Partitions { get; } = partitions;

    /// <summary>Where shares are computed.</summary>
    public IEvaluationShares Shares { get; } = shares;

    /// <summary>The models that are evaluated.</summary>
    public CandidateStore Candidates { get; } = new(blobs);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Hears of what goes wrong.</summary>
    public ILogger Logger { get; } = logger;
}
