using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

internal sealed partial class SessionRun
{
    private const int Attempts = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(20);

    // What is done is stored before anything is said of it; a silo that ends has little time for that.
    private async Task<SessionReport?> CloseAsync(TrainingOutcome outcome, CheckpointUploads uploads, PreparedSession prepared, string folder, CancellationToken stopping)
    {
        long truncated = Progress.TruncatedCaptionCount;
        if (outcome.Checkpoint is { } checkpoint)
        {
            using CancellationTokenSource grace = new();
            using CancellationTokenRegistration ending = stopping.Register(() => grace.CancelAfter(LastGrace));
            await RetryAsync($"The checkpoint of step {checkpoint.State.StepCount}", token => uploads.StoreAsync(checkpoint, truncated, token), grace.Token).ConfigureAwait(false);
        }
        if (outcome.IsFinished)
        {
            Say("It publishes the model.");
            ModelVersionId? published = null;
            await RetryAsync("The model", async token => published = await PublishAsync(folder, prepared, token).ConfigureAwait(false), stopping).ConfigureAwait(false);
            return Report(SessionState.Completed) with { Published = published };
        }
        // Where nobody asked for a pause the silo ends: the session stays as it is and goes on after the next start.
        return _pause.IsCancellationRequested ? Report(SessionState.Paused) : null;
    }

    private async Task<ModelVersionId> PublishAsync(string folder, PreparedSession prepared, CancellationToken cancellationToken)
    {
        _cancel.Token.ThrowIfCancellationRequested();
        ModelLineage lineage = new()
        {
            Session = Id,
            Dataset = _specification.Dataset,
            DatasetDigest = prepared.Items.Plan.DatasetDigest,
            Parents = _specification.Base is { } start ? [BaseId(start)] : [],
            Step = _specification.StepCount,
        };
        ImmutableSortedDictionary<string, double> metrics = Progress.Last is { } last
            ? ImmutableSortedDictionary<string, double>.Empty.Add("loss", last.Loss)
            : ImmutableSortedDictionary<string, double>.Empty;
        ModelVersionInfo stored = await _surroundings.Models.StoreAsync(_specification.Publish, folder, lineage, metrics, cancellationToken).ConfigureAwait(false);
        return (await _surroundings.Neighbours.RegisterModelAsync(stored, cancellationToken).ConfigureAwait(false)).Id;
    }

    private SessionReport Report(SessionState state)
    {
        SessionProgress now = Progress;
        return new SessionReport
        {
            Attempt = _attempt,
            State = state,
            Step = now.Step,
            CheckpointStep = now.CheckpointStep,
            Last = now.Last,
            TruncatedCaptionCount = now.TruncatedCaptionCount,
        };
    }

    private Task ReportAsync(SessionReport report, CancellationToken cancellationToken) =>
        RetryAsync("How it ended", token => _surroundings.Neighbours.ReportAsync(Id, report, token), cancellationToken);

    // The blob store knows the checkpoint already: if the grain cannot be told now, it will be told of a later one.
    private async Task ToldAsync(CheckpointNews news)
    {
        if (news.Kind != CheckpointNewsKind.Stored)
        {
            _surroundings.Logger.LogWarning(news.Problem, "Session {Session}: {News}", Id, news.Text);
            Say(news.Text);
            return;
        }
        Show(now => now with { CheckpointStep = _checkpoints.Newest?.Step, Message = _usualMessage });
        try
        {
            SessionReport report = Report(SessionState.Running);
            await _surroundings.Neighbours.ReportAsync(Id, report, _cancel.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Any failure of a call to a grain: the checkpoint itself is safe.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _surroundings.Logger.LogWarning(error, "Session {Session} could not be told of its checkpoint.", Id);
        }
    }

    private async Task KeepMetricsAsync()
    {
        try
        {
            await Metrics.StoreAsync(long.MaxValue, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GridException error)
        {
            _surroundings.Logger.LogWarning(error, "The newest metrics of session {Session} could not be stored.", Id);
        }
    }

    private async Task RetryAsync(string what, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        TimeSpan wait = FirstWait;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await action(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (attempt < Attempts && IsPassing(error))
            {
                _surroundings.Logger.LogWarning(error, "{What} of session {Session} could not be stored; it is tried again in {Wait}.", what, Id, wait);
                Say($"{what} could not be stored; it is tried again in {wait.TotalSeconds:F0} s: {error.Message}");
            }
            await Task.Delay(wait, _surroundings.Time, cancellationToken).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private static bool IsPassing(Exception error) => error is TimeoutException or GridException { Problem: GridProblem.Unavailable or GridProblem.StorageFull } || error is OrleansException;
}
