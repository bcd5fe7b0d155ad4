using ClipGrid.Model.Embedding;
using ClipGrid.Model.Native;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Tests.Models;

/// <summary>Whole models that need no file: tiny networks with a vocabulary learned from a few captions.</summary>
internal static class SmallModel
{
    private static readonly string[] Captions = [.. Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "a photo of" : "two drawings of")} the number {i}")];

    public static Vocabulary Vocabulary { get; } = VocabularyTrainer.Train(Captions, new VocabularyTrainingOptions { Size = VocabularyTrainingOptions.MinSize + 40 });

    public static ClipConfig Vit { get; } = new()
    {
        EmbedDim = 24,
        Vision = new VisionTransformerConfig { ImageSize = 12, PatchSize = 4, Width = 32, LayerCount = 2, HeadCount = 2, MlpWidth = 80 },
        Text = new TextConfig { ContextLength = 24, VocabSize = Vocabulary.Size, Width = 48, HeadCount = 3, LayerCount = 2, MlpWidth = 96 },
    };

    public static ClipConfig ResNet { get; } = Vit with
    {
        Vision = new ResNetConfig { ImageSize = 64, StageDepths = [1, 2, 1, 1], Width = 4, HeadCount = 2 },
    };

    public static ClipModel Build(ClipConfig? config = null, long seed = 7, PreprocessConfig? preprocess = null)
    {
        TorchRuntime.EnsureLoaded();
        ClipNetwork network = new(config ?? Vit);
        ClipInitialization.Initialize(network, seed);
        Tokenizer tokenizer = new(Vocabulary, new TokenizerOptions { ContextLength = network.Config.Text.ContextLength });
        return new ClipModel(network, tokenizer, preprocess ?? new PreprocessConfig { Size = network.Config.Vision.ImageSize });
    }

    /// <summary>Writes one as a folder.</summary>
    public static string Write(string folder, long seed = 7, ClipConfig? config = null, CheckpointLayout layout = CheckpointLayout.HuggingFace, PreprocessConfig? preprocess = null)
    {
        using ClipModel model = Build(config, seed, preprocess);
        model.Save(folder, layout);
        return folder;
    }

    /// <summary>A picture as a BMP file, another for each seed.</summary>
    public static byte[] Picture(int seed, int width = 20, int height = 15)
    {
        int row = (width * 3 + 3) / 4 * 4;
        byte[] file = new byte[54 + row * height];
        "BM"u8.CopyTo(file);
        BitConverter.GetBytes(file.Length).CopyTo(file, 2);
        BitConverter.GetBytes(54).CopyTo(file, 10);
        BitConverter.GetBytes(40).CopyTo(file, 14);
        BitConverter.GetBytes(width).CopyTo(file, 18);
        BitConverter.GetBytes(height).CopyTo(file, 22);
        file[26] = 1;
        file[28] = 24;
        new Random(seed).NextBytes(file.AsSpan(54));
        return file;
    }

    /// <summary>The vectors of some texts and pictures as Model computes them from a folder.</summary>
    public static async Task<float[][]> VectorsAsync(string folder, IReadOnlyList<string> texts, params byte[][] pictures)
    {
        TorchRuntime.EnsureLoaded();
        await using ClipEncoder encoder = ClipEncoder.Over(ClipModel.Load(folder));
        // One by one: the size of a batch shows in the last digits.
        List<float[]> vectors = [];
        foreach (string text in texts)
            vectors.Add((await encoder.EmbedTextAsync(text)).ToArray());
        foreach (byte[] picture in pictures)
            vectors.Add((await encoder.EmbedPictureAsync(picture)).ToArray());
        return [.. vectors];
    }
}
