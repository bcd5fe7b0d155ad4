using System.Collections.Immutable;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tests.Embedding;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Real picture files with captions, few and small.</summary>
internal static class TinyData
{
    internal static TrainingAugmentation Augmentation { get; } = new() { MinScale = 0.5f, FlipProbability = 0.5f, JitterProbability = 0.5f, Brightness = 0.3f };

    internal static IReadOnlyList<TrainingPair> Pairs { get; } =
        [.. Enumerable.Range(0, 30).Select(i => new TrainingPair(TinyModel.Picture(i), [TinyModel.Captions[i], $"number {i}", $"the {i}th of thirty"]))];

    internal static PictureCaptionData Of(ClipModel model, ulong seed = 3) => Of(model, Pairs, seed);

    internal static PictureCaptionData Of(ClipModel model, IReadOnlyList<TrainingPair> pairs, ulong seed = 3) =>
        new(pairs, model.Tokenizer, model.Preprocess, Augmentation, seed);

    /// <summary>The same pictures in three classes.</summary>
    internal static LabelledPictureData LabelsOf(ClipModel model, ulong seed = 3) =>
        new([.. Pairs.Select((_, item) => item % 3)], 3, new PairFiles(Pairs), model.Preprocess, Augmentation, seed);

    internal static TrainingPair Pair(byte[] picture, params ImmutableArray<string> captions) => new(picture, captions);
}
