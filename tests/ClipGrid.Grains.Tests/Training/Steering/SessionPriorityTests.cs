using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Who comes next where there is one device.</summary>
public sealed class SessionPriorityTests
{
    private static readonly SessionSpecification Specification = TestSessions.Specification with { StepCount = 3 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_DeviceIsTaken_StartsByPriorityThenFirstCome()
    {
        HoldingClock clock = new(1);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await ground.Session("holder").StartAsync(Specification, Cancellation);
        await clock.ReachedAsync(1);
        foreach ((string id, int priority) in new[] { ("early", 0), ("low", -3), ("high", 5), ("high-later", 5), ("paused", 9), ("cancelled", 7) })
            await ground.Session(id).StartAsync(Specification with { Priority = priority, Note = id }, Cancellation);
        await QueuedAsync(ground, "paused", "cancelled", "high", "high-later", "early", "low");

        // Neither waits for anything: whoever leaves the queue has left it with the answer.
        Assert.Equal(SessionState.Paused, (await ground.Session("paused").PauseAsync(OperationId.New(), Cancellation)).State);
        Assert.Equal(["cancelled", "high", "high-later", "early", "low"], await QueueAsync(ground));
        await ground.Session("cancelled").CancelAsync(OperationId.New(), Cancellation);
        Assert.Equal(["high", "high-later", "early", "low"], await QueueAsync(ground));

        // They ask again every second.
        await ground.UntilAsync("high", info => info.Message?.StartsWith("Session holder trains on Cpu 0 of ", StringComparison.Ordinal) == true && !info.Message.Contains("before it", StringComparison.Ordinal));
        await ground.UntilAsync("high-later", info => info.Message?.EndsWith("; 1 session is before it.", StringComparison.Ordinal) == true);
        SessionInfo last = await ground.UntilAsync("low", info => info.Message?.EndsWith("; 3 sessions are before it.", StringComparison.Ordinal) == true);
        Assert.Equal(SessionState.Queued, last.State);
        clock.GoOn(1);

        Dictionary<string, DateTimeOffset> placed = [];
        foreach (string id in new[] { "holder", "high", "high-later", "early", "low" })
        {
            await ground.CompleteAsync(id);
            placed[id] = (await ground.EventsAsync(id)).Single(told => told.Kind == SessionEventKind.Placed).At;
        }
        Assert.Equal(["holder", "high", "high-later", "early", "low"], placed.OrderBy(one => one.Value).Select(one => one.Key));
        Assert.Equal((SessionState.Paused, 0L), await StateAsync(ground, "paused"));
        Assert.Equal((SessionState.Cancelled, 0L), await StateAsync(ground, "cancelled"));
    }

    private static async Task<(SessionState State, long Step)> StateAsync(SessionGround ground, string id)
    {
        SessionInfo info = await ground.Session(id).GetAsync(Cancellation);
        return (info.State, info.Step);
    }

    private static async Task QueuedAsync(SessionGround ground, params string[] ids)
    {
        while (!(await QueueAsync(ground)).SequenceEqual(ids))
            await Task.Delay(20, Cancellation);
    }

    private static async Task<string[]> QueueAsync(SessionGround ground)
    {
        DeviceInventory inventory = await ground.Grid.Grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(Cancellation);
        return [.. inventory.Queue.Select(waiting => waiting.Session.Value)];
    }
}
