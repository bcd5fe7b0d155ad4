using System.Runtime.ExceptionServices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.Files;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>Stores a run's checkpoints beside its training, one at a time: metrics first, then the checkpoint that covers them.</summary>
/// <param name="store">Where they go.</param>
/// <param name="metrics">The run's metrics.</param>
/// <param name="folder">A local folder to write them in.</param>
/// <param name="told">Told of each that is stored (null), or why one is not.</param>
internal sealed class CheckpointUploads(CheckpointStore store, MetricLog metrics, string folder, Func<GridException?, Task> told)
{
    private Task _inFlight = Task.CompletedTask;
    private volatile ExceptionDispatchInfo? _replaced;

    /// <summary>The newest that is stored, or null.</summary>
    public StoredCheckpoint? Newest => store.Newest;

    /// <summary>Blocks until none is in flight. For the training's own thread, which has nothing better to do.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over.</exception>
    public void Wait()
    {
        _inFlight.GetAwaiter().GetResult();
        ThrowIfReplaced();
    }

    /// <exception cref="GridException">Conflict: another run has taken the session over.</exception>
    public void ThrowIfReplaced() => _replaced?.Throw();

    /// <summary>Starts to store one and returns at once; only after <see cref="Wait"/>. If it cannot be stored, the training goes on to the next.</summary>
    public void Begin(TrainerCheckpoint checkpoint, long truncatedCaptionCount) =>
        _inFlight = Task.Run(() => TryStoreAsync(checkpoint, truncatedCaptionCount));

    /// <summary>Completes when none is in flight.</summary>
    public Task WhenIdleAsync() => _inFlight;

    /// <summary>Stores one.</summary>
    /// <exception cref="GridException">Conflict: another run has taken the session over; StorageFull, Unavailable.</exception>
    public async Task StoreAsync(TrainerCheckpoint checkpoint, long truncatedCaptionCount, CancellationToken cancellationToken)
    {
        long step = checkpoint.State.StepCount;
        string local = Path.Combine(folder, $"{step}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            checkpoint.Save(local);
            await metrics.StoreAsync(step, cancellationToken).ConfigureAwait(false);
            await store.SaveAsync(local, step, truncatedCaptionCount, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (FileFaults.IsKnown(error))
        {
            throw FileFaults.Explain(error, folder, $"the checkpoint of step {step}");
        }
        finally
        {
            if (Directory.Exists(local))
                Directory.Delete(local, recursive: true);
        }
        await told(null).ConfigureAwait(false);
    }

    private async Task TryStoreAsync(TrainerCheckpoint checkpoint, long truncatedCaptionCount)
    {
        try
        {
            await StoreAsync(checkpoint, truncatedCaptionCount, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem == GridProblem.Conflict)
        {
            _replaced = ExceptionDispatchInfo.Capture(error);
        }
#pragma warning disable CA1031 // Whatever it is, the checkpoint before is intact and the next attempt may succeed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await told(error as GridException ?? new GridException(GridProblem.Internal, $"The checkpoint of step {checkpoint.State.StepCount} could not be stored: {error.Message}", error)).ConfigureAwait(false);
        }
    }
}
