using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What a share needs to know: all else lies in the session's plan.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EvaluationShareRequest")]
internal sealed record EvaluationShareRequest
{
    /// <summary>The session, whose plan names the items.</summary>
    [Id(0)]
    public required SessionId Session { get; init; }

    /// <summary>The model.</summary>
    [Id(1)]
    public required EvaluationCandidate Candidate { get; init; }

    /// <summary>Whether captions are embedded too.</summary>
    [Id(2)]
    public required bool WithCaptions { get; init; }

    /// <summary>Text for an item without a caption, and for a class, with a place {} for the label.</summary>
    [Id(3)]
    public required string LabelTemplate { get; init; }
}
