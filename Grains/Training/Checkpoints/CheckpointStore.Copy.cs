using System.Collections.Immutable;
using System.Security.Cryptography;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training.Checkpoints;

// Forks.
internal sealed partial class CheckpointStore
{
    /// <summary>
    /// Makes another session's checkpoint, and its vocabulary if it has one, this session's first. Does nothing where this session has
    /// a checkpoint already; may be killed at any point and called again.
    /// </summary>
    /// <exception cref="GridException">NotFound: there is no such checkpoint any more; Corrupt: it is not what was written; Conflict:
    /// another run has taken this session over; NewerFormat, StorageFull, Unavailable.</exception>
    public async Task CopyFromAsync(CheckpointRef source, CancellationToken cancellationToken)
    {
        if (_head.Head!.Checkpoints.Length > 0)
            return;
        StoredCheckpoint original = await CheckpointCatalog.GetAsync(source, blobs, cancellationToken).ConfigureAwait(false);
        string prefix = CheckpointPrefix.New(id, original.Step, Epoch);
        _underWay = prefix;
        try
        {
            await CopyVocabularyAsync(source.Session, cancellationToken).ConfigureAwait(false);
            foreach (StoredPart part in original.Parts)
                await CopyPartAsync(original.Prefix + part.Name, prefix + part.Name, part.Sha256, cancellationToken).ConfigureAwait(false);
            StoredCheckpoint copy = original with
            {
                Prefix = prefix,
                At = Time.GetUtcNow(),
                IsPinned = false,
                IsBest = false,
                Metrics = ImmutableSortedDictionary<string, double>.Empty,
            };
            // A copy before this one may have counted without our hearing of it.
            await _head.UpdateAsync(head => head.Checkpoints.Length > 0 ? head : head with { Checkpoints = [copy] }, cancellationToken).ConfigureAwait(false);
        }
        catch (GridException error) when (error.Problem == GridProblem.NotFound)
        {
            throw new GridException(GridProblem.NotFound, $"The checkpoint of step {source.Step} of session {source.Session} was let go while it was copied: fork from one that is there, and pin it first.", error);
        }
        finally
        {
            _underWay = null;
        }
    }

    private async Task CopyPartAsync(string from, string to, string sha256, CancellationToken cancellationToken)
    {
        BlobContent content = await blobs.OpenAsync(from, null, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using SHA256 hash = SHA256.Create();
            CryptoStream hashing = new(content.Stream, hash, CryptoStreamMode.Read, leaveOpen: true);
            await using (hashing.ConfigureAwait(false))
                await blobs.PutAsync(to, hashing, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            string digest = Convert.ToHexStringLower(hash.Hash!);
            if (digest != sha256)
                throw new GridException(GridProblem.Corrupt, $"{from} has the SHA-256 {digest} and was written with {sha256}: fork from an earlier checkpoint.");
        }
    }

    private async Task CopyVocabularyAsync(SessionId source, CancellationToken cancellationToken)
    {
        string from = GridPaths.SessionVocabulary(source), to = GridPaths.SessionVocabulary(id);
        List<string> names = await blobs.ListAllAsync(from, cancellationToken).Select(blob => blob.Name[from.Length..]).ToListAsync(cancellationToken).ConfigureAwait(false);
        // The merges are written last: where they are, the other is.
        foreach (string name in names.OrderBy(name => name == SessionVocabulary.Merges))
        {
            byte[] bytes = await blobs.GetAsync(from + name, null, cancellationToken).ConfigureAwait(false);
            await blobs.PutAsync(to + name, bytes, BlobCondition.None, cancellationToken).ConfigureAwait(false);
            byte[] written = await blobs.GetAsync(to + name, null, cancellationToken).ConfigureAwait(false);
            if (!SHA256.HashData(written).AsSpan().SequenceEqual(SHA256.HashData(bytes)))
                throw new GridException(GridProblem.Corrupt, $"{to + name} is not what {from + name} is, right after it was copied: check the blob store.");
        }
    }
}
