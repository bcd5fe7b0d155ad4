using System.Collections.Immutable;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;

namespace ClipGrid.Model.Training;

/// <summary>Encoded files to a network's pixels, another view of each in every epoch: a pure function of seed, epoch and item.</summary>
internal sealed class AugmentedPictures(IPictureFiles files, PreprocessConfig preprocess, TrainingAugmentation augmentation, ulong seed)
{
    private readonly Augmenter _augmenter = new(preprocess, augmentation);
    // One thread: the others belong to the training step that runs meanwhile.
    private readonly PictureBatch _pictures = new(new PictureDecoder(), threadCount: 1);

    /// <summary>Normalised pixels of some items, [count, 3, S, S] row-major.</summary>
    /// <exception cref="PictureException">A picture cannot be decoded; the message names the item.</exception>
    internal float[] Load(int[] items, long epoch)
    {
        float[] pixels = new float[items.Length * _augmenter.PixelCount];
        SampleId[] samples = [.. items.Select(item => new SampleId(seed, epoch, item))];
        ImmutableArray<PictureFailure> failures = _pictures.Load(files.Read(items), _augmenter, samples, pixels, CancellationToken.None);
        return failures.Length == 0
            ? pixels
            : throw new PictureException(failures[0].Error.Problem, $"{files.NameOf(items[failures[0].Index])}: {failures[0].Error.Message}");
    }
}
