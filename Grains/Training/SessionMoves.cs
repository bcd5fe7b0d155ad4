using System.Text.Json;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Training;

/// <summary>The life of a session: what a record becomes by a command, a report or a loss. Decides, does nothing.</summary>
internal static partial class SessionMoves
{
    private const int MostRecoveries = 5;
    private const int KeptOperations = 20;

    /// <summary>Whether a run should be there, or a device is waited for.</summary>
    public static bool IsActive(SessionState state) => state is SessionState.Queued or SessionState.Placing or SessionState.Preparing
        or SessionState.Running or SessionState.Evaluating or SessionState.Pausing;

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

    /// <summary>The session with a device: its run is to be started there.</summary>
    public static SessionRecord Place(SessionRecord record, DeviceSlot host) => record with { Host = host, TrainedOn = host.Kind };

    /// <summary>The session without its device, which could not take it up: it waits for another.</summary>
    public static SessionRecord Unplace(SessionRecord record) => NextRun(record);

    /// <summary>
    /// The session after its silo went away: paused if that was wanted, else to be run once more, unless that has failed again and again.
    /// </summary>
    public static SessionRecord Recover(SessionRecord record, DateTimeOffset now)
    {
        SessionRecord next = NextRun(record) with { RecoveryCount = record.RecoveryCount + 1, MoveCount = record.MoveCount + 1, Step = record.CheckpointStep ?? 0 };
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

    // The number of a run is never used again, so that nobody listens to one that was given up.
    private static SessionRecord NextRun(SessionRecord record) => record with { Attempt = record.Attempt + 1, Host = null, HeardEvents = 0 };
}
