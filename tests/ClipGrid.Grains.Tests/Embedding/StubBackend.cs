using System.Collections.Concurrent;
using System.Text;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Grains.Tests.Embedding;

/// <summary>A small model that really computes: a unit vector from the bytes of a text or picture. It counts what it computes.</summary>
internal sealed class StubBackend : IEmbeddingBackend
{
    internal const int Context = 24;
    internal const string BrokenPicture = "broken";
    internal const string LargePicture = "large";

    private int _pictureCount;

    public int Dimension => 8;

    internal int PictureCount => _pictureCount;

    internal ConcurrentBag<string> Texts { get; } = [];

    internal bool IsSick { get; set; }

    internal bool LacksMemory { get; set; }

    internal static float[] VectorOf(string text) => Hash(Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, Context)]).Select(b => (int)b));

    public bool Cuts(string text) => text.Length > Context;

    public int[] TokenizeCut(string text)
    {
        Texts.Add(text);
        return [.. Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, Context)]).Select(b => (int)b)];
    }

    public int[] Tokenize(string text) => Cuts(text) ? throw new CaptionTooLongException(0, text.Length, Context) : TokenizeCut(text);

    public PreparedPicture Prepare(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetString(encodedPicture.Span) == BrokenPicture)
            new PictureDecoder().Decode(encodedPicture.Span).Dispose();
        if (LacksMemory && Encoding.UTF8.GetString(encodedPicture.Span) == LargePicture)
            throw new InsufficientMemoryException();
        PreparedPicture picture = PreparedPicture.Rent(encodedPicture.Length);
        for (int i = 0; i < encodedPicture.Length; i++)
            picture.Pixels.Span[i] = encodedPicture.Span[i];
        return picture;
    }

    public float[][] EncodeTokens(IReadOnlyList<int[]> texts) => [.. texts.Select(Hash)];

    public float[][] EncodePixels(IReadOnlyList<PreparedPicture> pictures)
    {
        Interlocked.Add(ref _pictureCount, pictures.Count);
        return IsSick
            ? [.. pictures.Select(_ => Enumerable.Repeat(float.NaN, Dimension).ToArray())]
            : [.. pictures.Select(picture => Hash(picture.Pixels.ToArray().Select(value => (int)value)))];
    }

    public void Dispose()
    {
    }

    private static float[] Hash(IEnumerable<int> values)
    {
        uint state = values.Aggregate(2166136261u, (hash, value) => (hash ^ (uint)value) * 16777619);
        float[] vector = new float[8];
        for (int i = 0; i < vector.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            vector[i] = ((state >> 8) / 8388608f) - 1;
        }
        float length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }
}
