using System.Diagnostics;
using System.Globalization;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Many sessions that wait for one device.</summary>
[Collection<Alone>]
public sealed class ManySessionsTests(ITestOutputHelper output)
{
    private const int Count = 200;
    private const int Repetitions = 21;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "L8")]
    public async Task ListAsync_TwoHundredQueuedSessions_AnswersInOrderAndAtOnce()
    {
        HoldingClock clock = new(1);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await using ClipGridClient client = new(ground.Grid.Grains);
        await ground.Session("holder").StartAsync(TestSessions.Specification, Cancellation);
        await clock.ReachedAsync(1);
        SessionId[] ids = [.. Enumerable.Range(0, Count).Select(number => SessionId.Parse(string.Create(CultureInfo.InvariantCulture, $"queued-{number:D3}")))];
        await Task.WhenAll(ids.Select(id => client.Sessions.StartAsync(TestSessions.Specification, id, Cancellation)));
        IDeviceInventoryGrain inventory = ground.Grid.Grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key);
        while ((await inventory.GetAsync(Cancellation)).Queue.Length < Count)
            await Task.Delay(20, Cancellation);

        List<double> milliseconds = [];
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            SessionInfo[] listed = await client.Sessions.ListAsync("queued-", Cancellation).ToArrayAsync(Cancellation);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal(ids, listed.Select(info => info.Id));
            Assert.All(listed, info => Assert.Equal(SessionState.Queued, info.State));
        }
        milliseconds.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} queued sessions: p50 {milliseconds[Repetitions / 2]:0.0} ms, slowest {milliseconds[^1]:0.0} ms"));
        Assert.InRange(milliseconds[Repetitions / 2], 0, 1000);
        // Whoever leaves the loop early has what he took.
        Assert.Equal(ids[..3], await client.Sessions.ListAsync("queued-", Cancellation).Take(3).Select(info => info.Id).ToArrayAsync(Cancellation));
        await Task.WhenAll(ids.Select(id => client.Sessions.CancelAsync(id, Cancellation)));
        Assert.Empty((await inventory.GetAsync(Cancellation)).Queue);
        clock.GoOn(1);
        await ground.CompleteAsync("holder");
    }
}
