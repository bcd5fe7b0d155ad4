using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training;

/// <summary>What the run says.</summary>
internal sealed partial class SessionGrain
{
    private long _heard;
    private (long Attempt, long Number) _heardEvent;

    public Task<PulseAnswer> PulseAsync(SessionPulse pulse, CancellationToken cancellationToken)
    {
        // By what is stored: a state whose write still waits for the store may never be.
        if (pulse.Attempt != _kept.Attempt || _kept.Host is null)
            return Task.FromResult(new PulseAnswer(IsListenedTo: false, HeardEvents: 0));
        _heard = time.GetTimestamp();
        _progress = pulse.Progress;
        long heard = Hear(pulse.Attempt, pulse.Events);
        Signal();
        return Task.FromResult(new PulseAnswer(IsListenedTo: true, heard));
    }

    public async Task ReportAsync(SessionReport report, CancellationToken cancellationToken)
    {
        if (SessionMoves.Hear(Record, report, time.GetUtcNow()) is not { } next)
            return;
        _heard = time.GetTimestamp();
        _progress = report.Progress;
        Hear(report.Attempt, report.Events);
        SessionRecord before = Record;
        // What happened is in the journal before anything is said of it.
        await _journal.FlushAsync(cancellationToken);
        await SaveAsync(next);
        Tell(before, report);
        if (Record.Host is null)
            await LetGoAsync();
        if (SessionMoves.IsActive(Record.State))
            await StepOnAsync(cancellationToken);
    }

    private long Hear(long attempt, ImmutableArray<RunEvent> events)
    {
        long heard = Math.Max(_heardEvent.Attempt == attempt ? _heardEvent.Number : 0, Record.HeardEvents);
        foreach (RunEvent told in events.Where(told => told.Number > heard))
        {
            _journal.Append(told.Step, told.Kind, told.Text, told.Values);
            heard = told.Number;
        }
        _heardEvent = (attempt, heard);
        return heard;
    }

    private void Tell(SessionRecord before, SessionReport report)
    {
        switch (report.Kind)
        {
            case ReportKind.Paused:
                Note(SessionEventKind.Paused, "It was paused.");
                break;
            case ReportKind.StoreAway:
                Note(SessionEventKind.Paused, $"{report.Message} It goes on by itself when the store answers.");
                break;
            case ReportKind.Completed:
                Note(SessionEventKind.Ended, report.Published is { } version ? $"It completed and published {version.Short}." : "It completed.");
                break;
            case ReportKind.HandedOver:
                Note(SessionEventKind.Log, $"Its silo {before.Host?.Silo} ends; it goes on from here elsewhere, or when a silo starts.");
                break;
            case ReportKind.Diverged when SessionMoves.IsActive(Record.State) || Record.State == SessionState.Paused:
                Note(SessionEventKind.RolledBack, FormattableString.Invariant($"{report.Message} It goes back to step {Record.RolledBackTo} with {Record.RateFactor} times the specification's rate ({Record.RollbackCount} of {Record.Specification!.RollbackLimit} times)."));
                break;
            case ReportKind.Failed or ReportKind.Diverged:
                Note(SessionEventKind.Ended, $"It failed: {report.Message}");
                break;
        }
    }
}
