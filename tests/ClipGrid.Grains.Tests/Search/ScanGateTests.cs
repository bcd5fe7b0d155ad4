using ClipGrid.Grains.Search;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Search;

public sealed class ScanGateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backlog_OfWaitingScans_IsTheirTimeOverTheWidth()
    {
        FakeTimeProvider time = new();
        using ScanGate gate = new(2, time);
        for (int i = 0; i < 300; i++)
            await gate.RunAsync(() => Take(time, 300), Token);
        Assert.Equal(TimeSpan.Zero, gate.Backlog);

        using SemaphoreSlim end = new(0);
        Task<int>[] scans = [.. Enumerable.Range(0, 12).Select(_ => gate.RunAsync(() => { end.Wait(Token); return 0; }, Token))];
        Assert.Equal(10 * 0.3 / 2, gate.Backlog.TotalSeconds, 0.001);

        end.Release(scans.Length);
        await Task.WhenAll(scans);
        Assert.Equal(TimeSpan.Zero, gate.Backlog);
    }

    [Fact]
    public async Task Backlog_AfterOneScanThatWasStopped_IsHardlyLonger()
    {
        FakeTimeProvider time = new();
        using ScanGate gate = new(2, time);
        for (int i = 0; i < 2000; i++)
            await gate.RunAsync(() => Take(time, 1), Token);
        await gate.RunAsync(() => Take(time, 200), Token);

        using SemaphoreSlim end = new(0);
        Task<int>[] scans = [.. Enumerable.Range(0, 1002).Select(_ => gate.RunAsync(() => { end.Wait(Token); return 0; }, Token))];
        Assert.InRange(gate.Backlog.TotalSeconds, 0.5, 0.6);
        // And scans that are slower from now on are known to be after a while.
        end.Release(scans.Length);
        await Task.WhenAll(scans);
        for (int i = 0; i < 3000; i++)
            await gate.RunAsync(() => Take(time, 10), Token);
        scans = [.. Enumerable.Range(0, 1002).Select(_ => gate.RunAsync(() => { end.Wait(Token); return 0; }, Token))];
        Assert.InRange(gate.Backlog.TotalSeconds, 4.5, 5.1);
        end.Release(scans.Length);
        await Task.WhenAll(scans);
    }

    [Fact]
    public async Task Backlog_OfAScanThatIsGivenUp_IsNone()
    {
        FakeTimeProvider time = new();
        using ScanGate gate = new(1, time);
        await gate.RunAsync(() => Take(time, 1000), Token);
        using SemaphoreSlim end = new(0);
        Task<int> running = gate.RunAsync(() => { end.Wait(Token); return 0; }, Token);
        using CancellationTokenSource giveUp = new();
        Task<int> waiting = gate.RunAsync(() => 0, giveUp.Token);
        Assert.True(gate.Backlog > TimeSpan.Zero);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(TimeSpan.Zero, gate.Backlog);
        end.Release();
        await running;
    }

    private static int Take(FakeTimeProvider time, int milliseconds)
    {
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return 0;
    }
}
