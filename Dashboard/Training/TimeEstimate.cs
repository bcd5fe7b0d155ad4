using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>How long a session may take, by the speed of one that was alike.</summary>
/// <param name="Time">About so long.</param>
/// <param name="Like">The session whose speed it is.</param>
internal sealed record TimeEstimate(TimeSpan Time, SessionId Like)
{
    /// <summary>By the newest session with the same network and method, or null if there is none.</summary>
    public static TimeEstimate? Of(SessionSpecification specification, IEnumerable<SessionInfo> known)
    {
        SessionInfo? like = known
            .Where(session => session.Last is { SamplesPerSecond: > 0 } && IsAlike(session.Specification, specification))
            .MaxBy(session => session.CreatedAt);
        return like is { Last.SamplesPerSecond: var speed } && SessionWords.TimeOf(specification.StepCount, specification.BatchSize, speed) is { } time ? new TimeEstimate(time, like.Id) : null;
    }

    private static bool IsAlike(SessionSpecification one, SessionSpecification other) =>
        (one.Base?.Name, one.Preset, one.Architecture, one.Task, one.Classification?.Method, one.LocksImageTower, one.Lora is null)
        == (other.Base?.Name, other.Preset, other.Architecture, other.Task, other.Classification?.Method, other.LocksImageTower, other.Lora is null);
}
