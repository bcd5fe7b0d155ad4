using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Checkpoints;

// Reading.
internal sealed partial class CheckpointStore
{
    /// <summary>
    /// The newest checkpoint that can be read. Those that cannot, and those passed over, stay in the store until the run has stored a
    /// new one: a fault of reading that passes loses nothing.
    /// </summary>
    /// <param name="folder">A folder for its files, which need not exist.</param>
    /// <param name="before">Only those of fewer steps than this, or null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="GridException">Corrupt: there are checkpoints and none can be read; NewerFormat: a newer release wrote the newest; StorageFull: there is no room in the folder; Unavailable.</exception>
    public async Task<LoadedCheckpoint> LoadAsync(string folder, long? before, CancellationToken cancellationToken)
    {
        List<string> skipped = [];
        (_unreadable, _passedOver) = ([], []);
        foreach (StoredCheckpoint stored in _head.Head!.Checkpoints)
        {
            if (stored.Step >= before)
            {
                _passedOver = _passedOver.Add(stored.Prefix);
                continue;
            }
            string local = Path.Combine(folder, $"{stored.Step}");
            try
            {
                await FetchAsync(stored, local, cancellationToken).ConfigureAwait(false);
                return new LoadedCheckpoint(TrainerCheckpoint.Load(local), [.. skipped]);
            }
            catch (Exception error) when (error is CheckpointException or GridException { Problem: GridProblem.NotFound or GridProblem.Corrupt })
            {
                _unreadable = _unreadable.Add(stored.Prefix);
                skipped.Add($"The checkpoint of step {stored.Step} cannot be used, so an earlier one is: {error.Message}");
            }
            catch (NewerCheckpointException error)
            {
                throw Newer(stored, error);
            }
            finally
            {
                if (Directory.Exists(local))
                    Directory.Delete(local, recursive: true);
            }
        }
        return skipped.Count == 0
            ? new LoadedCheckpoint(null, [])
            : throw new GridException(GridProblem.Corrupt, $"No checkpoint of session {id} can be read. {string.Join(" ", skipped)} Restore its blobs from a backup, or start a new session.");
    }

    /// <summary>The checkpoint of a step.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="folder">A folder for its files, which need not exist.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="GridException">NotFound: there is none; Corrupt: it is not what was written; NewerFormat, StorageFull, Unavailable.</exception>
    public async Task<TrainerCheckpoint> LoadStepAsync(long step, string folder, CancellationToken cancellationToken)
    {
        StoredCheckpoint stored = CheckpointCatalog.Require(id, _head.Head!, step).Checkpoints.First(one => one.Step == step);
        try
        {
            await FetchAsync(stored, folder, cancellationToken).ConfigureAwait(false);
            return TrainerCheckpoint.Load(folder);
        }
        catch (CheckpointException error)
        {
            throw new GridException(GridProblem.Corrupt, $"The checkpoint of step {step} of session {id} cannot be read: {error.Message}", error);
        }
        catch (NewerCheckpointException error)
        {
            throw Newer(stored, error);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    // Going on from an earlier one would throw away what the newer release has trained.
    private static GridException Newer(StoredCheckpoint stored, NewerCheckpointException error) => new(
        GridProblem.NewerFormat, $"The checkpoint {stored.Prefix} was written by a newer ClipGrid (format {error.Format}; this one reads up to {error.KnownFormat}): use that release.", error);

    private async Task FetchAsync(StoredCheckpoint stored, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (StoredPart part in stored.Parts)
        {
            string name = stored.Prefix + part.Name, path = Path.Combine(folder, Path.GetFileName(part.Name));
            string digest = await blobs.DownloadAsync(name, path, cancellationToken).ConfigureAwait(false);
            // Read twice before it is believed: the way here may be at fault, and not what is stored.
            if (digest != part.Sha256 && await blobs.DownloadAsync(name, path, cancellationToken).ConfigureAwait(false) is { } again && again != part.Sha256)
                throw new GridException(GridProblem.Corrupt, $"{name} has the SHA-256 {again} and was written with {part.Sha256}.");
        }
    }
}
