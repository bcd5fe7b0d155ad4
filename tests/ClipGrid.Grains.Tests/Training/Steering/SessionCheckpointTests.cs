using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Keeping checkpoints and letting them go while a session trains.</summary>
public sealed class SessionCheckpointTests
{
    private static readonly SessionSpecification Specification = TestSessions.Specification with { CheckpointInterval = 4, StepCount = 24 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PinAsync_AndLetGoAgain_KeepsItExactlyAsLong()
    {
        HoldingClock clock = new(9, 18);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        ISessionGrain session = ground.Session("one");
        await session.StartAsync(Specification, Cancellation);
        await clock.ReachedAsync(9);
        await CheckpointsAsync(session, 8, 4);
        CheckpointInfo pinned = await session.PinAsync(OperationId.New(), 4, isPinned: true, Cancellation);
        Assert.Equal((4L, true, false), (pinned.Step, pinned.IsPinned, pinned.IsBest));
        Assert.True(pinned.ByteCount > 0 && pinned.At > DateTimeOffset.UnixEpoch);
        GridException none = await Assert.ThrowsAsync<GridException>(() => session.PinAsync(OperationId.New(), 5, isPinned: true, Cancellation));
        Assert.Equal((GridProblem.NotFound, "Session one has no checkpoint of step 5: take one of 8, 4."), (none.Problem, none.Message));
        clock.GoOn(9);

        await clock.ReachedAsync(18);
        await CheckpointsAsync(session, 16, 12, 4);
        Assert.False((await session.PinAsync(OperationId.New(), 4, isPinned: false, Cancellation)).IsPinned);
        await session.PinAsync(OperationId.New(), 16, isPinned: true, Cancellation);
        clock.GoOn(18);
        SessionInfo ended = await ground.CompleteAsync("one");
        ImmutableArray<CheckpointInfo> kept = await CheckpointsAsync(session, 24, 20, 16);
        Assert.Equal([16L], kept.Where(one => one.IsPinned).Select(one => one.Step));
        Assert.Equal(24, ended.CheckpointStep);
        // Pinning after the end changes the same head.
        await session.PinAsync(OperationId.New(), 20, isPinned: true, Cancellation);
        Assert.Equal([20L, 16L], (await session.GetCheckpointsAsync(Cancellation)).Where(one => one.IsPinned).Select(one => one.Step));
    }

    [Fact]
    public async Task GetCheckpointsAsync_NoneYet_IsEmpty()
    {
        HoldingClock clock = new(1);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        await ground.Session("one").StartAsync(Specification, Cancellation);
        await clock.ReachedAsync(1);
        Assert.Empty(await ground.Session("one").GetCheckpointsAsync(Cancellation));
        GridException none = await Assert.ThrowsAsync<GridException>(() => ground.Session("one").PinAsync(OperationId.New(), 1, isPinned: true, Cancellation));
        Assert.Contains("it has none yet", none.Message, StringComparison.Ordinal);
        clock.GoOn(1);
        await ground.CompleteAsync("one");
    }

    // Uploads go beside the training.
    private static async Task<ImmutableArray<CheckpointInfo>> CheckpointsAsync(ISessionGrain session, params long[] steps)
    {
        ImmutableArray<CheckpointInfo> found;
        while (!(found = await session.GetCheckpointsAsync(Cancellation)).Select(one => one.Step).SequenceEqual(steps))
            await Task.Delay(20, Cancellation);
        return found;
    }
}
