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

    internal static string Write(string folder)
    {
        Vocabulary vocabulary = VocabularyTrainer.Train(Enumerable.Range(0, 40).Select(i => $"a photo of the number {i}"), new VocabularyTrainingOptions { Size = VocabularyTrainingOptions.MinSize + 20 });
        ClipNetwork network = new(new ClipConfig
        {
            EmbedDim = EmbedDim,
            Vision = new VisionTransformerConfig { ImageSize = 12, PatchSize = 4, Width = 32, LayerCount = 1, HeadCount = 2, MlpWidth = 64 },
            Text = new TextConfig { ContextLength = 24, VocabSize = vocabulary.Size, Width = 32, HeadCount = 2, LayerCount = 1, MlpWidth = 64 },
        });
        ClipInitialization.Initialize(network, 7);
        using ClipModel model = new(network, new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = 24 }), new PreprocessConfig { Size = 12 });
        model.Save(folder, CheckpointLayout.HuggingFace);
        return folder;
    }

    internal static string WritePictures(string folder)
    {
        Directory.CreateDirectory(folder);
        StringBuilder lines = new();
        for (int i = 0; i < PictureCount; i++)
        {
            using SKBitmap bitmap = new(16, 16);
            bitmap.Erase(new SKColor((byte)(i * 20), (byte)(255 - (i * 20)), 128));
            using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 90);
            File.WriteAllBytes(Path.Combine(folder, $"{i}.png"), data.ToArray());
            lines.Append(null, $"{{\"key\":\"item {i}\",\"file\":\"{i}.png\",\"caption\":\"number {i}\"}}\n");
        }
        File.WriteAllText(Path.Combine(folder, "captions.jsonl"), lines.ToString());
        return folder;
    }
}
