using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Model.Native;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>
/// One run of a session on this silo, from the queue to its end. Its first steps follow the newest checkpoint; it tells the session's
/// grain of each checkpoint and of its end. Safe for any number of callers.
/// </summary>
internal sealed partial class SessionRun : IDisposable
{
    private readonly long _attempt;
    private readonly SessionSpecification _specification;
    private readonly SessionSurroundings _surroundings;
    private readonly CheckpointStore _checkpoints;
    private readonly string _scratch;
    private readonly CancellationTokenSource _pause = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly Lock _lock = new();
    private bool _hasEnded;
    private string? _usualMessage;
    private SessionProgress _progress = new() { State = SessionState.Queued };

    /// <summary>A run that has not begun.</summary>
    /// <param name="id">The session.</param>
    /// <param name="attempt">Which of its runs this is.</param>
    /// <param name="specification">What to train; data set and base fixed to versions.</param>
    /// <param name="surroundings">What the silo's runs share.</param>
    public SessionRun(SessionId id, long attempt, SessionSpecification specification, SessionSurroundings surroundings)
    {
        Id = id;
        _attempt = attempt;
        _specification = specification;
        _surroundings = surroundings;
        _checkpoints = new CheckpointStore(id, surroundings.Blobs)
        {
            KeptCount = specification.KeptCheckpointCount,
            OwnerText = $"run {attempt}",
            Time = surroundings.Time,
            Logger = surroundings.Logger,
        };
        _scratch = Path.Combine(surroundings.Options.ScratchFolder, $"{id}-{Guid.NewGuid():N}");
        Metrics = new MetricLog(id, surroundings.Blobs);
    }

    /// <summary>The session.</summary>
    public SessionId Id { get; }

    /// <summary>What it measures.</summary>
    public MetricLog Metrics { get; }

    /// <summary>How far it is.</summary>
    public SessionProgress Progress
    {
        get
        {
            lock (_lock)
                return _pause.IsCancellationRequested ? _progress with { State = SessionState.Pausing } : _progress;
        }
    }

    /// <summary>Ends the step, writes a checkpoint and stops; returns at once.</summary>
    public void Pause() => Ask(_pause);

    /// <summary>Ends the step and stops; returns at once.</summary>
    public void Cancel() => Ask(_cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _hasEnded = true;
            _pause.Dispose();
            _cancel.Dispose();
        }
    }

    /// <summary>Runs it. It reports its own failures; a run that is cancelled, or replaced by another, reports nothing.</summary>
    /// <param name="stopping">The silo ends: what is done so far is kept as a checkpoint, and the session goes on elsewhere.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource quits = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, stopping);
        try
        {
            if (await EndAsync(quits.Token, stopping).ConfigureAwait(false) is { } report)
                await ReportAsync(report, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (quits.IsCancellationRequested)
        {
            _surroundings.Logger.LogInformation("Session {Session} stopped after step {Step}.", Id, Progress.Step);
            if (_cancel.IsCancellationRequested)
                await KeepMetricsAsync().ConfigureAwait(false);
        }
        finally
        {
            Metrics.Close();
            RemoveScratch();
        }
    }

    // How it ended, or null if nobody is to be told.
    private async Task<SessionReport?> EndAsync(CancellationToken quits, CancellationToken stopping)
    {
        try
        {
            return await WorkAsync(quits, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!quits.IsCancellationRequested && _pause.IsCancellationRequested)
        {
            return Report(SessionState.Paused);
        }
        catch (GridException replaced) when (replaced.Problem == GridProblem.Conflict && _checkpoints.IsReplaced)
        {
            _surroundings.Logger.LogWarning("{Reason}", replaced.Message);
            return null;
        }
        catch (StoreOutageException outage) when (!quits.IsCancellationRequested)
        {
            _surroundings.Logger.LogWarning(outage, "Session {Session} pauses.", Id);
            long step = Progress.CheckpointStep ?? 0;
            return Report(SessionState.Paused) with { Step = step, Message = $"It is paused after step {step}: {outage.Message} Resume it when the store answers." };
        }
        catch (Exception error) when (!quits.IsCancellationRequested)
        {
            _surroundings.Logger.LogError(error, "Session {Session} failed after step {Step}.", Id, Progress.Step);
            await KeepMetricsAsync().ConfigureAwait(false);
            return Report(SessionState.Failed) with { Message = SessionFault.Describe(error, Progress.Step, _scratch) };
        }
    }

    private async Task<SessionReport?> WorkAsync(CancellationToken quits, CancellationToken stopping)
    {
        using CancellationTokenSource early = CancellationTokenSource.CreateLinkedTokenSource(quits, _pause.Token);
        using IDisposable device = await _surroundings.Gate.EnterAsync(Id, reason => Show(now => now with { Message = reason }), early.Token).ConfigureAwait(false);
        Show(now => now with { State = SessionState.Preparing, Message = "It takes the session over." });
        await _checkpoints.TakeAsync(early.Token).ConfigureAwait(false);
        using PreparedSession prepared = await PrepareAsync(early.Token).ConfigureAwait(false);
        CheckpointUploads uploads = new(_checkpoints, Metrics, Path.Combine(_scratch, "checkpoints"), _surroundings.Options.OutageLimit, _surroundings.Time, ToldAsync);
        SessionSteps steps = new(_specification, prepared, uploads, _surroundings.Time);
        string folder = Path.Combine(_scratch, "model");
        using CancellationTokenSource pauses = CancellationTokenSource.CreateLinkedTokenSource(_pause.Token, stopping);
        TrainingOutcome outcome;
        try
        {
            outcome = await TrainingThread.RunAsync($"ClipGrid session {Id}", () =>
            {
                _usualMessage = $"It trains on {prepared.Items.Keys.Length} items with {TorchRuntime.Describe().ThreadCount} threads.";
                Show(now => now with { State = SessionState.Running, Message = _usualMessage });
                return steps.Run(folder, point => Measure(point, steps.TruncatedCaptionCount), pauses.Token, _cancel.Token);
            }).ConfigureAwait(false);
        }
        finally
        {
            await uploads.EndAsync().ConfigureAwait(false);
        }
        return await CloseAsync(outcome, uploads, prepared, folder, stopping).ConfigureAwait(false);
    }

    private void Measure(MetricPoint point, long truncatedCaptionCount)
    {
        Metrics.Add(point);
        Show(now => now with { Step = point.Step, Last = point, TruncatedCaptionCount = truncatedCaptionCount });
    }

    private void Ask(CancellationTokenSource what)
    {
        lock (_lock)
            if (_hasEnded)
                return;
        what.Cancel();
    }

    private void Show(Func<SessionProgress, SessionProgress> change)
    {
        lock (_lock)
            _progress = change(_progress);
    }

    private void RemoveScratch()
    {
        try
        {
            if (Directory.Exists(_scratch))
                Directory.Delete(_scratch, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _surroundings.Logger.LogWarning(error, "{Folder} could not be removed: delete it by hand.", _scratch);
        }
    }
}
