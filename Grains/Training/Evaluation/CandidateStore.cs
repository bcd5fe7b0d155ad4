using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Models that are being evaluated, in the blob store. Safe for any number of callers.</summary>
internal sealed class CandidateStore(IBlobStore blobs)
{
    /// <summary>Stores a model's folder.</summary>
    /// <param name="session">The session.</param>
    /// <param name="step">Steps done, shown in its name.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the upload; what is stored until then goes with <see cref="ClearAsync"/>.</param>
    /// <exception cref="GridException">StorageFull, Unavailable.</exception>
    public async Task<EvaluationCandidate> UploadAsync(SessionId session, long step, string folder, CancellationToken cancellationToken)
    {
        EvaluationCandidate candidate = new()
        {
            Prefix = string.Create(CultureInfo.InvariantCulture, $"{GridPaths.SessionCandidates(session)}{step:D10}-{Guid.NewGuid():N}/"),
            Files = [],
        };
        ImmutableArray<CandidateFile>.Builder files = ImmutableArray.CreateBuilder<CandidateFile>();
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            CandidateFile file = new(Path.GetFileName(path), "");
            files.Add(file with { Sha256 = await blobs.UploadAsync(path, candidate.BlobOf(file), cancellationToken).ConfigureAwait(false) });
        }
        return candidate with { Files = files.ToImmutable() };
    }

    /// <summary>Fetches a model into a folder and checks its files.</summary>
    /// <exception cref="GridException">NotFound, Corrupt, StorageFull, Unavailable.</exception>
    public async Task DownloadAsync(EvaluationCandidate candidate, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (CandidateFile file in candidate.Files)
        {
            string digest = await blobs.DownloadAsync(candidate.BlobOf(file), Path.Combine(folder, Path.GetFileName(file.Name)), cancellationToken).ConfigureAwait(false);
            if (digest != file.Sha256)
                throw new GridException(GridProblem.Corrupt, $"{candidate.BlobOf(file)} has the SHA-256 {digest} and was written with {file.Sha256}.");
        }
    }

    /// <summary>Removes a model and its vectors.</summary>
    public Task DeleteAsync(EvaluationCandidate candidate, CancellationToken cancellationToken) => blobs.DeleteAllAsync(candidate.Prefix, cancellationToken);

    /// <summary>Removes what evaluations of a session left that nobody ended.</summary>
    public Task ClearAsync(SessionId session, CancellationToken cancellationToken) => blobs.DeleteAllAsync(GridPaths.SessionCandidates(session), cancellationToken);
}
