using System.Diagnostics.Metrics;
using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class BatchingQueueTests
{
    private static readonly BatchingOptions AtOnce = new() { MaxBatchSize = 4, MaxWait = TimeSpan.Zero, QueueCapacity = 64 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_FullBatch_IsComputedWithoutWaiting()
    {
        await using var bench = new QueueBench(AtOnce with { MaxWait = TimeSpan.FromSeconds(10) }, new ManualClock());
        string[] results = await Task.WhenAll(bench.Run("a", Token), bench.Run("b", Token), bench.Run("c", Token), bench.Run("d", Token));
        Assert.Equal(["a!", "b!", "c!", "d!"], results);
        Assert.Equal(["abcd"], bench.Log);
    }

    [Fact]
    public async Task Run_PartialBatch_WaitsTheLongestWaitAndNoLonger()
    {
        var clock = new ManualClock();
        await using var bench = new QueueBench(AtOnce with { MaxWait = TimeSpan.FromMilliseconds(10) }, clock);
        Task<string> first = bench.Run("a", Token);
        await clock.WhenArmedAsync(Token);
        clock.Advance(TimeSpan.FromMilliseconds(9));
        Task<string> second = bench.Run("b", Token);
        Assert.Empty(bench.Log);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["a!", "b!"], await Task.WhenAll(first, second));
        Assert.Equal(["ab"], bench.Log);
    }

    [Fact]
    public async Task Run_FirstOfABatchCancelled_SecondKeepsItsOwnWait()
    {
        var clock = new ManualClock();
        await using var bench = new QueueBench(AtOnce with { MaxWait = TimeSpan.FromMilliseconds(10) }, clock);
        using var cancel = new CancellationTokenSource();
        Task<string> first = bench.Run("a", cancel.Token);
        await clock.WhenArmedAsync(Token);
        clock.Advance(TimeSpan.FromMilliseconds(6));
        Task<string> second = bench.Run("b", Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        clock.Advance(TimeSpan.FromMilliseconds(4));
        await clock.WhenArmedAsync(Token);
        Assert.Empty(bench.Log);
        clock.Advance(TimeSpan.FromMilliseconds(6));
        Assert.Equal("b!", await second);
    }

    [Fact]
    public async Task Run_MoreThanABatch_FormsLargestBatchesInOrder()
    {
        await using var bench = new QueueBench(AtOnce);
        Task<string> running = await bench.OccupyAsync(Token);
        Task<string>[] tasks = [.. "abcdefghi".Select(c => bench.Run($"{c}", Token))];
        bench.Gate.Set();
        Assert.Equal("abcdefghi".Select(c => $"{c}!"), await Task.WhenAll(tasks));
        Assert.Equal("x!", await running);
        Assert.Equal(["x", "abcd", "efgh", "i"], bench.Log);
    }

    [Fact]
    public async Task Run_TwoQueues_TakeTurns()
    {
        await using var bench = new QueueBench(AtOnce);
        await bench.OccupyAsync(Token);
        Task<string>[] letters = [.. "abcdefghijkl".Select(c => bench.Run($"{c}", Token))];
        Task<string>[] numbers = [.. Enumerable.Range(1, 6).Select(n => bench.Run(n, Token))];
        bench.Gate.Set();
        await Task.WhenAll([.. letters, .. numbers]);
        Assert.Equal(["x", "1234", "abcd", "56", "efgh", "ijkl"], bench.Log);
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_IsNeverComputedAndFreesItsPlace()
    {
        await using var bench = new QueueBench(AtOnce with { MaxBatchSize = 1, QueueCapacity = 1 });
        await bench.OccupyAsync(Token);
        using var cancel = new CancellationTokenSource();
        Task<string> cancelled = bench.Run("a", cancel.Token);
        Task<string> next = bench.Run("b", Token);
        Assert.Equal(1, bench.Letters.WaitingCount);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancel.Token, error.CancellationToken);
        bench.Gate.Set();
        Assert.Equal("b!", await next);
        Assert.Equal(["x", "b"], bench.Log);
    }

    [Fact]
    public async Task Run_CancelledWhileComputed_ReturnsAtOnce()
    {
        await using var bench = new QueueBench(AtOnce);
        using var cancel = new CancellationTokenSource();
        Task<string> running = await bench.OccupyAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        bench.Gate.Set();
        Assert.Equal("a!", await bench.Run("a", Token));
    }

    [Fact]
    public async Task Run_CancelledBefore_TakesNoPlace()
    {
        await using var bench = new QueueBench(AtOnce);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Run("a", new CancellationToken(true)));
        Assert.Empty(bench.Log);
    }

    [Fact]
    public async Task Run_FullQueueAndReject_IsBusyAtOnce()
    {
        await using var bench = new QueueBench(AtOnce with { MaxBatchSize = 1, QueueCapacity = 2 });
        await bench.OccupyAsync(Token);
        Task<string>[] waiting = [bench.Run("a", Token), bench.Run("b", Token)];
        var error = await Assert.ThrowsAsync<EncoderBusyException>(() => bench.RunOrReject("c", Token));
        Assert.Contains("2 letter inputs wait already", error.Message, StringComparison.Ordinal);
        bench.Gate.Set();
        await Task.WhenAll(waiting);
        Assert.Equal("d!", await bench.RunOrReject("d", Token));
    }

    [Fact]
    public async Task Run_FullQueueAndWait_GetsItsPlaceOrIsCancelled()
    {
        await using var bench = new QueueBench(AtOnce with { MaxBatchSize = 1, QueueCapacity = 1 });
        await bench.OccupyAsync(Token);
        using var cancel = new CancellationTokenSource();
        Task<string> waiting = bench.Run("a", Token);
        Task<string> cancelled = bench.Run("b", cancel.Token);
        Task<string> patient = bench.Run("c", Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        bench.Gate.Set();
        Assert.Equal(["a!", "c!"], await Task.WhenAll(waiting, patient));
        Assert.Equal(["x", "a", "c"], bench.Log);
    }

    [Fact]
    public async Task Run_PreparationFails_FreesItsPlace()
    {
        await using var bench = new QueueBench(AtOnce with { MaxBatchSize = 1, QueueCapacity = 1 });
        for (int i = 0; i < 3; i++)
            await Assert.ThrowsAsync<FormatException>(() => bench.Letters.RunAsync(_ => throw new FormatException(), WhenFull.Reject, Token));
        Assert.Equal("a!", await bench.RunOrReject("a", Token));
    }

    [Fact]
    public async Task Run_TooFewResults_BlamesTheModelAndGoesOn()
    {
        await using var bench = new QueueBench(AtOnce) { MissingResults = 1 };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Run("a", Token));
        Assert.Contains("0 results for 1 letter inputs", error.Message, StringComparison.Ordinal);
        bench.MissingResults = 0;
        Assert.Equal("b!", await bench.Run("b", Token));
    }

    [Fact]
    public async Task Dispose_InputsWaiting_FailsThemAndEndsTheThread()
    {
        var bench = new QueueBench(AtOnce with { MaxBatchSize = 1, QueueCapacity = 2 });
        Task<string> running = await bench.OccupyAsync(Token);
        Task<string>[] waiting = [bench.Run("a", Token), bench.Run("b", Token), bench.Run("has no place yet", Token)];
        ValueTask disposal = bench.Thread.DisposeAsync();
        foreach (Task<string> task in waiting)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => task);
        Assert.True(bench.Thread.Thread.IsAlive);
        bench.Gate.Set();
        Assert.Equal("x!", await running);
        await disposal;
        Assert.False(bench.Thread.Thread.IsAlive);
        Assert.Equal(["x"], bench.Log);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => bench.Run("c", Token));
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Meter_InputsComputedAndCancelled_AddUp()
    {
        await using var bench = new QueueBench(AtOnce);
        long length = 0;
        List<int> sizes = [];
        int waits = 0;
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
        {
            if (instrument == bench.Meter.QueueLength)
                Interlocked.Add(ref length, value);
            else if (instrument == bench.Meter.BatchSize)
                sizes.Add(value);
        });
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => waits++);
        listener.EnableMeasurementEvents(bench.Meter.QueueLength);
        listener.EnableMeasurementEvents(bench.Meter.BatchSize);
        listener.EnableMeasurementEvents(bench.Meter.QueueWait);
        await bench.OccupyAsync(Token);
        using var cancel = new CancellationTokenSource();
        Task<string>[] tasks = [.. "abcde".Select(c => bench.Run($"{c}", Token))];
        Task<string> cancelled = bench.Run("f", cancel.Token);
        Assert.Equal(6, Interlocked.Read(ref length));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        bench.Gate.Set();
        await Task.WhenAll(tasks);
        Assert.Equal(0, Interlocked.Read(ref length));
        Assert.Equal([1, 4, 1], sizes);
        Assert.Equal(3, waits);
    }
}
