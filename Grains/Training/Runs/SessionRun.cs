using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Grains.Training.Parts;
using ClipGrid.Grains.Training.Tasks;
using ClipGrid.Grains.Training.Telemetry;
using ClipGrid.Model.Native;
using ClipGrid.Model.Training;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// One run of a session on this silo, from its device to its end. Its first steps follow the newest checkpoint; it tells the session's
/// grain that it lives, of each checkpoint and of its end. Safe for any number of callers.
/// </summary>
internal sealed partial class SessionRun : IDisposable
{
    private const int EventPage = 1000;
    private readonly SessionAssignment _assignment;
    private readonly SessionSpecification _specification;
    private readonly SessionSurroundings _surroundings;
    private readonly CheckpointStore _checkpoints;
    private readonly RunOrders _orders;
    private readonly RunLease _lease;
    private readonly string _scratch;
    private readonly RunMeter _meter;
    private readonly Lock _lock = new();
    private const int MostNamedItems = 10;
    private ImmutableArray<string> _keys = [];
    private string? _usualMessage;
    private TaskCompletionSource _stateChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionProgress _progress = new() { State = SessionState.Placing, Message = "It waits for the run before it to end." };

    /// <summary>A run that has not begun.</summary>
    /// <param name="assignment">What to run.</param>
    /// <param name="surroundings">What the silo's runs share.</param>
    public SessionRun(SessionAssignment assignment, SessionSurroundings surroundings)
    {
        _assignment = assignment;
        _specification = assignment.Specification;
        _surroundings = surroundings;
        _orders = new RunOrders(assignment);
        _lease = new RunLease(surroundings.Time, surroundings.Options.LeaseTime);
        _checkpoints = new CheckpointStore(Id, surroundings.Blobs)
        {
            KeptCount = _specification.KeptCheckpointCount,
            OwnerText = $"{assignment.Host}, run {assignment.Attempt}",
            Time = surroundings.Time,
            Logger = surroundings.Logger,
        };
        _scratch = Path.Combine(surroundings.Options.ScratchFolder, $"{Id}-{Guid.NewGuid():N}");
        _meter = surroundings.Meter.Begin(Device, surroundings.Time);
        Metrics = new MetricLog(Id, surroundings.Blobs);
    }

    /// <summary>The session.</summary>
    public SessionId Id => _assignment.Session;

    /// <summary>Which of its runs this is.</summary>
    public long Attempt => _assignment.Attempt;

    /// <summary>The device that it was given.</summary>
    public (DeviceKind Kind, int Number) Device => (_assignment.Host.Kind, _assignment.Host.Number);

    /// <summary>What it measures.</summary>
    public MetricLog Metrics { get; }

    /// <summary>What it says.</summary>
    public RunVoice Voice { get; } = new();

    /// <summary>How far it is.</summary>
    public SessionProgress Progress
    {
        get
        {
            lock (_lock)
                return _progress;
        }
    }

    /// <summary>Completes when it is in another state than now.</summary>
    public Task WhenStateChangesAsync()
    {
        lock (_lock)
            return _stateChanged.Task;
    }

    /// <summary>Tells it a command; returns at once.</summary>
    public void Tell(SessionCommand command, double? value) => _orders.Tell(command, value);

    /// <summary>Asks the blob store whether this run still has the session; true before it took it.</summary>
    /// <exception cref="GridException">Unavailable, StorageFull.</exception>
    public async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        if (_checkpoints.Epoch == 0 || _checkpoints.IsReplaced)
            return !_checkpoints.IsReplaced;
        try
        {
            await _checkpoints.BeatAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (GridException) when (_checkpoints.IsReplaced)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        _meter.Dispose();
    }

