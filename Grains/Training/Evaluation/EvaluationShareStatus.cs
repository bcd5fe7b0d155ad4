using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>How far a share is.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EvaluationShareStatus")]
internal sealed record EvaluationShareStatus
{
    /// <summary>Running, Completed or Failed.</summary>
    [Id(0)]
    public required JobState State { get; init; }

    /// <summary>Pictures that are embedded.</summary>
    [Id(1)]
    public required int DoneCount { get; init; }

    /// <summary>Once it is complete: SHA-256 of the blob with its vectors, in lower-case hexadecimal digits.</summary>
    [Id(2)]
    public string? Sha256 { get; init; }

    /// <summary>Once it has failed: why.</summary>
    [Id(3)]
    public GridProblem? Problem { get; init; }

    /// <summary>Once it has failed: why, in a sentence.</summary>
    [Id(4)]
    public string? Message { get; init; }
}
