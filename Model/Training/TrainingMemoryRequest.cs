using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

/// <summary>A run whose memory is asked for.</summary>
public sealed record TrainingMemoryRequest
{
    /// <summary>The network.</summary>
    public required ClipConfig Config { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingSpecification Specification { get; init; }

    /// <summary>True for a GPU: other defaults of precision, and what only the host holds does not count.</summary>
    public bool IsOnGpu { get; init; }

    /// <summary>Rank of low-rank updates of the image tower in place of its own training, or null.</summary>
    public int? ImageLoraRank { get; init; }

    /// <summary>Rank of low-rank updates of the text tower in place of its own training, or null.</summary>
    public int? TextLoraRank { get; init; }
}
