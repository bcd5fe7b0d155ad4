using System.Collections.Concurrent;
using ClipGrid.Model.Embedding;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>
/// A small model that really computes: a unit vector from a hash of the input. It can be held while it computes or prepares, and
/// some inputs make it sick.
/// </summary>
internal sealed class HashBackend : IEmbeddingBackend
{
    public const string SickForTokenizer = "sick for the tokenizer";
    public const string SickForModel = "sick for the model";
    public const string NotANumber = "not a number";
    public const string TooLong = "too long a vector";
    public const string TooWide = "too wide a vector";

    private int _computing;

    public int Dimension => 8;

    /// <summary>Closed, it keeps the model in the middle of a batch.</summary>
    public ManualResetEventSlim ComputeGate { get; } = new(true);

    /// <summary>Closed, it keeps pictures in the middle of their preparation.</summary>
    public ManualResetEventSlim PrepareGate { get; } = new(true);

    /// <summary>Released whenever a batch begins.</summary>
    public SemaphoreSlim BatchBegun { get; } = new(0);

    /// <summary>Released whenever a preparation begins.</summary>
    public SemaphoreSlim PreparationBegun { get; } = new(0);

    /// <summary>The batches so far, each as the first token or pixel of its inputs.</summary>
    public ConcurrentQueue<int[]> Batches { get; } = [];

    public ConcurrentBag<PreparedPicture> Pictures { get; } = [];

    public ConcurrentDictionary<int, bool> ComputeThreads { get; } = [];

    public int MostAtOnce { get; private set; }

    public int DisposedTimes { get; private set; }

    public int DisposedOnThread { get; private set; }

    public bool ThrowOnDispose { get; set; }

    public static float[] VectorOf(string text) => Hash(text.Select(c => (int)c), 1);

    public static float[] VectorOf(byte[] picture) => Hash(picture.Select(b => (int)b), 2);

    public int[] Tokenize(string text) => text == SickForTokenizer ? throw new FormatException(text) : [.. text.Select(c => (int)c)];

    public PreparedPicture Prepare(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken)
    {
        PreparationBegun.Release();
        PrepareGate.Wait(cancellationToken);
        if (encodedPicture.IsEmpty)
            throw new InvalidDataException("An empty file is no picture.");
        PreparedPicture picture = PreparedPicture.Rent(encodedPicture.Length);
        for (int i = 0; i < encodedPicture.Length; i++)
            picture.Pixels.Span[i] = encodedPicture.Span[i];
        Pictures.Add(picture);
        return picture;
    }

    public float[][] EncodeTokens(IReadOnlyList<int[]> texts) => Compute(texts, text => text, 1);

    public float[][] EncodePixels(IReadOnlyList<PreparedPicture> pictures) =>
        Compute(pictures, picture => [.. picture.Pixels.ToArray().Select(p => (int)p)], 2);

    public void Dispose()
    {
        DisposedTimes++;
        DisposedOnThread = Environment.CurrentManagedThreadId;
        if (ThrowOnDispose)
            throw new IOException("The model does not let go.");
    }

    private float[][] Compute<T>(IReadOnlyList<T> inputs, Func<T, int[]> valuesOf, int salt)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _computing));
        ComputeThreads[Environment.CurrentManagedThreadId] = true;
        Batches.Enqueue([.. inputs.Select(input => valuesOf(input).FirstOrDefault())]);
        BatchBegun.Release();
        try
        {
            ComputeGate.Wait();
            return [.. inputs.Select(input => Vector(valuesOf(input), salt))];
        }
        finally
        {
            Interlocked.Decrement(ref _computing);
        }
    }

    private float[] Vector(int[] values, int salt) => new string([.. values.Select(v => (char)v)]) switch
    {
        SickForModel => throw new ArithmeticException(SickForModel),
        NotANumber => [.. Enumerable.Repeat(float.NaN, Dimension)],
        TooLong => [.. Enumerable.Repeat(1f, Dimension)],
        TooWide => new float[Dimension + 1],
        _ => Hash(values, salt),
    };

    private static float[] Hash(IEnumerable<int> values, int salt)
    {
        uint state = values.Aggregate(2166136261u + (uint)salt, (hash, value) => (hash ^ (uint)value) * 16777619);
        float[] vector = new float[8];
        for (int i = 0; i < vector.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            vector[i] = (state >> 8) / 8388608f - 1;
        }
        float length = MathF.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / length)];
    }
}
