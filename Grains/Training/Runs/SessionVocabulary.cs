using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>The vocabulary of a session that starts from nothing: learned once from its captions, then stored with it.</summary>
internal sealed class SessionVocabulary(SessionId id, SessionSpecification specification, IBlobStore blobs)
{
    /// <summary>The file that is written last: where it is, all of the vocabulary is.</summary>
    public const string Merges = "merges.txt";
    private const string Vocab = "vocab.json";

    /// <summary>The session's vocabulary, learned if there is none yet.</summary>
    /// <param name="items">What it is learned from.</param>
    /// <param name="folder">A folder for its files, which need not exist.</param>
    /// <param name="cancellationToken">Ends the learning.</param>
    /// <exception cref="GridException">Corrupt, StorageFull, Unavailable.</exception>
    public async Task<Vocabulary> GetAsync(SessionItems items, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string vocab = Path.Combine(folder, Vocab), merges = Path.Combine(folder, Merges);
        // The merges are written last: where they are, the other is.
        if (await blobs.FindAsync(Name(Merges), cancellationToken).ConfigureAwait(false) is not null)
        {
            await blobs.DownloadAsync(Name(Vocab), vocab, cancellationToken).ConfigureAwait(false);
            await blobs.DownloadAsync(Name(Merges), merges, cancellationToken).ConfigureAwait(false);
            return Read(vocab, merges);
        }
        VocabularyTrainer.Train(items.Texts.SelectMany(text => text.Captions), new VocabularyTrainingOptions { Size = specification.VocabSize }, cancellationToken: cancellationToken).Save(folder);
        await blobs.UploadAsync(vocab, Name(Vocab), cancellationToken).ConfigureAwait(false);
        await blobs.UploadAsync(merges, Name(Merges), cancellationToken).ConfigureAwait(false);
        return Read(vocab, merges);
    }

    private string Name(string file) => GridPaths.SessionVocabulary(id) + file;

    private static Vocabulary Read(string vocab, string merges)
    {
        try
        {
            return Vocabulary.FromVocabAndMerges(vocab, merges);
        }
        catch (VocabularyException error)
        {
            throw new GridException(GridProblem.Corrupt, $"The session's vocabulary cannot be read: {error.Message} Start a new session.", error);
        }
    }
}
