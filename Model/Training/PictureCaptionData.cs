using System.Collections.Immutable;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Model.Training;

/// <summary>Encoded files with captions, in memory or elsewhere: decoded, augmented and tokenized batch by batch.</summary>
public sealed class PictureCaptionData : ITrainingData
{
    private readonly IReadOnlyList<PictureCaptions> _items;
    private readonly Tokenizer _tokenizer;
    private readonly AugmentedPictures _pictures;
    private readonly CaptionChoice _choice;
    private long _truncatedCount;

    /// <summary>Pairs in memory for one run.</summary>
    /// <param name="pairs">The pairs; captions that are too long are cut and counted.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="preprocess">The model's preprocessing.</param>
    /// <param name="augmentation">How pictures vary from epoch to epoch.</param>
    /// <param name="seed">The run's seed, which also decides crops and captions.</param>
    /// <exception cref="ArgumentException">A pair has no caption, or one without a word; the message says which.</exception>
    public PictureCaptionData(
        IReadOnlyList<TrainingPair> pairs, Tokenizer tokenizer, PreprocessConfig preprocess, TrainingAugmentation augmentation, ulong seed)
        : this([.. pairs.Select(pair => new PictureCaptions(pair.Captions, pair.Group))], new PairFiles(pairs), tokenizer, preprocess, augmentation, seed)
    {
    }

    /// <summary>Pairs for one run whose files lie elsewhere: equal pairs give equal batches, wherever they lie.</summary>
    /// <param name="items">What is said of the pictures; captions that are too long are cut and counted.</param>
    /// <param name="files">The pictures' files, by the same numbers.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="preprocess">The model's preprocessing.</param>
    /// <param name="augmentation">How pictures vary from epoch to epoch.</param>
    /// <param name="seed">The run's seed, which also decides crops and captions.</param>
    /// <exception cref="ArgumentException">A pair has no caption, or one without a word; the message says which.</exception>
    public PictureCaptionData(
        IReadOnlyList<PictureCaptions> items, IPictureFiles files, Tokenizer tokenizer, PreprocessConfig preprocess, TrainingAugmentation augmentation, ulong seed)
    {
        foreach ((int index, PictureCaptions item) in items.Index())
        {
            if (item.Captions.IsDefaultOrEmpty)
                throw new ArgumentException($"Pair {index} has no caption: leave it out or give it one.", nameof(items));
            if (item.Captions.Any(string.IsNullOrWhiteSpace))
                throw new ArgumentException($"Pair {index} has an empty caption: leave the caption out.", nameof(items));
        }
        _items = items;
        _tokenizer = tokenizer;
        _pictures = new AugmentedPictures(files, preprocess, augmentation, seed);
        _choice = new CaptionChoice(seed);
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <summary>Captions that were cut to the context length so far.</summary>
    public long TruncatedCount => Interlocked.Read(ref _truncatedCount);

    /// <inheritdoc/>
    /// <exception cref="PictureException">A picture cannot be decoded; the message names the item.</exception>
    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int[] rows = items.ToArray();
        float[] pixels = _pictures.Load(rows, epoch);
        TokenBatch tokens = _tokenizer.Tokenize([.. rows.Select(item => Caption(item, epoch))], allowTruncation: true);
        Interlocked.Add(ref _truncatedCount, tokens.TruncatedCount);
        return new TrainingBatch { Pixels = pixels, Tokens = tokens.Ids, Groups = rows.Select(Group).ToArray(), TruncatedCount = tokens.TruncatedCount };
    }

    // Items without a group get one of their own that no given group can have.
    private long Group(int item) => _items[item].Group ?? long.MinValue + item;

    private string Caption(int item, long epoch)
    {
        ImmutableArray<string> captions = _items[item].Captions;
        return captions[_choice.Choose(epoch, item, captions.Length)];
    }
}
