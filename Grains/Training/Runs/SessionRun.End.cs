using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Tasks;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Runs;

internal sealed partial class SessionRun
{
    private const int Attempts = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(20);

    // What is done is stored before anything is said of it; a silo that ends has little time for that.
    private async Task<SessionReport> CloseAsync(TrainingOutcome outcome, CheckpointUploads uploads, PreparedSession prepared, string folder, CancellationToken stopping)
    {
        long truncated = Progress.TruncatedCaptionCount;
        if (outcome.Checkpoint is { } checkpoint)
        {
            using CancellationTokenSource grace = CancellationTokenSource.CreateLinkedTokenSource(_orders.Cancel);
            using CancellationTokenRegistration ending = stopping.Register(() => grace.CancelAfter(LastGrace));
            await RetryAsync($"The checkpoint of step {checkpoint.State.StepCount}", token => uploads.StoreAsync(checkpoint, truncated, token), grace.Token).ConfigureAwait(false);
        }
        if (outcome.Final is { } final)
        {
            Say("It publishes the model.");
            ModelVersionId? published = null;
            await RetryAsync("The model", async token => published = await PublishAsync(folder, final, prepared, token).ConfigureAwait(false), stopping).ConfigureAwait(false);
            return Report(ReportKind.Completed) with { Published = published };
        }
        return Report(_orders.Pause.IsCancellationRequested ? ReportKind.Paused : ReportKind.HandedOver);
    }

    private async Task<ModelVersionId> PublishAsync(string folder, FinalModel.Choice final, PreparedSession prepared, CancellationToken cancellationToken)
    {
        _orders.Cancel.ThrowIfCancellationRequested();
        if (!_lease.IsValid)
            throw new RunFencedException($"Run {Attempt} of session {Id} does not count any more: it publishes nothing.");
        ModelLineage lineage = new()
        {
            Session = Id,
            Dataset = _specification.Dataset,
            DatasetDigest = prepared.Items.Plan.DatasetDigest,
            Parents = _specification.Base is { } start ? [TrainingMapping.BaseId(start)] : [],
            Step = final.Step,
        };
        ImmutableSortedDictionary<string, double> metrics = Progress.Last is { } last ? final.Metrics.SetItem("loss", last.Loss) : final.Metrics;
        if (final.Mixture is { } share)
            metrics = metrics.SetItem("share of the fine-tuned weights", share);
        ModelVersionInfo stored = await _surroundings.Models.StoreAsync(_specification.Publish, folder, lineage, metrics, cancellationToken).ConfigureAwait(false);
        return (await _surroundings.Neighbours.RegisterModelAsync(stored, cancellationToken).ConfigureAwait(false)).Id;
    }

    private SessionReport Report(ReportKind kind) => new() { Attempt = Attempt, Kind = kind, Progress = Progress, Events = Voice.Unheard };

    // Told until it is heard: a session that cannot store it now can later, unless another run counts by then.
    private async Task ReportEndAsync(SessionReport report, CancellationToken stopping)
    {
        using CancellationTokenSource grace = new();
        using CancellationTokenRegistration ending = stopping.Register(() => grace.CancelAfter(LastGrace));
        Show(now => now with { Message = report.Message });
        TimeSpan wait = FirstWait;
        while (_lease.IsValid)
        {
            try
            {
                await _surroundings.Neighbours.ReportAsync(Id, report, grace.Token).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (IsPassing(error))
            {
                _surroundings.Logger.LogWarning(error, "How session {Session} ended could not be recorded; it is tried again in {Wait}.", Id, wait);
            }
            await Task.Delay(wait, _surroundings.Time, grace.Token).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    // The blob store knows the checkpoint already: if the grain cannot be told now, it will be told of a later one.
    private async Task ToldAsync(CheckpointNews news)
    {
        if (news.Kind != CheckpointNewsKind.Stored)
        {
            _surroundings.Logger.LogWarning(news.Problem, "Session {Session}: {News}", Id, news.Text);
            Voice.Say(Progress.Step, SessionEventKind.Warning, news.Text);
            Say(news.Text);
            return;
        }
        Show(now => now with { CheckpointStep = _checkpoints.Newest?.Step, Message = _usualMessage });
        try
        {
            SessionReport report = Report(ReportKind.Checkpoint);
            await _surroundings.Neighbours.ReportAsync(Id, report, _orders.Cancel).ConfigureAwait(false);
            Voice.Forget(report.Events is [.., var newest] ? newest.Number : 0);
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
