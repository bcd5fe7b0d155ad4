using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training;

/// <summary>Getting a device, putting a run on it, and noticing when it is gone.</summary>
internal sealed partial class SessionGrain
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(3);
    // Who has so many before him need not know at once when one of them goes; the inventory forgets a place after three such periods.
    private const int NearPosition = 8;
    private static readonly TimeSpan FarPeriod = TimeSpan.FromSeconds(5);
    private long? _askedFar;
    private long _renewed;
    private Task? _looking;
    private bool _isElsewhere;
    private long? _neededBytes;

    private string Here => ServiceProvider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString();

    private bool AsksNow => _askedFar is not { } asked || time.GetElapsedTime(asked) >= FarPeriod;

    private bool HasWork => SessionMoves.IsActive(Record.State) || Record.IsStoreAway || _journal.WaitingCount > 0;

    private ISessionHostGrain HostOf(long attempt) => GrainFactory.GetGrain<ISessionHostGrain>(SessionHostKey.Of(Id, attempt));

    // Work in the background does not count as use: without this the grain would be collected while its session trains.
    private void WatchOver()
    {
        if (!HasWork || _timer is not null)
            return;
        DelayDeactivation(TimeSpan.MaxValue);
        _timer = this.RegisterGrainTimer(StepOnAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Period, KeepAlive = true });
    }

    private async Task LetGoAsync()
    {
        _progress = null;
        _askedFar = null;
        Flush();
        try
        {
            await neighbours.ReleaseDeviceAsync(Id, CancellationToken.None).WaitAsync(LongestCall, time);
        }
        catch (Exception error) when (IsAway(error))
        {
            // It comes back by itself, because nobody renews it.
            logger.LogInformation(error, "The device of session {Session} could not be given back.", Id);
        }
        Rest();
    }

    private void Rest()
    {
        if (HasWork || _timer is null)
            return;
        _timer.Dispose();
        _timer = null;
        DelayDeactivation(TimeSpan.Zero);
    }

    // One look at how it is; whatever fails is looked at again by the next.
    private async Task StepOnAsync(CancellationToken cancellationToken)
    {
        try
        {
            Flush();
            if (Record.IsStoreAway)
                await TryReturnAsync(cancellationToken);
            else if (SessionMoves.IsActive(Record.State) && Record.Host is { } placed)
                await LookAfterAsync(placed, cancellationToken);
            if (SessionMoves.IsActive(Record.State) && Record.Host is null && AsksNow)
                await AskForDeviceAsync(cancellationToken);
            Rest();
        }
        catch (Exception error) when (IsAway(error))
        {
            logger.LogWarning(error, "Session {Session} could not be looked after; it is tried again.", Id);
        }
    }

    private async Task AskForDeviceAsync(CancellationToken cancellationToken)
    {
        if (Record.Ticket == 0)
            await SaveAsync(Record with { Ticket = await neighbours.TakeTicketAsync(cancellationToken).WaitAsync(LongestCall, time, cancellationToken) });
        DeviceAnswer answer = await neighbours.AskForDeviceAsync(await RequestAsync(cancellationToken), cancellationToken).WaitAsync(LongestCall, time, cancellationToken);
        _askedFar = answer.Position > NearPosition ? time.GetTimestamp() : null;
        if (answer.Slot is not { } granted)
        {
            _progress = new SessionProgress { State = SessionState.Queued, Message = answer.Reason };
            return;
        }
        await SaveAsync(SessionMoves.Place(Record, granted));
        _heard = time.GetTimestamp();
        _progress = new SessionProgress { State = SessionState.Placing, Message = $"It is taken up on {Record.Host}." };
        await PlaceAsync(cancellationToken);
    }

    private async Task PlaceAsync(CancellationToken cancellationToken)
    {
        SessionRecord record = Record;
        SessionAssignment assignment = new()
        {
            Session = Id,
            Attempt = record.Attempt,
            Specification = record.Specification!,
            Host = record.Host!,
            RateFactor = record.RateFactor,
            AllowsInexact = record.AllowsInexact,
            IsStopping = record.IsStopping,
            BeforeStep = record.BeforeStep,
            Ticket = record.Ticket,
            NeededBytes = _neededBytes ?? 0,
        };
        try
        {
            using (SiloTarget.On(record.Host!.Silo))
                await HostOf(record.Attempt).StartAsync(assignment, cancellationToken).WaitAsync(LongestCall, time, cancellationToken);
            Note(SessionEventKind.Placed, $"It is on {record.Host}.");
        }
        catch (Exception error) when (IsAway(error))
        {
            logger.LogWarning(error, "Session {Session} could not be put on {Host}; it waits for another device.", Id, record.Host);
            await SaveAsync(SessionMoves.Unplace(Record));
            await LetGoAsync();
        }
    }

    private async Task LookAfterAsync(DeviceSlot placed, CancellationToken cancellationToken)
    {
        SiloFate fate = silos.Of(placed.Silo);
        bool isSilent = time.GetElapsedTime(_heard) > options.LeaseTime + options.LeaseMargin;
        bool isHere = placed.Silo == Here && host.Find(Id) is null && time.GetElapsedTime(_heard) > Period;
        if (fate == SiloFate.Serves && !isSilent && !isHere)
        {
            await RenewAsync(placed, cancellationToken);
            return;
        }
        if (fate == SiloFate.Unknown && await IsElsewhereAsync(placed))
            return;
        await MoveAsync(fate == SiloFate.Serves ? $"Its run on {placed} was not heard of any more" : $"Its silo {placed.Silo} went away");
    }

    private async Task RenewAsync(DeviceSlot placed, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_renewed) < RenewalPeriod)
            return;
        _renewed = time.GetTimestamp();
        if (await neighbours.RenewDeviceAsync(Id, placed, cancellationToken).WaitAsync(LongestCall, time, cancellationToken))
            return;
        await TellAsync(SessionCommand.Cancel);
        await MoveAsync($"{placed} was not heard of any more, and is not this session's any longer");
    }

    private async Task MoveAsync(string why)
    {
        await SaveAsync(SessionMoves.Recover(Record, time.GetUtcNow()));
        if (Record.State == SessionState.Failed)
            Note(SessionEventKind.Ended, $"It failed: {Record.Message}");
        else
            Note(SessionEventKind.Moved, $"{why}; it goes on from step {Record.Step}.");
        await LetGoAsync();
    }

    // Another grid on the same storage may train it: that shows in the store, and takes longer than a turn may.
    private async Task<bool> IsElsewhereAsync(DeviceSlot placed)
    {
        _looking ??= LookAsync();
        if (!_looking.IsCompleted)
            return true;
        // A look that failed is made again.
        (Task looked, _looking) = (_looking, null);
        await looked;
        return _isElsewhere;

        async Task LookAsync()
        {
            _isElsewhere = await SessionWatch.IsAliveElsewhereAsync(Id, blobs, time, CancellationToken.None);
            if (_isElsewhere)
                _progress = new SessionProgress { State = SessionState.Placing, Message = $"{placed.Silo} trains it, a silo of another grid on the same storage: end one of the two grids." };
        }
    }

    private async Task TryReturnAsync(CancellationToken cancellationToken)
    {
        if (!await IsStoreBackAsync(cancellationToken))
            return;
        await SaveAsync(Record with { State = SessionState.Running, IsStoreAway = false, Message = null });
        Note(SessionEventKind.Resumed, "The blob store answers again: it goes on.");
    }

    private async Task<bool> IsStoreBackAsync(CancellationToken cancellationToken)
    {
        try
        {
            await blobs.FindAsync(GridPaths.SessionHead(Id), cancellationToken);
            return true;
        }
        catch (GridException away) when (away.Problem == GridProblem.Unavailable)
        {
            return false;
        }
    }

    // What cannot be estimated cannot be prepared either: the run that is given a device for it says why.
    private async Task<long> EstimateAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        try
        {
            return await needs.EstimateAsync(specification, cancellationToken);
        }
        catch (GridException error) when (!IsAway(error))
        {
            logger.LogWarning(error, "What session {Session} needs of a device could not be estimated.", Id);
            return 0;
        }
    }

    private async Task<DeviceRequest> RequestAsync(CancellationToken cancellationToken) => new()
    {
        Session = Id,
        Priority = Record.Specification!.Priority,
        Ticket = Record.Ticket,
        NeededBytes = _neededBytes ??= await EstimateAsync(Record.Specification, cancellationToken),
        Kind = Record.Specification.Device ?? (Record.CheckpointStep is null || Record.AllowsInexact ? null : Record.TrainedOn),
    };
}
