using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage.GrainStates;
using ClipGrid.Grains.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class SessionMovesTests
{
    private static readonly SessionId Id = SessionId.Parse("one");
    private static readonly SessionSpecification Specification = TestSessions.Specification with
    {
        Filter = new AndFilter([new NotFilter(new EqualsFilter("label", new MetadataValue("red"))), new RangeFilter { Field = "year", Min = 2000 }]),
    };

    [Theory]
    [InlineData("Pause", "Queued Preparing Running Pausing")]
    [InlineData("Resume", "Paused Failed")]
    [InlineData("Cancel", "Queued Preparing Running Pausing Paused Cancelled")]
    public void Obey_EveryState_AllowsTheseOnly(string commandName, string allowed)
    {
        SessionCommand command = Enum.Parse<SessionCommand>(commandName);
        foreach (SessionState state in Enum.GetValues<SessionState>())
        {
            if (allowed.Split(' ').Contains($"{state}"))
            {
                SessionRecord after = Obey(Started() with { State = state }, state, command);
                Assert.True(SessionMoves.IsDone(after, command, OperationId.Parse("op")));
                continue;
            }
            GridException error = Assert.Throws<GridException>(() => Obey(Started() with { State = state }, state, command));
            Assert.Equal(GridProblem.WrongState, error.Problem);
            Assert.StartsWith($"Session one is {state} and cannot be told to {command}: ".ToLowerInvariant().Replace("session", "Session", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Check", "F27")]
    public void Recover_AgainAndAgainWithoutACheckpoint_EndsIt()
    {
        SessionRecord record = Started();
        for (int i = 0; i < 5; i++)
            Assert.Equal(SessionState.Running, (record = SessionMoves.Recover(record, default)).State);
        SessionRecord helped = SessionMoves.Hear(record, Report(record.Attempt, SessionState.Running, 10), default)!;
        Assert.Equal(SessionState.Running, SessionMoves.Recover(helped, default).State);
        record = SessionMoves.Recover(record, default);
        Assert.Equal(SessionState.Failed, record.State);
        Assert.Contains("5 times", record.Message, StringComparison.Ordinal);
        Assert.Equal(SessionState.Running, Obey(record, record.State, SessionCommand.Resume).State);
    }

    [Fact]
    public void Recover_WhilePausing_IsPaused() =>
        Assert.Equal(SessionState.Paused, SessionMoves.Recover(Started() with { State = SessionState.Pausing }, default).State);

    [Fact]
    public void Hear_ReplacedRunOrEndedSession_IsNotListenedTo()
    {
        SessionRecord record = Started();
        Assert.Null(SessionMoves.Hear(record, Report(record.Attempt + 1, SessionState.Failed, 3), default));
        SessionRecord cancelled = Obey(record, SessionState.Running, SessionCommand.Cancel);
        Assert.Null(SessionMoves.Hear(cancelled, Report(record.Attempt, SessionState.Completed, 3), default));
        Assert.Null(SessionMoves.Hear(cancelled, Report(cancelled.Attempt, SessionState.Completed, 3), default));
    }

    [Fact]
    public void Hear_CheckpointWhilePausing_StaysPausing()
    {
        SessionRecord pausing = Obey(Started(), SessionState.Running, SessionCommand.Pause);
        SessionRecord after = SessionMoves.Hear(pausing, Report(pausing.Attempt, SessionState.Running, 8), default)!;
        Assert.Equal((SessionState.Pausing, 8L), (after.State, after.CheckpointStep));
    }

    [Fact]
    public void Record_AsItIsStored_ComesBack()
    {
        SessionRecord record = SessionMoves.Hear(Obey(Started(), SessionState.Running, SessionCommand.Pause), Report(1, SessionState.Running, 8), default)!;
        SessionRecord back = GrainStateJson.Read<SessionRecord>(GrainStateJson.Write(record), "state");
        Assert.True(SessionMoves.AreEqual(record.Specification!, back.Specification!));
        Assert.True(SessionMoves.AreEqual(record.Requested!, back.Requested!));
        Assert.False(SessionMoves.AreEqual(record.Requested!, back.Requested! with { Filter = null }));
        Assert.Equal(record.Operations, back.Operations.AsEnumerable());
        Assert.Equal((record.State, record.Last, record.CheckpointStep), (back.State, back.Last, back.CheckpointStep));
    }

    private static SessionRecord Started() => SessionMoves.Start(Specification, Specification, DateTimeOffset.UnixEpoch);

    private static SessionRecord Obey(SessionRecord record, SessionState state, SessionCommand command) =>
        SessionMoves.Obey(Id, record, state, command, OperationId.Parse("op"), DateTimeOffset.UnixEpoch);

    private static SessionReport Report(long attempt, SessionState state, long step) => new()
    {
        Attempt = attempt,
        State = state,
        Step = step,
        CheckpointStep = step,
        Last = MetricLogTests.Point(step),
        TruncatedCaptionCount = 0,
    };
}
