using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

internal static partial class SessionMoves
{
    private const double RollbackRate = 0.5;

    /// <summary>The session after a report of its run, or null if that run is not listened to.</summary>
    public static SessionRecord? Hear(SessionRecord record, SessionReport report, DateTimeOffset now)
    {
        if (report.Attempt != record.Attempt || !IsActive(record.State))
            return null;
        SessionRecord heard = Learn(record, report.Progress) with
        {
            Message = report.Message,
            Published = report.Published ?? record.Published,
            RecoveryCount = report.Progress.CheckpointStep > (record.CheckpointStep ?? 0) ? 0 : record.RecoveryCount,
            HeardEvents = report.Events is [.., var newest] ? newest.Number : record.HeardEvents,
        };
        return report.Kind switch
        {
            ReportKind.Checkpoint => heard with { BeforeStep = null, Message = null },
            ReportKind.Paused => NextRun(heard) with { State = SessionState.Paused },
            // What came after the newest checkpoint is lost.
            ReportKind.StoreAway => NextRun(heard) with { Step = heard.CheckpointStep ?? 0, State = SessionState.Paused, IsStoreAway = record.State != SessionState.Pausing },
            ReportKind.Completed => End(heard, SessionState.Completed, now),
            ReportKind.Diverged when record.RollbackCount < record.Specification!.RollbackLimit => RollBack(heard),
            ReportKind.HandedOver => NextRun(heard) with { State = AfterRun(heard), Message = null },
            _ => End(heard, SessionState.Failed, now),
        };
    }

    private static SessionRecord Learn(SessionRecord record, SessionProgress progress) => KnowsLess(progress)
        ? record
        : record with
        {
            Step = progress.Step,
            CheckpointStep = progress.CheckpointStep,
            Last = progress.Last,
            TruncatedCaptionCount = progress.TruncatedCaptionCount,
            Best = progress.Best ?? record.Best,
            Inexactness = progress.Inexactness,
        };

    // A run that ended before it had read its checkpoint.
    private static bool KnowsLess(SessionProgress progress) => progress is { State: SessionState.Queued or SessionState.Placing or SessionState.Preparing, CheckpointStep: null };

    // Where going back to a checkpoint led to the same end without another one on the way, that checkpoint is part of it.
    private static SessionRecord RollBack(SessionRecord heard)
    {
        long newest = heard.CheckpointStep ?? 0;
        return NextRun(heard) with
        {
            State = AfterRun(heard),
            Message = null,
            Step = newest,
            RateFactor = heard.RateFactor * RollbackRate,
            RollbackCount = heard.RollbackCount + 1,
            BeforeStep = newest > 0 && heard.RolledBackTo == newest ? newest : null,
            RolledBackTo = newest,
        };
    }

    private static SessionRecord End(SessionRecord record, SessionState state, DateTimeOffset now) => NextRun(record) with { State = state, EndedAt = now };

    private static SessionState AfterRun(SessionRecord record) => record.State == SessionState.Pausing ? SessionState.Paused : record.State;
}
