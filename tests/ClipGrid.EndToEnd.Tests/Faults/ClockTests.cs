using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>
/// Silos whose clock is wrong, or is set while they train: nothing that decides is read from it. A false clock makes each look at it slow,
/// and training with it, so that silos have one only while that matters.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ClockTests(ITestOutputHelper output, UndisturbedSession undisturbed)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+2h")]
    [InlineData("-2h")]
    [Trait("Check", "F21")]
    public async Task Session_SiloStartedAgainWithAClockThatIsWrong_GoesOnAsIfNobodyHadDisturbedIt(string offset)
    {
        using TemporaryFolder data = new();
        using FakeClock clock = new(offset);
        SessionLedger ledger = await undisturbed.LedgerAsync();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName);
        SessionId id = await StartAsync(grid);
        SessionInfo before = await grid.Client.ReachAsync(id, now => now.CheckpointStep >= 20);

        foreach ((string name, string value) in clock.Environment)
            grid.Environment[name] = value;
        await grid.FallAsync();

        SessionInfo after = await grid.Client.ReachAsync(id, now => now.Step > before.Step);
        SessionInfo ended = await grid.Client.EndAsync(id);
        await ledger.AssertSameAsync(grid.Client, ended);
        Assert.Equal(1, ended.MoveCount);
        // The silo did see that clock.
        TimeSpan shift = (ended.EndedAt - ended.CreatedAt)!.Value;
        Assert.True(offset[0] == '+' ? shift > Hour : shift < -Hour, $"It ended {shift} after its start.");
        output.WriteLine($"started again at {offset}: step {before.Step}, then {after.Step}; by its clock it took {shift}");
    }

    [Fact]
    [Trait("Check", "F21")]
    public async Task Session_ClockSetWhileItTrains_LosesNoDeviceAndEndsAsIfNobodyHadDisturbedIt()
    {
        using TemporaryFolder data = new();
        using FakeClock clock = new("+0");
        SessionLedger ledger = await undisturbed.LedgerAsync();
        await using FallingGrid grid = await FallingGrid.StartAsync(data.FullName, clock.Environment);
        SessionId id = await StartAsync(grid);
        foreach ((int step, string offset) in new[] { (10, "+2h"), (25, "-2h"), (40, "+0") })
        {
            await grid.Client.ReachAsync(id, now => now.Step >= step);
            clock.Set(offset);
        }

        SessionInfo ended = await grid.Client.EndAsync(id);

        await ledger.AssertSameAsync(grid.Client, ended);
        Assert.Equal(0, ended.MoveCount);
        SessionEvent[] events = [.. await grid.Client.Sessions.GetEventsAsync(id, cancellationToken: Cancel)];
        Assert.Single(events, told => told.Kind == SessionEventKind.Placed);
        Assert.DoesNotContain(events, told => told.Kind is SessionEventKind.Warning or SessionEventKind.Moved);
        DateTimeOffset[] times = [.. (await grid.Client.Sessions.GetMetricsAsync(id, 0, 5000, Cancel)).Select(point => point.At)];
        // What it stamps goes on steadily.
        Assert.Equal(times.Order(), times);
        Assert.True(times[^1] - times[0] < Hour, $"The steps took {times[^1] - times[0]} by the silo's clock.");
    }

    private static async Task<SessionId> StartAsync(FallingGrid grid)
    {
        await FaultRecipe.PrepareAsync(grid);
        return (await grid.Client.Sessions.StartAsync(FaultRecipe.Specification("disturbed"), SessionId.Parse("disturbed"), Cancel)).Id;
    }
}
