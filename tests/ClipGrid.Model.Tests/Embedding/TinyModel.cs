using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Tests.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using SkiaSharp;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>A whole model that needs no file: a tiny network with a vocabulary learned from a few captions.</summary>
internal static class TinyModel
{
    internal static string[] Captions { get; } =
        [.. Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "a photo of" : "two drawings of")} the number {i}{(i % 3 == 0 ? " in the rain" : "")}")];

    internal static Vocabulary Vocabulary { get; } =
        VocabularyTrainer.Train(Captions, new VocabularyTrainingOptions { Size = VocabularyTrainingOptions.MinSize + 60 });

    internal static ClipConfig Vit { get; } = WithWords(TinyClip.Vit);

    internal static ClipConfig ResNet { get; } = WithWords(TinyClip.ResNet);

    internal static ClipModel Build(ClipConfig? config = null, long seed = 7, PreprocessConfig? preprocess = null)
    {
        ClipNetwork network = TinyClip.Build(config ?? Vit, seed);
        var tokenizer = new Tokenizer(Vocabulary, new TokenizerOptions { ContextLength = network.Config.Text.ContextLength });
        return new ClipModel(network, tokenizer, preprocess ?? new PreprocessConfig { Size = network.Config.Vision.ImageSize });
    }

    /// <summary>An encoded picture, another for each seed.</summary>
    internal static byte[] Picture(int seed) =>
        Samples.Photo(40 + (seed % 5), 30 + (seed % 3), seed, seed % 2 == 0 ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg);

    private static ClipConfig WithWords(ClipConfig config) => config with
    {
        Text = config.Text with { VocabSize = Vocabulary.Size, ContextLength = 24 },
    };
}
