using System.Collections.Immutable;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Model.Training;

/// <summary>Pairs in memory, as encoded files: decoded, augmented and tokenized batch by batch.</summary>
public sealed class PictureCaptionData : ITrainingData
{
    private readonly IReadOnlyList<TrainingPair> _pairs;
    private readonly Tokenizer _tokenizer;
    private readonly Augmenter _augmenter;
    private readonly PictureBatch _pictures;
    private readonly CaptionChoice _choice;
    private readonly ulong _seed;
    private long _truncatedCount;

    /// <summary>Pairs for one run.</summary>
    /// <param name="pairs">The pairs; captions that are too long are cut and counted.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="preprocess">The model's preprocessing.</param>
    /// <param name="augmentation">How pictures vary from epoch to epoch.</param>
    /// <param name="seed">The run's seed, which also decides crops and captions.</param>
    /// <exception cref="ArgumentException">A pair has no caption, or one without a word; the message says which.</exception>
    public PictureCaptionData(
        IReadOnlyList<TrainingPair> pairs, Tokenizer tokenizer, PreprocessConfig preprocess, TrainingAugmentation augmentation, ulong seed)
    {
        foreach ((int index, TrainingPair pair) in pairs.Index())
        {
            if (pair.Captions.IsDefaultOrEmpty)
                throw new ArgumentException($"Pair {index} has no caption: leave it out or give it one.", nameof(pairs));
            if (pair.Captions.Any(string.IsNullOrWhiteSpace))
                throw new ArgumentException($"Pair {index} has an empty caption: leave the caption out.", nameof(pairs));
        }
        _pairs = pairs;
        _tokenizer = tokenizer;
        _augmenter = new Augmenter(preprocess, augmentation);
        // One thread: the others belong to the training step that runs meanwhile.
        _pictures = new PictureBatch(new PictureDecoder(), threadCount: 1);
        _choice = new CaptionChoice(seed);
        _seed = seed;
    }

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <summary>Captions that were cut to the context length so far.</summary>
    public long TruncatedCount => Interlocked.Read(ref _truncatedCount);

    /// <inheritdoc/>
    /// <exception cref="PictureException">A picture cannot be decoded; the message names the item.</exception>
    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int[] rows = items.ToArray();
        float[] pixels = new float[rows.Length * _augmenter.PixelCount];
        SampleId[] samples = [.. rows.Select(item => new SampleId(_seed, epoch, item))];
        ImmutableArray<PictureFailure> failures =
            _pictures.Load([.. rows.Select(item => _pairs[item].Picture)], _augmenter, samples, pixels, CancellationToken.None);
        if (failures.Length > 0)
            throw new PictureException(failures[0].Error.Problem, $"Item {rows[failures[0].Index]}: {failures[0].Error.Message}");
        TokenBatch tokens = _tokenizer.Tokenize([.. rows.Select(item => Caption(item, epoch))], allowTruncation: true);
        Interlocked.Add(ref _truncatedCount, tokens.TruncatedCount);
        return new TrainingBatch { Pixels = pixels, Tokens = tokens.Ids, Groups = rows.Select(Group).ToArray() };
    }

    // Items without a group get one of their own that no given group can have.
    private long Group(int item) => _pairs[item].Group ?? long.MinValue + item;

    private string Caption(int item, long epoch)
    {
        ImmutableArray<string> captions = _pairs[item].Captions;
        return captions[_choice.Choose(epoch, item, captions.Length)];
    }
}
