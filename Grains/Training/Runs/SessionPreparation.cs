using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Tasks;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>Gets what a session trains on and starts from. What the first of a session's silos has decided is stored: all others get the same.</summary>
/// <param name="id">The session.</param>
/// <param name="specification">What it trains.</param>
/// <param name="surroundings">What the silo's runs share.</param>
/// <param name="scratch">A local folder.</param>
internal sealed class SessionPreparation(SessionId id, SessionSpecification specification, SessionSurroundings surroundings, string scratch)
{
    /// <summary>Told what it does.</summary>
    public required Action<string> Told { get; init; }

    /// <summary>All but the checkpoint. The caller disposes of it.</summary>
    /// <exception cref="GridException">NotFound, Invalid, Corrupt, StorageFull, Unavailable.</exception>
    public async Task<PreparedSession> PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(scratch);
        Told("It chooses the items.");
        SessionPlan plan = await new SessionPlanner(id, specification, surroundings).GetAsync(cancellationToken).ConfigureAwait(false);
        SessionItems items = await SessionItems.LoadAsync(plan, specification, surroundings.Partitions, cancellationToken).ConfigureAwait(false);
        Told($"It fetches {items.Keys.Length} pictures.");
        SessionPictures pictures = await SessionPictures.FetchAsync(items, surroundings, Path.Combine(scratch, "shards"), cancellationToken).ConfigureAwait(false);
        try
        {
            return specification.Base is { } start
                ? await FromBaseAsync(start, items, pictures, cancellationToken).ConfigureAwait(false)
                : await FromNothingAsync(items, pictures, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    private async Task<PreparedSession> FromNothingAsync(SessionItems items, SessionPictures pictures, CancellationToken cancellationToken)
    {
        Told("It learns a vocabulary from the captions.");
        SessionVocabulary vocabulary = new(id, specification, surroundings.Blobs);
        return new PreparedSession(items, pictures)
        {
            Description = TrainingMapping.Describe(specification),
            Vocabulary = await vocabulary.GetAsync(items, Path.Combine(scratch, "vocabulary"), cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PreparedSession> FromBaseAsync(ModelRef start, SessionItems items, SessionPictures pictures, CancellationToken cancellationToken)
    {
        Told($"It fetches {start}.");
        ModelVersionId model = TrainingMapping.BaseId(start);
        string folder = await surroundings.Models.GetFolderAsync(model, cancellationToken).ConfigureAwait(false);
        return new PreparedSession(items, pictures)
        {
            BaseFolder = folder,
            Embeddings = TrainingMapping.IsProbe(specification) ? await new ProbeEmbeddings(id, items, surroundings).GetAsync(model, folder, pictures, Path.Combine(scratch, "probe"), Told, cancellationToken).ConfigureAwait(false) : null,
        };
    }
}
