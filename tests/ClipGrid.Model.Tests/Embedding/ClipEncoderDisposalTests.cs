using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class ClipEncoderDisposalTests
{
    private static readonly BatchingOptions AtOnce = new() { MaxBatchSize = 1, MaxWait = TimeSpan.Zero, QueueCapacity = 4 };
    private static readonly EncoderOptions Options = new() { Text = AtOnce, Pictures = AtOnce, PreparationParallelism = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_Idle_UnloadsTheModelOnceOnItsThread()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        int thread = encoder.Thread.ManagedThreadId;
        await Task.WhenAll(encoder.DisposeAsync().AsTask(), encoder.DisposeAsync().AsTask());
        await encoder.DisposeAsync();
        Assert.Equal((1, thread), (backend.DisposedTimes, backend.DisposedOnThread));
        Assert.False(encoder.Thread.IsAlive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => encoder.EmbedTextAsync("late", Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => encoder.EmbedPictureAsync(new byte[] { 1 }, Token));
    }

    [Fact]
    public async Task Dispose_InTheMiddleOfABatch_FinishesItAndFailsTheRest()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.ComputeGate.Reset();
        Task<ReadOnlyMemory<float>> running = encoder.EmbedTextAsync("running", Token);
        await backend.BatchBegun.WaitAsync(Token);
        Task<ReadOnlyMemory<float>>[] waiting = [.. Enumerable.Range(0, 6).Select(i => encoder.EmbedTextAsync($"{i}", Token))];
        ValueTask disposal = encoder.DisposeAsync();
        foreach (Task<ReadOnlyMemory<float>> task in waiting)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => task);
        Assert.Equal(0, backend.DisposedTimes);
        backend.ComputeGate.Set();
        Assert.Equal(HashBackend.VectorOf("running"), await running);
        await disposal;
        Assert.Equal(1, backend.DisposedTimes);
        Assert.Single(backend.Batches);
    }

    // The model must outlive every preparation, and pictures that wait for theirs must not start one.
    [Fact]
    public async Task Dispose_InTheMiddleOfAPreparation_WaitsForIt()
    {
        var backend = new HashBackend();
        var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
        backend.PrepareGate.Reset();
        Task<ReadOnlyMemory<float>>[] pictures = [.. Enumerable.Range(0, 3).Select(i => encoder.EmbedPictureAsync(new byte[] { (byte)i }, Token))];
        await backend.PreparationBegun.WaitAsync(Token);
        Task disposal = encoder.DisposeAsync().AsTask();
        // A thread that did not wait would end within this time; one that waits lasts it out.
        Assert.False(encoder.Thread.Join(TimeSpan.FromMilliseconds(100)));
        Assert.Equal((false, 0), (disposal.IsCompleted, backend.DisposedTimes));
        backend.PrepareGate.Set();
        await disposal;
        foreach (Task<ReadOnlyMemory<float>> picture in pictures)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => picture);
        Assert.Equal(1, backend.DisposedTimes);
        ClipEncoderTests.AssertPicturesReturned(backend, 1);
    }

    [Fact]
    public async Task Dispose_ModelThrows_TellsAndStillEndsTheThread()
    {
        var encoder = new ClipEncoder(new HashBackend { ThrowOnDispose = true }, Options, TimeProvider.System);
        await Assert.ThrowsAsync<IOException>(() => encoder.DisposeAsync().AsTask());
        Assert.False(encoder.Thread.IsAlive);
    }

    [Fact]
    public async Task Dispose_UnderLoad_NobodyHangs()
    {
        for (int round = 0; round < 20; round++)
        {
            var backend = new HashBackend();
            var encoder = new ClipEncoder(backend, Options, TimeProvider.System);
            Task[] callers = [.. Enumerable.Range(0, 50).Select(i => Task.Run(
                async () =>
                {
                    for (int j = 0; ; j++)
                        await (j % 2 == 0 ? encoder.EmbedTextAsync($"{i} {j}", Token) : encoder.EmbedPictureAsync(new byte[] { (byte)i }, Token));
                },
                Token))];
            await backend.BatchBegun.WaitAsync(Token);
            await encoder.DisposeAsync();
            foreach (Task caller in callers)
                await Assert.ThrowsAsync<ObjectDisposedException>(() => caller);
            Assert.False(encoder.Thread.IsAlive);
            ClipEncoderTests.AssertPicturesReturned(backend, backend.Pictures.Count);
        }
    }
}
