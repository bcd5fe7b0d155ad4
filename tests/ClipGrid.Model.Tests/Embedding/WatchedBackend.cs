using System.Collections.Concurrent;
using ClipGrid.Model.Embedding;
using TorchSharp;

namespace ClipGrid.Model.Tests.Embedding;

/// <summary>
/// A backend that writes down, on the encoder's own thread, how many tensors each batch left behind there: the counts are kept
/// per thread, so nobody else could.
/// </summary>
internal sealed class WatchedBackend(IEmbeddingBackend inner) : IEmbeddingBackend
{
    /// <summary>Size of each batch and tensors it left behind.</summary>
    public ConcurrentQueue<(int Size, long Left)> Batches { get; } = [];

    public int Dimension => inner.Dimension;

    public int[] Tokenize(string text) => inner.Tokenize(text);

    public PreparedPicture Prepare(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken) => inner.Prepare(encodedPicture, cancellationToken);

    public float[][] EncodeTokens(IReadOnlyList<int[]> texts) => Watch(texts.Count, () => inner.EncodeTokens(texts));

    public float[][] EncodePixels(IReadOnlyList<PreparedPicture> pictures) => Watch(pictures.Count, () => inner.EncodePixels(pictures));

    public void Dispose() => inner.Dispose();

    private float[][] Watch(int size, Func<float[][]> encode)
    {
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        float[][] vectors = encode();
        Batches.Enqueue((size, DisposeScopeManager.Statistics.ThreadTotalLiveCount - before));
        return vectors;
    }
}
