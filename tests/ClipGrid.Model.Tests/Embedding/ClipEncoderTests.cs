using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class ClipEncoderTests
{
    private static readonly BatchingOptions AtOnce = new() { MaxBatchSize = 8, MaxWait = TimeSpan.Zero, QueueCapacity = 32 };
    private static readonly EncoderOptions Options = new() { Text = AtOnce, Pictures = AtOnce, PreparationParallelism = 2 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embed_ManyConcurrentCallers_EachGetsItsOwnVector()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 100, CancellationToken = Token }, async (i, token) =>
        {
            if (i % 3 == 0)
            {
                byte[] picture = [1, (byte)i, (byte)(i >> 8)];
                Assert.Equal(HashBackend.VectorOf(picture), await encoder.EmbedPictureAsync(picture, token));
            }
            else
            {
                Assert.Equal(HashBackend.VectorOf($"text {i}"), await encoder.EmbedTextAsync($"text {i}", token));
            }
        });
        await encoder.DisposeAsync();
        Assert.Equal(1, backend.MostAtOnce);
        Assert.Equal([encoder.Thread.ManagedThreadId], backend.ComputeThreads.Keys);
        Assert.Equal(2000, backend.Batches.Sum(batch => batch.Length));
        Assert.All(backend.Batches, batch => Assert.InRange(batch.Length, 1, 8));
        AssertPicturesReturned(backend, 667);
    }

    // Callers that cancel at random moments must neither hang, nor harm others, nor keep a place or a picture.
    [Fact]
    public async Task Embed_ManyCancelledCallers_OthersAreUnharmed()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        int finished = 0, cancelled = 0;
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 100, CancellationToken = Token }, async (i, token) =>
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
            byte[] picture = [1, (byte)i, (byte)(i >> 8)];
            Task<ReadOnlyMemory<float>> task = i % 2 == 0 ? encoder.EmbedPictureAsync(picture, cancel.Token) : encoder.EmbedTextAsync($"text {i}", cancel.Token);
            if (i % 5 == 0)
            {
                await Task.Yield();
                await cancel.CancelAsync();
            }
            try
            {
                Assert.Equal(i % 2 == 0 ? HashBackend.VectorOf(picture) : HashBackend.VectorOf($"text {i}"), await task);
                Interlocked.Increment(ref finished);
            }
            catch (OperationCanceledException) when (i % 5 == 0)
            {
                Interlocked.Increment(ref cancelled);
            }
        });
        Assert.Equal(2000, finished + cancelled);
        Assert.InRange(finished, 1600, 2000);
        // Every place is free again: a whole queue's worth of inputs fits at once.
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => encoder.EmbedTextAsync($"{i}", Token)));
        await encoder.DisposeAsync();
        AssertPicturesReturned(backend, backend.Pictures.Count);
    }

    [Fact]
    public async Task EmbedText_TokenizerRefuses_FailsAloneBeforeTheBatch()
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        await Assert.ThrowsAsync<FormatException>(() => encoder.EmbedTextAsync(HashBackend.SickForTokenizer, Token));
        Assert.Empty(backend.Batches);
    }

    [Theory]
    [InlineData(HashBackend.SickForModel, typeof(ArithmeticException))]
    [InlineData(HashBackend.NotANumber, typeof(InvalidVectorException))]
    [InlineData(HashBackend.TooLong, typeof(InvalidVectorException))]
    [InlineData(HashBackend.TooWide, typeof(InvalidVectorException))]
    public async Task EmbedText_SickInputInABatch_FailsAlone(string sick, Type error)
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.ComputeGate.Reset();
        Task<ReadOnlyMemory<float>> occupying = encoder.EmbedTextAsync("x", Token);
        await backend.BatchBegun.WaitAsync(Token);
        string[] texts = ["a", "b", sick, "d"];
        Task<ReadOnlyMemory<float>>[] tasks = [.. texts.Select(text => encoder.EmbedTextAsync(text, Token))];
        backend.ComputeGate.Set();
        await occupying;
        Assert.IsType(error, await Record.ExceptionAsync(() => tasks[2]));
        foreach (int i in new[] { 0, 1, 3 })
            Assert.Equal(HashBackend.VectorOf(texts[i]), await tasks[i]);
        Assert.Contains(backend.Batches, batch => batch.Length == 4);
    }

    [Fact]
    public async Task EmbedPicture_Broken_FailsAloneBeforeTheBatch()
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        await Assert.ThrowsAsync<InvalidDataException>(() => encoder.EmbedPictureAsync(Array.Empty<byte>(), Token));
        Assert.Empty(backend.Batches);
        Assert.Equal(HashBackend.VectorOf([7]), await encoder.EmbedPictureAsync(new byte[] { 7 }, Token));
    }

    [Fact]
    public async Task EmbedPicture_PicturesPreparing_TextIsNotHeldUp()
    {
        var backend = new HashBackend();
        await using var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.PrepareGate.Reset();
        Task<ReadOnlyMemory<float>>[] pictures = [.. Enumerable.Range(0, 5).Select(i => encoder.EmbedPictureAsync(new byte[] { (byte)i }, Token))];
        Assert.Equal(HashBackend.VectorOf("text"), await encoder.EmbedTextAsync("text", Token));
        await backend.PreparationBegun.WaitAsync(Token);
        backend.PrepareGate.Set();
        Assert.Equal(5, (await Task.WhenAll(pictures)).Length);
    }

    [Fact]
    public async Task EmbedPicture_TooManyPreparing_IsBusy()
    {
        var backend = new HashBackend();
        BatchingOptions two = AtOnce with { MaxBatchSize = 2, QueueCapacity = 2, WhenFull = WhenFull.Reject };
        await using var encoder = new ClipEncoder(backend, Options with { Pictures = two }, TimeProvider.System);
        backend.PrepareGate.Reset();
        Task<ReadOnlyMemory<float>>[] pictures = [encoder.EmbedPictureAsync(new byte[] { 1 }, Token), encoder.EmbedPictureAsync(new byte[] { 2 }, Token)];
        await Assert.ThrowsAsync<EncoderBusyException>(() => encoder.EmbedPictureAsync(new byte[] { 3 }, Token));
        backend.PrepareGate.Set();
        await Task.WhenAll(pictures);
    }

    [Fact]
    public async Task EmbedText_Null_Throws()
    {
        await using var encoder = new ClipEncoder(new HashBackend(), Options, TimeProvider.System);
        await Assert.ThrowsAsync<ArgumentNullException>(() => encoder.EmbedTextAsync(null!, Token));
    }

    [Fact]
    public void Validate_BadOptions_NameKeyAndValue()
    {
        (EncoderOptions Options, string Expected)[] cases =
        [
            (Options with { PreparationParallelism = -1 }, "PreparationParallelism is -1"),
            (Options with { Text = AtOnce with { MaxBatchSize = 0 } }, "MaxBatchSize is 0"),
            (Options with { Pictures = AtOnce with { MaxWait = TimeSpan.FromMilliseconds(-1) } }, "MaxWait is -00:00:00.0010000"),
            (Options with { Pictures = AtOnce with { MaxWait = TimeSpan.FromHours(1) } }, "MaxWait is 01:00:00"),
            (Options with { Pictures = AtOnce with { QueueCapacity = 7 } }, "QueueCapacity is 7, smaller than MaxBatchSize, 8"),
            (Options with { Text = AtOnce with { WhenFull = (WhenFull)9 } }, "WhenFull is 9"),
        ];
        var backend = new HashBackend();
        Assert.All(cases, c => Assert.StartsWith(c.Expected, Assert.Throws<ArgumentException>(() => new ClipEncoder(backend, c.Options, TimeProvider.System)).Message, StringComparison.Ordinal));
        Assert.Equal(0, backend.DisposedTimes);
        new EncoderOptions().Validate();
    }

    internal static void AssertPicturesReturned(HashBackend backend, int count)
    {
        Assert.Equal(count, backend.Pictures.Count);
        Assert.All(backend.Pictures, picture => Assert.Throws<ObjectDisposedException>(() => picture.Pixels));
    }
}
