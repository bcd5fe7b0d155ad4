using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

internal static partial class SessionMoves
{
    /// <summary>A session for its readers.</summary>
    /// <param name="id">The session.</param>
    /// <param name="record">What is kept of it.</param>
    /// <param name="progress">What its run says, or why it waits; null if nothing is known.</param>
    /// <param name="eventCount">Number of its newest event.</param>
    public static SessionInfo Describe(SessionId id, SessionRecord record, SessionProgress? progress, long eventCount)
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
            RateFactor = record.RateFactor,
            RollbackCount = record.RollbackCount,
            MoveCount = record.MoveCount,
            Device = record.Host?.ToString(),
            Best = record.Best,
            Inexactness = record.Inexactness,
            EventCount = eventCount,
        };
        if (!IsActive(record.State))
            return kept;
        if (record.Host is null || progress is null)
            return kept with { State = record.Host is null ? SessionState.Queued : SessionState.Placing, Message = progress?.Message ?? record.Message };
        SessionState state = record.State == SessionState.Pausing || !IsActive(progress.State) ? record.State : progress.State;
        // A run that goes on knows its step only once it has read the checkpoint.
        return progress.State is SessionState.Placing or SessionState.Queued or SessionState.Preparing
            ? kept with { State = state, Message = progress.Message }
            : kept with
            {
                State = state,
                Message = progress.Message,
                Step = progress.Step,
                CheckpointStep = progress.CheckpointStep,
                Last = progress.Last,
                TruncatedCaptionCount = progress.TruncatedCaptionCount,
                Best = progress.Best ?? record.Best,
                Inexactness = progress.Inexactness,
            };
    }
}
