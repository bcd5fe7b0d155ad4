using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training;

/// <summary>What a session can be told in its state. The grid decides in the end; this keeps buttons away that it would refuse.</summary>
internal static class SteeringChoice
{
    /// <summary>The commands that fit.</summary>
    public static ImmutableArray<SteeringCommand> Of(SessionInfo session)
    {
        bool isActive = session.State is SessionState.Queued or SessionState.Placing or SessionState.Preparing or SessionState.Running or SessionState.Evaluating;
        bool hasTrained = session is { State: SessionState.Running or SessionState.Evaluating, Step: > 0 };
        return [.. new (SteeringCommand Command, bool Fits)[]
        {
            (SteeringCommand.Pause, isActive),
            (SteeringCommand.Resume, session.State is SessionState.Paused or SessionState.Failed),
            (SteeringCommand.Evaluate, session is { State: SessionState.Running, Specification.Evaluation: not null }),
            (SteeringCommand.Rate, isActive || session.State is SessionState.Paused or SessionState.Failed),
            (SteeringCommand.Stop, hasTrained),
            (SteeringCommand.Cancel, isActive || session.State is SessionState.Paused or SessionState.Pausing),
        }.Where(choice => choice.Fits).Select(choice => choice.Command)];
    }

    /// <summary>Whether it will not go on by itself.</summary>
    public static bool HasEnded(SessionState state) => state is SessionState.Completed or SessionState.Failed or SessionState.Cancelled;
}
