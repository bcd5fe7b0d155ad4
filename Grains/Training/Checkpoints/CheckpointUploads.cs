using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Grains.Training.Telemetry;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Stores a run's checkpoints beside its training, one at a time: metrics first, then the checkpoint that covers them.</summary>
#pragma warning disable CA1001 // A source of cancellation without a timer has nothing to give back.
internal sealed class CheckpointUploads
#pragma warning restore CA1001
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(10);
    private readonly CheckpointStore _store;
    private readonly MetricLog _metrics;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Func<CheckpointNews, Task> _told;
    private readonly StoreRetry _retry;
    private readonly CancellationTokenSource _end = new();
    private Task _inFlight = Task.CompletedTask;
    private long _step;
    private bool _isLate;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Uploads of a run.</summary>
    /// <param name="store">Where they go.</param>
    /// <param name="metrics">The run's metrics.</param>
    /// <param name="folder">A local folder to write them in.</param>
    /// <param name="outageLimit">How long the blob store may be away.</param>
    /// <param name="time">Times it.</param>
    /// <param name="told">Told what there is to say; its failures are its own.</param>
    public CheckpointUploads(CheckpointStore store, MetricLog metrics, string folder, TimeSpan outageLimit, TimeProvider time, Func<CheckpointNews, Task> told)
    {
        (_store, _metrics, _folder, _time, _told) = (store, metrics, folder, time, told);
        _retry = new StoreRetry(outageLimit, time, TellWaitingAsync);
    }

    /// <summary>Counts them, or null.</summary>
    public RunMeter? Meter { get; init; }

    /// <summary>The span of the run that they belong to.</summary>
    public ActivityContext Run { get; init; }

    /// <summary>The newest that is stored, or null.</summary>
    public StoredCheckpoint? Newest => _store.Newest;

    /// <summary>Blocks until none is in flight. For the training's own thread, which has nothing better to do.</summary>
    /// <param name="isDue">Whether the next one is due: then it is said that the one before is late.</param>
    /// <param name="cancellationToken">Ends the waiting, and not the upload.</param>
    /// <exception cref="GridException">Conflict: another run has taken the session over.</exception>
    /// <exception cref="StoreOutageException">The blob store is away for too long.</exception>
    public void Wait(bool isDue, CancellationToken cancellationToken)
    {
        if (isDue)
            TellIfLateAsync(cancellationToken).GetAwaiter().GetResult();
        _inFlight.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        ThrowIfFailed();
    }

    /// <exception cref="GridException">Conflict: another run has taken the session over.</exception>
    /// <exception cref="StoreOutageException">The blob store is away for too long.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Starts to store one and returns at once; only after <see cref="Wait"/>. If it is refused, the training goes on to the next.</summary>
    public void Begin(TrainerCheckpoint checkpoint, long truncatedCaptionCount) =>
        _inFlight = Task.Run(() => TryStoreAsync(checkpoint, truncatedCaptionCount));

    /// <summary>Completes when none is in flight: one that is under way has ten seconds more, one that waits for the store ends at once.</summary>
    public async Task EndAsync()
    {
        if (!_retry.IsAway)
            await Task.WhenAny(_inFlight, Task.Delay(LastGrace, _time)).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await _inFlight.ConfigureAwait(false);
    }

    /// <summary>Stores one, as patiently as the others.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull; Unavailable: the local folder cannot be written.</exception>
    /// <exception cref="StoreOutageException">The blob store is away for too long.</exception>
    public async Task StoreAsync(TrainerCheckpoint checkpoint, long truncatedCaptionCount, CancellationToken cancellationToken)
    {
        long step = _step = checkpoint.State.StepCount;
        await MeasureAsync(step, () => PutAsync(checkpoint, step, truncatedCaptionCount, cancellationToken)).ConfigureAwait(false);
        await TellAsync(CheckpointNewsKind.Stored, $"The checkpoint of step {step} is stored.").ConfigureAwait(false);
        await _store.CollectAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MeasureAsync(long step, Func<Task<long>> put)
    {
        using Activity? span = TrainingSpans.BeginCheckpoint(Run, step);
        long begun = _time.GetTimestamp();
        (string outcome, long byteCount) = (Outcome.Good, 0);
        try
        {
            byteCount = await put().ConfigureAwait(false);
            span?.SetTag("clipgrid.size", byteCount);
        }
        catch (Exception error)
        {
            outcome = Outcome.Of(error);
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            throw;
        }
        finally
        {
            Meter?.Stored(outcome, byteCount, _time.GetElapsedTime(begun));
        }
    }

    // How many bytes it has.
    private async Task<long> PutAsync(TrainerCheckpoint checkpoint, long step, long truncatedCaptionCount, CancellationToken cancellationToken)
    {
        string local = Path.Combine(_folder, $"{step}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_folder);
            checkpoint.Save(local);
            await _retry.RunAsync(token => _metrics.StoreAsync(step, token), cancellationToken).ConfigureAwait(false);
            long byteCount = new DirectoryInfo(local).EnumerateFiles().Sum(file => file.Length);
            await _store.SaveAsync(local, step, truncatedCaptionCount, _retry, cancellationToken).ConfigureAwait(false);
            return byteCount;
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, _folder, $"the checkpoint of step {step}");
        }
        finally
        {
            if (Directory.Exists(local))
                Directory.Delete(local, recursive: true);
        }
    }

    private async Task TryStoreAsync(TrainerCheckpoint checkpoint, long truncatedCaptionCount)
    {
        try
        {
            await StoreAsync(checkpoint, truncatedCaptionCount, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The run ends; the checkpoint before is intact.
        }
        catch (Exception error) when (error is StoreOutageException or GridException { Problem: GridProblem.Conflict })
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
#pragma warning disable CA1031 // Whatever it is, the checkpoint before is intact and the next attempt may succeed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            GridException problem = error as GridException ?? new GridException(GridProblem.Internal, error.Message, error);
            await TellAsync(CheckpointNewsKind.Refused, $"The checkpoint of step {_step} could not be stored, and the next one will be tried: {problem.Message}", problem).ConfigureAwait(false);
        }
    }

    private async Task TellIfLateAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_inFlight, Task.Delay(LateAfter, _time, cancellationToken)).ConfigureAwait(false);
        bool wasLate = _isLate;
        _isLate = !_inFlight.IsCompleted;
        if (_isLate && !wasLate && !_retry.IsAway)
            await TellAsync(CheckpointNewsKind.Late, $"Checkpoints take longer than the interval: that of step {_step} is still being stored while the next one is due, and the training waits for it. Let the session write fewer checkpoints, or give the silo a faster way to its blob store.").ConfigureAwait(false);
    }

    private Task TellWaitingAsync(GridException problem, TimeSpan pause) => TellAsync(
        CheckpointNewsKind.Waiting,
        string.Create(CultureInfo.InvariantCulture, $"The checkpoint of step {_step} waits for the blob store and is tried again in {pause.TotalSeconds:0} s; the training goes on until the next one is due. {problem.Message}"),
        problem);

    private Task TellAsync(CheckpointNewsKind kind, string text, GridException? problem = null) => _told(new CheckpointNews(kind, _step, text, problem));
}
