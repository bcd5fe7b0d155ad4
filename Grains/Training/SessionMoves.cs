using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

/// <summary>The life of a session: what a record becomes by a command or a report. Decides, does nothing.</summary>
internal static class SessionMoves
{
    private const int MostRecoveries = 5;
    private const int KeptOperations = 20;

    /// <summary>Whether a run should be there.</summary>
    public static bool IsActive(SessionState state) => state is SessionState.Queued or SessionState.Preparing or SessionState.Running or SessionState.Pausing;

    /// <summary>Whether two specifications ask for the same.</summary>
    public static bool AreEqual(SessionSpecification one, SessionSpecification other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));

    /// <summary>A session that has just been started.</summary>
    public static SessionRecord Start(SessionSpecification requested, SessionSpecification specification, DateTimeOffset now) => new()
    {
        Requested = requested,
        Specification = specification,
        State = SessionState.Running,
        Attempt = 1,
        CreatedAt = now,
    };

    /// <summary>Whether a command was carried out already.</summary>
    /// <exception cref="GridException">Conflict: its id was used for another.</exception>
    public static bool IsDone(SessionRecord record, SessionCommand command, OperationId operation)
    {
        if (record.Operations.FirstOrDefault(done => done.Id == operation) is not { } known)
            return false;
        return known.Command == command
            ? true
            : throw new GridException(GridProblem.Conflict, $"Operation {operation} was a {known.Command} and is now a {command}: use a new operation id for each command.");
    }

    /// <summary>The session after a command.</summary>
    /// <param name="id">The session.</param>
    /// <param name="record">The session before.</param>
    /// <param name="state">Its state before, as its run knows it.</param>
    /// <param name="command">The command.</param>
    /// <param name="operation">The client's id of it.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="GridException">WrongState: the state does not allow it.</exception>
    public static SessionRecord Obey(SessionId id, SessionRecord record, SessionState state, SessionCommand command, OperationId operation, DateTimeOffset now)
    {
        bool isAllowed = command switch
        {
            SessionCommand.Pause => IsActive(state),
            SessionCommand.Resume => state is SessionState.Paused or SessionState.Failed,
            _ => IsActive(state) || state is SessionState.Paused or SessionState.Cancelled,
        };
        if (!isAllowed)
            throw new GridException(GridProblem.WrongState, $"Session {id} is {Lower(state)} and cannot be told to {Lower(command)}: {WayOut(state)}");
        SessionRecord after = command switch
        {
            SessionCommand.Pause => record with { State = SessionState.Pausing },
            SessionCommand.Resume => record with { State = SessionState.Running, Attempt = record.Attempt + 1, Message = null, EndedAt = null, RecoveryCount = 0 },
            // A run that ends meanwhile is not listened to any more.
            _ => record with { State = SessionState.Cancelled, Attempt = record.Attempt + 1, Message = null, EndedAt = record.EndedAt ?? now },
        };
        ImmutableArray<SessionOperation> operations = [.. after.Operations.Add(new SessionOperation(operation, command)).TakeLast(KeptOperations)];
        return after with { Operations = operations };
    }

    /// <summary>The session after a crash: paused if that was wanted, else to be run once more, unless that has failed again and again.</summary>
    public static SessionRecord Recover(SessionRecord record, DateTimeOffset now)
    {
        SessionRecord next = record with { Attempt = record.Attempt + 1, RecoveryCount = record.RecoveryCount + 1, Step = record.CheckpointStep ?? 0 };
        return next switch
        {
            { State: SessionState.Pausing } => next with { State = SessionState.Paused },
            { RecoveryCount: > MostRecoveries } => next with
            {
                State = SessionState.Failed,
                EndedAt = now,
                Message = $"Its silo ended {MostRecoveries} times without reaching another checkpoint after step {next.Step}: look at the silo's log, then resume it.",
            },
            _ => next,
        };
    }

    /// <summary>The session after a report of its run, or null if that run is not listened to.</summary>
    public static SessionRecord? Hear(SessionRecord record, SessionReport report, DateTimeOffset now)
    {
        if (report.Attempt != record.Attempt || !IsActive(record.State))
            return null;
        bool hasEnded = report.State is SessionState.Completed or SessionState.Failed;
        return record with
        {
            State = report.State == SessionState.Running ? record.State : report.State,
            Message = report.Message,
            Step = report.Step,
            CheckpointStep = report.CheckpointStep,
            Last = report.Last,
            TruncatedCaptionCount = report.TruncatedCaptionCount,
            Published = report.Published ?? record.Published,
            EndedAt = hasEnded ? now : null,
            RecoveryCount = report.CheckpointStep > (record.CheckpointStep ?? 0) ? 0 : record.RecoveryCount,
        };
    }

    /// <summary>A session for its readers.</summary>
    /// <param name="id">The session.</param>
    /// <param name="record">What is kept of it.</param>
    /// <param name="progress">What its run says, or null if none runs.</param>
    public static SessionInfo Describe(SessionId id, SessionRecord record, SessionProgress? progress)
    {
        SessionInfo kept = new()
        {
            Id = id,
            Specification = record.Specification!,
            State = record.State,
            Message = record.Message,
            Step = record.Step,
            CheckpointStep = record.CheckpointStep,
            Last = record.Last,
            CreatedAt = record.CreatedAt,
            EndedAt = record.EndedAt,
            Published = record.Published,
            TruncatedCaptionCount = record.TruncatedCaptionCount,
        };
        if (progress is null || !IsActive(record.State))
            return kept;
        // A run that goes on knows its step only once it has read the checkpoint.
        if (progress.State is SessionState.Queued or SessionState.Preparing && record.Attempt > 1)
            return kept with { State = record.State == SessionState.Pausing ? SessionState.Pausing : progress.State, Message = progress.Message };
        return kept with
        {
            // How a run ended is true once it is recorded: until then nobody may act on it.
            State = record.State == SessionState.Pausing || !IsActive(progress.State) ? record.State : progress.State,
            Message = progress.Message,
            Step = progress.Step,
            CheckpointStep = progress.CheckpointStep,
            Last = progress.Last,
            TruncatedCaptionCount = progress.TruncatedCaptionCount,
        };
    }

    private static string Lower<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static string WayOut(SessionState state) => state switch
    {
        SessionState.Paused => "resume or cancel it.",
        SessionState.Failed => "resume it once the cause is gone, or start a new session.",
        SessionState.Completed or SessionState.Cancelled => "it has ended; start a new session.",
        _ => "pause or cancel it.",
    };
}
