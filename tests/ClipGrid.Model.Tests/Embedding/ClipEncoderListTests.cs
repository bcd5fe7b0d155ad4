using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class ClipEncoderListTests
{
    private static readonly BatchingOptions Small = new() { MaxBatchSize = 4, MaxWait = TimeSpan.Zero, QueueCapacity = 12, WhenFull = WhenFull.Reject };
    private static readonly EncoderOptions Options = new() { Text = Small, Pictures = Small };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbedTexts_LongerThanTheQueue_KeepsOrderAndFailsBadOnesAlone()
    {
        await using var encoder = new ClipEncoder(new HashBackend(), Options, TimeProvider.System);
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => i % 50 == 7 ? HashBackend.SickForModel : i % 50 == 8 ? HashBackend.SickForTokenizer : i == 99 ? null! : $"text {i}")];
        IReadOnlyList<EmbeddingResult> results = await encoder.EmbedTextsAsync(texts, Token);
        Assert.Equal(500, results.Count);
        for (int i = 0; i < texts.Length; i++)
        {
            Type? error = i % 50 == 7 ? typeof(ArithmeticException) : i % 50 == 8 ? typeof(FormatException) : i == 99 ? typeof(ArgumentException) : null;
            Assert.Equal(error, results[i].Error?.GetType());
            Assert.Equal(error is null ? HashBackend.VectorOf(texts[i]) : [], results[i].Vector);
        }
    }

    [Fact]
    public async Task EmbedPictures_LongerThanTheQueue_KeepsOrderAndFailsBadOnesAlone()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        byte[][] pictures = [.. Enumerable.Range(0, 256).Select(i => i == 100 ? Array.Empty<byte>() : [9, (byte)i])];
        IReadOnlyList<EmbeddingResult> results = await encoder.EmbedPicturesAsync([.. pictures.Select(p => (ReadOnlyMemory<byte>)p)], Token);
        for (int i = 0; i < pictures.Length; i++)
            Assert.Equal(i == 100 ? [] : HashBackend.VectorOf(pictures[i]), results[i].Vector);
        Assert.IsType<InvalidDataException>(results[100].Error);
        await encoder.DisposeAsync();
        ClipEncoderTests.AssertPicturesReturned(backend, 255);
    }

    // The list holds eight of the twelve places at most, so a single caller is never refused because of it.
    [Fact]
    public async Task EmbedTexts_LongList_LeavesRoomForOthers()
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.ComputeGate.Reset();
        Task<IReadOnlyList<EmbeddingResult>> list = encoder.EmbedTextsAsync([.. Enumerable.Range(0, 100).Select(i => $"text {i}")], Token);
        await backend.BatchBegun.WaitAsync(Token);
        Task<ReadOnlyMemory<float>>[] others = [.. "abcd".Select(c => encoder.EmbedTextAsync($"{c}", Token))];
        backend.ComputeGate.Set();
        await Task.WhenAll(others);
        Assert.All(await list, result => Assert.Null(result.Error));
    }

    [Fact]
    public async Task EmbedTexts_Empty_GivesAnEmptyList()
    {
        await using var encoder = new ClipEncoder(new HashBackend(), Options, TimeProvider.System);
        Assert.Empty(await encoder.EmbedTextsAsync([], Token));
    }

    [Fact]
    public async Task EmbedTexts_Cancelled_Throws()
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.ComputeGate.Reset();
        using var cancel = new CancellationTokenSource();
        Task<IReadOnlyList<EmbeddingResult>> list = encoder.EmbedTextsAsync([.. Enumerable.Range(0, 100).Select(i => $"text {i}")], cancel.Token);
        await backend.BatchBegun.WaitAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list);
        backend.ComputeGate.Set();
        Assert.InRange(backend.Batches.Sum(batch => batch.Length), 1, 4);
    }

    [Fact]
    public async Task EmbedTexts_EncoderDisposed_Throws()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.ComputeGate.Reset();
        Task<IReadOnlyList<EmbeddingResult>> list = encoder.EmbedTextsAsync([.. Enumerable.Range(0, 100).Select(i => $"text {i}")], Token);
        await backend.BatchBegun.WaitAsync(Token);
        ValueTask disposal = encoder.DisposeAsync();
        backend.ComputeGate.Set();
        await disposal;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => list);
    }
}
