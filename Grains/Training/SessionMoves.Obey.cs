using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

internal static partial class SessionMoves
{
    private const double LargestRateFactor = 100;

    /// <summary>Whether a command was carried out already.</summary>
    /// <exception cref="GridException">Conflict: its id was used for another.</exception>
    public static bool IsDone(SessionRecord record, SessionOperation asked)
    {
        if (record.Operations.FirstOrDefault(done => done.Id == asked.Id) is not { } known)
            return false;
        return known == asked
            ? true
            : throw new GridException(GridProblem.Conflict, $"Operation {asked.Id} was a {known.Command} and is now {(known.Command == asked.Command ? "one with another value" : $"a {asked.Command}")}: use a new operation id for each command.");
    }

    /// <summary>The session after a command.</summary>
    /// <param name="now">The session as its readers see it.</param>
    /// <param name="record">The session before.</param>
    /// <param name="asked">The command.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="GridException">WrongState: the state does not allow it. Invalid: its value.</exception>
    public static SessionRecord Obey(SessionInfo now, SessionRecord record, SessionOperation asked, DateTimeOffset time)
    {
        RequireAllowed(now, record, asked);
        SessionRecord after = asked.Command switch
        {
            // Without a run nobody has to write a checkpoint first.
            SessionCommand.Pause => record.Host is null ? NextRun(record) with { State = SessionState.Paused } : record with { State = SessionState.Pausing },
            SessionCommand.Resume => NextRun(record) with { State = SessionState.Running, Message = null, EndedAt = null, RecoveryCount = 0, IsStoreAway = false, Ticket = 0 },
            SessionCommand.Stop => record with { IsStopping = true },
            SessionCommand.ChangeRate => record with { RateFactor = asked.Value!.Value },
            SessionCommand.Evaluate => record,
            // A run that ends meanwhile is not listened to any more.
            _ => NextRun(record) with { State = SessionState.Cancelled, Message = null, EndedAt = record.EndedAt ?? time },
        };
        return after with { Operations = [.. record.Operations.Add(asked).TakeLast(KeptOperations)] };
    }

    private static void RequireAllowed(SessionInfo now, SessionRecord record, SessionOperation asked)
    {
        SessionState state = now.State;
        bool isAllowed = asked.Command switch
        {
            SessionCommand.Pause => IsActive(state),
            SessionCommand.Resume => state is SessionState.Paused or SessionState.Failed,
            SessionCommand.Stop => IsActive(state) && state != SessionState.Pausing,
            SessionCommand.ChangeRate => IsActive(state) || state is SessionState.Paused or SessionState.Failed,
            SessionCommand.Evaluate => state is SessionState.Running or SessionState.Evaluating,
            _ => IsActive(state) || state is SessionState.Paused or SessionState.Cancelled,
        };
        if (!isAllowed)
            throw new GridException(GridProblem.WrongState, $"Session {now.Id} is {Lower(state)} and cannot be told to {Word(asked.Command)}: {WayOut(state)}");
        if (asked.Command == SessionCommand.Stop && now.Step == 0)
            throw new GridException(GridProblem.WrongState, $"Session {now.Id} has not trained a step that could be published: wait for its first step, or cancel it.");
        if (asked.Command == SessionCommand.Evaluate && record.Specification!.Evaluation is null)
            throw new GridException(GridProblem.WrongState, $"Session {now.Id} has no items to be evaluated on: fork it with an Evaluation in its specification.");
        if (asked.Command == SessionCommand.ChangeRate && asked.Value is not > 0 or > LargestRateFactor)
            throw new GridException(GridProblem.Invalid, FormattableString.Invariant($"The rate's factor is {asked.Value}: give a number above 0 and at most {LargestRateFactor}; 1 is the specification's rate."));
    }

    private static string Lower(SessionState state) => state.ToString().ToLowerInvariant();

    private static string Word(SessionCommand command) => command == SessionCommand.ChangeRate ? "change its rate" : command.ToString().ToLowerInvariant();

    private static string WayOut(SessionState state) => state switch
    {
        SessionState.Paused => "resume or cancel it.",
        SessionState.Failed => "resume it once the cause is gone, or start a new session.",
        SessionState.Completed or SessionState.Cancelled => "it has ended; start a new session.",
        _ => "pause or cancel it.",
    };
}
