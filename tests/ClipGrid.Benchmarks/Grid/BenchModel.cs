using System.Text;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Weights;
using SkiaSharp;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>A model with vectors of 512 that computes next to nothing, and a few pictures.</summary>
internal static class BenchModel
{
    internal const int EmbedDim = 512;
    internal const int PictureCount = 12;

    /// <summary>A model of the size of a real one, so that computing takes as long as it does.</summary>
    internal static string WriteMedium(string folder) => Write(
        folder,
        new VisionTransformerConfig { ImageSize = 224, PatchSize = 32, Width = 512, LayerCount = 8, HeadCount = 8, MlpWidth = 2048 },
        new TextConfig { ContextLength = 24, VocabSize = 0, Width = 256, HeadCount = 4, LayerCount = 4, MlpWidth = 1024 });

    internal static string Write(string folder) => Write(
        folder,
        new VisionTransformerConfig { ImageSize = 12, PatchSize = 4, Width = 32, LayerCount = 1, HeadCount = 2, MlpWidth = 64 },
        new TextConfig { ContextLength = 24, VocabSize = 0, Width = 32, HeadCount = 2, LayerCount = 1, MlpWidth = 64 });

    private static string Write(string folder, VisionTransformerConfig vision, TextConfig text)
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(Enumerable.Range(0, 40).Select(i => $"a photo of the number {i}"), new VocabularyTrainingOptions { Size = VocabularyTrainingOptions.MinSize + 20 });
        ClipNetwork network = new(new ClipConfig
        {
            EmbedDim = EmbedDim,
            Vision = vision,
            Text = text with { VocabSize = vocabulary.Size },
        });
        ClipInitialization.Initialize(network, 7);
        using ClipModel model = new(network, new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = 24 }), new PreprocessConfig { Size = vision.ImageSize });
        model.Save(folder, CheckpointLayout.HuggingFace);
        return folder;
    }

    internal static string WritePictures(string folder, int count = PictureCount, int side = 16)
    {
        Directory.CreateDirectory(folder);
        StringBuilder lines = new();
        for (int i = 0; i < count; i++)
        {
            using SKBitmap bitmap = new(side, side);
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++)
                    bitmap.SetPixel(x, y, new SKColor((byte)(x + i), (byte)(y * (i % 7)), (byte)((x * y) + i)));
            using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 90);
            File.WriteAllBytes(Path.Combine(folder, $"{i}.png"), data.ToArray());
            lines.Append(null, $"{{\"key\":\"item {i}\",\"file\":\"{i}.png\",\"caption\":\"number {i}\"}}\n");
        }
        File.WriteAllText(Path.Combine(folder, "captions.jsonl"), lines.ToString());
        return folder;
    }
}
