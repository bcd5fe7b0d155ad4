using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;

namespace ClipGrid.Model.Training;

/// <summary>Encoded files with a class each, wherever they lie: decoded and augmented batch by batch.</summary>
public sealed class LabelledPictureData : ITrainingData
{
    private readonly IReadOnlyList<int> _labels;
    private readonly AugmentedPictures _pictures;

    /// <summary>Labelled pictures for one run: equal pictures give equal batches, wherever they lie.</summary>
    /// <param name="labels">The class of each item, 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="files">The pictures' files, by the same numbers.</param>
    /// <param name="preprocess">The model's preprocessing.</param>
    /// <param name="augmentation">How pictures vary from epoch to epoch.</param>
    /// <param name="seed">The run's seed, which also decides crops.</param>
    /// <exception cref="ArgumentException">A label is none of the classes; the message names the item.</exception>
    public LabelledPictureData(
        IReadOnlyList<int> labels, int classCount, IPictureFiles files, PreprocessConfig preprocess, TrainingAugmentation augmentation, ulong seed)
    {
        ClassLabels.Check(labels, classCount, files.NameOf);
        _labels = labels;
        _pictures = new AugmentedPictures(files, preprocess, augmentation, seed);
    }

    /// <inheritdoc/>
    public int Count => _labels.Count;

    /// <inheritdoc/>
    /// <exception cref="PictureException">A picture cannot be decoded; the message names the item.</exception>
    public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
    {
        int[] rows = items.ToArray();
        return new TrainingBatch { Pixels = _pictures.Load(rows, epoch), Labels = rows.Select(item => (long)_labels[item]).ToArray() };
    }
}