    /// <summary>Runs it. It reports its own failures; a run that is cancelled, or replaced by another, reports nothing.</summary>
    /// <param name="stopping">The silo ends: what is done so far is kept as a checkpoint, and the session goes on elsewhere.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        using Activity? span = TrainingSpans.BeginRun(Id, Attempt);
        using CancellationTokenSource quits = CancellationTokenSource.CreateLinkedTokenSource(_orders.Cancel, stopping);
        using CancellationTokenSource ended = new();
        Task pulse = new RunPulse(this, _lease, _surroundings).RunAsync(ended.Token);
        try
        {
            SessionReport? ending = await EndAsync(span?.Context ?? default, quits.Token, stopping).ConfigureAwait(false);
            Ended(span, ending is null ? "replaced" : TrainingSpans.Outcome(ending.Kind));
            if (ending is { } report)
            {
                await ReleaseAsync().ConfigureAwait(false);
                await ReportEndAsync(report, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (quits.IsCancellationRequested)
        {
            Ended(span, _orders.Cancel.IsCancellationRequested ? "cancelled" : "interrupted");
            _surroundings.Logger.LogInformation("Session {Session} stopped after step {Step}.", Id, Progress.Step);
            if (_orders.Cancel.IsCancellationRequested)
                await KeepMetricsAsync().ConfigureAwait(false);
        }
        finally
        {
            Metrics.Close();
            LocalFiles.TryDelete(_scratch, _surroundings.Logger);
            await ended.CancelAsync().ConfigureAwait(false);
            await pulse.ConfigureAwait(false);
        }
    }

    private void Ended(Activity? span, string outcome)
    {
        _meter.Ended(outcome);
        span?.SetTag(Cluster.Outcome.Tag, outcome).SetTag("clipgrid.step", Progress.Step);
    }

    // Whoever comes next need not wait to see whether this run lives.
    private async Task ReleaseAsync()
    {
        if (_checkpoints.Epoch == 0)
            return;
        try
        {
            using CancellationTokenSource soon = new(LastGrace, _surroundings.Time);
            await _checkpoints.ReleaseAsync(soon.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is GridException or OperationCanceledException)
        {
            _surroundings.Logger.LogInformation(error, "Session {Session} could not be let go in the blob store.", Id);
        }
    }

    // How it ended, or null if nobody is to be told.
    private async Task<SessionReport?> EndAsync(ActivityContext span, CancellationToken quits, CancellationToken stopping)
    {
        try
        {
            return await WorkAsync(span, quits, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!quits.IsCancellationRequested && _orders.Pause.IsCancellationRequested)
        {
            return Report(ReportKind.Paused);
        }
        catch (RunFencedException fenced)
        {
            _surroundings.Logger.LogWarning("{Reason}", fenced.Message);
            return null;
        }
        catch (GridException replaced) when (replaced.Problem == GridProblem.Conflict || _checkpoints.IsReplaced)
        {
            _surroundings.Logger.LogWarning("{Reason}", replaced.Message);
            return null;
        }
        catch (Exception away) when (away is StoreOutageException or GridException { Problem: GridProblem.Unavailable } && !quits.IsCancellationRequested)
        {
            _surroundings.Logger.LogWarning(away, "Session {Session} pauses after step {Step}.", Id, Progress.Step);
            return Report(ReportKind.StoreAway) with { Message = away.Message };
        }
        catch (TrainingDivergedException diverged)
        {
            await KeepMetricsAsync().ConfigureAwait(false);
            return Report(ReportKind.Diverged) with { Message = $"{SessionFault.Describe(diverged, Progress.Step, _scratch)} {Batch(diverged)}" };
        }
        catch (Exception error) when (!quits.IsCancellationRequested)
        {
            _surroundings.Logger.LogError(error, "Session {Session} failed after step {Step}.", Id, Progress.Step);
            await KeepMetricsAsync().ConfigureAwait(false);
            return Report(ReportKind.Failed) with { Message = SessionFault.Describe(error, Progress.Step, _scratch) };
        }
    }

    private async Task<SessionReport?> WorkAsync(ActivityContext span, CancellationToken quits, CancellationToken stopping)
    {
        using CancellationTokenSource early = CancellationTokenSource.CreateLinkedTokenSource(quits, _orders.Pause);
        using IDisposable device = await _surroundings.Gate.EnterAsync(Id, Device, Say, early.Token).ConfigureAwait(false);
        Show(now => now with { State = SessionState.Preparing, Message = "It takes the session over." });
        await _checkpoints.TakeAsync(early.Token).ConfigureAwait(false);
        await _surroundings.Evaluation.Candidates.ClearAsync(Id, early.Token).ConfigureAwait(false);
        using PreparedSession prepared = await PrepareAsync(early.Token).ConfigureAwait(false);
        CheckpointUploads uploads = new(_checkpoints, Metrics, Path.Combine(_scratch, "checkpoints"), _surroundings.Options.OutageLimit, _surroundings.Time, ToldAsync) { Meter = _meter, Run = span };
        using CancellationTokenSource pauses = CancellationTokenSource.CreateLinkedTokenSource(_orders.Pause, stopping);
        _keys = prepared.Items.Keys;
        RunEvaluations? evaluations = await EvaluationsAsync(prepared, early.Token).ConfigureAwait(false);
        PartCrew crew = new(_assignment, _surroundings, text => Voice.Say(Progress.Step, SessionEventKind.Placed, text));
        await using ConfiguredAsyncDisposable crewEnds = crew.ConfigureAwait(false);
        FinalModel final = new(prepared, _specification, evaluations, _checkpoints, _scratch);
        SessionSteps steps = new(_assignment, prepared, uploads, _orders, _lease, _surroundings.Time)
        {
            Folder = Path.Combine(_scratch, "model"),
            Begun = ShowInexactness,
            Measured = Measure,
            Meter = _meter,
            Crew = crew,
            Evaluations = evaluations,
            Evaluating = isEvaluating => Show(now => now with { State = isEvaluating ? SessionState.Evaluating : SessionState.Running, Message = isEvaluating ? "It is evaluated." : _usualMessage }),
        };
        TrainingOutcome outcome;
        try
        {
            outcome = await TrainingThread.RunAsync($"ClipGrid session {Id}", () =>
            {
                _usualMessage = $"It trains on {prepared.Items.Keys.Length} items with {TorchRuntime.Describe().ThreadCount} threads.";
                Show(now => now with { State = SessionState.Running, Message = _usualMessage });
                return steps.Run(final, pauses.Token);
            }).ConfigureAwait(false);
        }
        finally
        {
            await uploads.EndAsync().ConfigureAwait(false);
        }
        return await CloseAsync(outcome, uploads, prepared, steps.Folder, stopping).ConfigureAwait(false);
    }

    private void Measure(MetricPoint point, long truncatedCaptionCount)
    {
        Metrics.Add(point);
        Show(now => now with { Step = point.Step, Last = point, TruncatedCaptionCount = truncatedCaptionCount });
    }

    private void Say(string message) => Show(now => now with { Message = message });

    private void Show(Func<SessionProgress, SessionProgress> change)
    {
        lock (_lock)
        {
            SessionState before = _progress.State;
            _progress = change(_progress);
            if (_progress.State == before)
                return;
            _stateChanged.SetResult();
            _stateChanged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
