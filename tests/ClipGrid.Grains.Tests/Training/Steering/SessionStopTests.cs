using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Ending a session before its last step.</summary>
public sealed class SessionStopTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StopAsync_InTheMiddle_PublishesTheModelOfThatStep()
    {
        HoldingClock clock = new(1, 10);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        TestSessions.TrainDirectly(TestSessions.Specification, ground.Pairs, ground.File("direct"), stepCount: 10);
        ISessionGrain session = ground.Session("stopped");
        await session.StartAsync(TestSessions.Specification, Cancellation);
        await clock.ReachedAsync(1);
        await ground.UntilAsync("stopped", info => info.State == SessionState.Running);
        GridException early = await Assert.ThrowsAsync<GridException>(() => session.StopAsync(OperationId.New(), Cancellation));
        Assert.Equal((GridProblem.WrongState, "Session stopped has not trained a step that could be published: wait for its first step, or cancel it."), (early.Problem, early.Message));

        clock.GoOn(1);
        await clock.ReachedAsync(10);
        await ground.UntilAsync("stopped", info => info.Step > 0);
        OperationId operation = OperationId.New();
        Assert.Equal(SessionState.Running, (await session.StopAsync(operation, Cancellation)).State);
        Assert.Equal(SessionState.Running, (await session.StopAsync(operation, Cancellation)).State);
        clock.GoOn(10);
        SessionInfo ended = await ground.CompleteAsync("stopped");
        Assert.Equal((10L, 10L), (ended.Step, ended.CheckpointStep));
        Assert.Equal(SessionState.Completed, (await session.StopAsync(operation, Cancellation)).State);
        GridException late = await Assert.ThrowsAsync<GridException>(() => session.StopAsync(OperationId.New(), Cancellation));
        Assert.Contains("is completed and cannot be told to stop", late.Message, StringComparison.Ordinal);

        await ground.AssertWeightsAsync("direct", ended);
        ModelLineage lineage = (await ground.PublishedAsync(ended)).Lineage;
        Assert.Equal((SessionId.Parse("stopped"), 10L), (lineage.Session, lineage.Step));
        ImmutableArray<SessionEvent> events = await ground.EventsAsync("stopped");
        // Told three times, done once.
        Assert.Single(events, told => told.Text == "It was told to end its training here and to publish.");
        Assert.Equal((SessionEventKind.Ended, 10L, $"It completed and published {ended.Published!.Value.Short}."), (events[^1].Kind, events[^1].Step, events[^1].Text));
        Assert.Equal(Enumerable.Range(1, 10).Select(step => (long)step), (await session.GetMetricsAsync(0, 5000, Cancellation)).Select(point => point.Step));
    }

    [Fact]
    public async Task StopAsync_SiloEndsRightAfter_IsCarriedOutByTheNext()
    {
        HoldingClock clock = new(10);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        TestSessions.TrainDirectly(TestSessions.Specification, ground.Pairs, ground.File("direct"), stepCount: 10);
        await ground.Session("stopped").StartAsync(TestSessions.Specification, Cancellation);
        await clock.ReachedAsync(10);
        await ground.UntilAsync("stopped", info => info.Step > 0);
        await ground.Session("stopped").StopAsync(OperationId.New(), Cancellation);
        Task stopped = ground.Grid.StopAsync();
        // The run ends with its silo before it can publish.
        clock.GoOn(10);
        await stopped;
        await ground.RestartAsync();
        SessionInfo ended = await ground.CompleteAsync("stopped");
        Assert.Equal(10, ended.Step);
        await ground.AssertWeightsAsync("direct", ended);
    }
}
