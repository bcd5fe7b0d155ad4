using System.Globalization;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using SkiaSharp;

namespace ClipGrid.Benchmarks.Speed;

/// <summary>What feeds the towers: captions to tokens, JPEG files to pixels, on all cores.</summary>
internal static class InputBenchmark
{
    private const int CaptionCount = 20_000;
    private const int PictureCount = 64;

    internal static void Run(TextWriter output)
    {
        string[] captions = Captions();
        Vocabulary vocabulary = VocabularyTrainer.Train(captions, new VocabularyTrainingOptions { Size = 4096 });
        var tokenizer = new Tokenizer(vocabulary);
        double mean = captions.Average(caption => tokenizer.Encode(caption).Length + 2);
        double seconds = Stopwatches.Best(() => tokenizer.Tokenize(captions, allowTruncation: true));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokenizer, captions of {mean:f1} tokens: {CaptionCount / seconds:f0} captions/s"));

        ReadOnlyMemory<byte>[] files = [.. Enumerable.Range(0, PictureCount).Select(seed => (ReadOnlyMemory<byte>)Photo(500, 375, seed))];
        var batch = new PictureBatch(new PictureDecoder(), Environment.ProcessorCount);
        var preprocessor = new Preprocessor(new PreprocessConfig { Size = 224 });
        float[] pixels = new float[PictureCount * preprocessor.PixelCount];
        seconds = Stopwatches.Best(() => batch.Load(files, preprocessor, pixels, CancellationToken.None));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"JPEG 500 x 375 ({files.Average(file => file.Length) / 1024:f0} KB) decoded and preprocessed to 224: {PictureCount / seconds:f0} images/s"));
    }

    // Sentences of made-up words, few of them common: the shape of natural captions.
    private static string[] Captions()
    {
        var random = new Random(3);
        string[] syllables = ["ba", "re", "mi", "ton", "sha", "le", "dor", "ki", "nu", "sta", "fen", "gro"];
        string[] words = [.. Enumerable.Range(0, 3000).Select(_ => string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => syllables[random.Next(syllables.Length)])))];
        return [.. Enumerable.Range(0, CaptionCount).Select(_ =>
            string.Join(' ', Enumerable.Range(0, 9).Select(_ => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))])))];
    }

    // Smooth light, edges and grain: about as hard to decode as a photograph.
    private static byte[] Photo(int width, int height, int seed)
    {
        var random = new Random(seed);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        double phase = random.NextDouble() * 6;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                double light = 128 + (80 * Math.Sin((x * 0.013) + phase)) + (40 * Math.Cos(y * 0.021)) + (((x / 90) + (y / 70)) % 2 * 30) + random.Next(-9, 10);
                bitmap.SetPixel(x, y, new SKColor(Level(light), Level(light * 0.8), Level(220 - light)));
            }
        using SKData encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();

        static byte Level(double value) => (byte)Math.Clamp(value, 0, 255);
    }
}
