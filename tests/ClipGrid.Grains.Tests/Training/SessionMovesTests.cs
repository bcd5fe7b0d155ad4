using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage.GrainStates;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Runs;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class SessionMovesTests
{
    private static readonly SessionId Id = SessionId.Parse("one");
    private static readonly SessionSpecification Specification = TestSessions.Specification with
    {
        Filter = new AndFilter([new NotFilter(new EqualsFilter("label", new MetadataValue("red"))), new RangeFilter { Field = "year", Min = 2000 }]),
        Evaluation = new EvaluationOptions(),
    };
    private static readonly DeviceSlot Slot = new("127.0.0.1:11111@1", DeviceKind.Cpu, 0);

    [Theory]
    [InlineData("Pause", "Queued Placing Preparing Running Evaluating Pausing")]
    [InlineData("Resume", "Paused Failed")]
    [InlineData("Cancel", "Queued Placing Preparing Running Evaluating Pausing Paused Cancelled")]
    [InlineData("Stop", "Queued Placing Preparing Running Evaluating")]
    [InlineData("ChangeRate", "Queued Placing Preparing Running Evaluating Pausing Paused Failed")]
    [InlineData("Evaluate", "Running Evaluating")]
    public void Obey_EveryState_AllowsTheseOnly(string commandName, string allowed)
    {
        SessionCommand command = Enum.Parse<SessionCommand>(commandName);
        foreach (SessionState state in Enum.GetValues<SessionState>())
        {
            if (allowed.Split(' ').Contains($"{state}"))
            {
                SessionRecord after = Obey(Placed() with { State = state }, state, command);
                Assert.True(SessionMoves.IsDone(after, Asked(command)));
                continue;
            }
            GridException error = Assert.Throws<GridException>(() => Obey(Placed() with { State = state }, state, command));
            Assert.Equal(GridProblem.WrongState, error.Problem);
            Assert.StartsWith($"Session one is {state} and cannot be told to ".ToLowerInvariant().Replace("session", "Session", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Obey_ValuesAndStepsThatCannotBe_AreRefusedByName()
    {
        foreach (double factor in new[] { 0, -1, double.NaN, 101, double.PositiveInfinity })
            Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => Obey(Placed(), SessionState.Running, SessionCommand.ChangeRate, factor)).Problem);
        Assert.Contains("cancel it", Assert.Throws<GridException>(() => Obey(Placed() with { Step = 0 }, SessionState.Running, SessionCommand.Stop)).Message, StringComparison.Ordinal);
        SessionRecord blind = Placed() with { Specification = Specification with { Evaluation = null } };
        Assert.Contains("Evaluation", Assert.Throws<GridException>(() => Obey(blind, SessionState.Running, SessionCommand.Evaluate)).Message, StringComparison.Ordinal);
        SessionRecord slower = Obey(Placed(), SessionState.Running, SessionCommand.ChangeRate, 0.5);
        Assert.Equal(0.5, slower.RateFactor);
        Assert.True(SessionMoves.IsDone(slower, Asked(SessionCommand.ChangeRate, 0.5)));
        Assert.Equal(GridProblem.Conflict, Assert.Throws<GridException>(() => SessionMoves.IsDone(slower, Asked(SessionCommand.ChangeRate, 0.25))).Problem);
    }

    [Fact]
    public void Obey_PauseWithoutARun_IsPausedAtOnce()
    {
        SessionRecord paused = Obey(Started(), SessionState.Queued, SessionCommand.Pause);
        Assert.Equal(SessionState.Paused, paused.State);
        Assert.True(paused.Attempt > Started().Attempt);
    }

    [Fact, Trait("Check", "F27")]
    public void Hear_Diverged_GoesBackWithHalfTheRateAndFailsInTheEnd()
    {
        SessionRecord record = Placed();
        Assert.Equal(3, record.Specification!.RollbackLimit);
        record = Diverge(record, checkpoint: 8);
        Assert.Equal((SessionState.Running, 0.5, 1, 8L, null), (record.State, record.RateFactor, record.RollbackCount, record.Step, record.BeforeStep));
        // The same end without another checkpoint: that one is part of it.
        record = Diverge(record, checkpoint: 8);
        Assert.Equal((0.25, 8L), (record.RateFactor, record.BeforeStep));
        record = Diverge(record, checkpoint: 16);
        Assert.Equal((0.125, null), (record.RateFactor, record.BeforeStep));
        record = Diverge(record, checkpoint: 24);
        Assert.Equal((SessionState.Failed, "it ran away"), (record.State, record.Message));

        static SessionRecord Diverge(SessionRecord record, long checkpoint) =>
            SessionMoves.Hear(record with { Host = Slot }, Report(record.Attempt, ReportKind.Diverged, checkpoint) with { Message = "it ran away" }, default)!;
    }

    [Fact]
    public void Hear_HandedOverOrStoreAway_WaitsForADeviceOrForTheStore()
    {
        SessionRecord handed = SessionMoves.Hear(Placed(), Report(1, ReportKind.HandedOver, 8), default)!;
        Assert.Equal((SessionState.Running, null, 2L), (handed.State, handed.Host, handed.Attempt));
        SessionRecord away = SessionMoves.Hear(Placed(), Report(1, ReportKind.StoreAway, 8), default)!;
        Assert.Equal((SessionState.Paused, true), (away.State, away.IsStoreAway));
        SessionRecord pausing = SessionMoves.Hear(Placed() with { State = SessionState.Pausing }, Report(1, ReportKind.StoreAway, 8), default)!;
        Assert.Equal((SessionState.Paused, false), (pausing.State, pausing.IsStoreAway));
    }

    [Fact]
    public void Hear_RunThatEndedBeforeItReadItsCheckpoint_KeepsWhatWasKnown()
    {
        SessionRecord known = SessionMoves.Hear(Placed(), Report(1, ReportKind.Checkpoint, 8), default)! with { Inexactness = ["another processor"] };
        SessionReport blind = Report(1, ReportKind.StoreAway, 8) with { Progress = new SessionProgress { State = SessionState.Preparing } };
        SessionRecord away = SessionMoves.Hear(known, blind, default)!;
        Assert.Equal((8L, 8L, known.Last), (away.Step, away.CheckpointStep!.Value, away.Last));
        Assert.Equal(["another processor"], away.Inexactness.AsEnumerable());
        // One that trains from the beginning, because no checkpoint counts any more, knows better.
        SessionReport afresh = blind with { Progress = new SessionProgress { State = SessionState.Running } };
        Assert.Equal((0L, null), (SessionMoves.Hear(known, afresh, default)!.Step, SessionMoves.Hear(known, afresh, default)!.CheckpointStep));
    }

    [Fact, Trait("Check", "F27")]
    public void Recover_AgainAndAgainWithoutACheckpoint_EndsIt()
    {
        SessionRecord record = Started();
        for (int i = 0; i < 5; i++)
            Assert.Equal(SessionState.Running, (record = SessionMoves.Recover(record, default)).State);
        SessionRecord helped = SessionMoves.Hear(record, Report(record.Attempt, ReportKind.Checkpoint, 10), default)!;
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
        Assert.Null(SessionMoves.Hear(record, Report(record.Attempt + 1, ReportKind.Failed, 3), default));
        SessionRecord cancelled = Obey(record, SessionState.Running, SessionCommand.Cancel);
        Assert.Null(SessionMoves.Hear(cancelled, Report(record.Attempt, ReportKind.Completed, 3), default));
        Assert.Null(SessionMoves.Hear(cancelled, Report(cancelled.Attempt, ReportKind.Completed, 3), default));
    }

    [Fact]
    public void Hear_CheckpointWhilePausing_StaysPausing()
    {
        SessionRecord pausing = Obey(Placed(), SessionState.Running, SessionCommand.Pause);
        SessionRecord after = SessionMoves.Hear(pausing, Report(pausing.Attempt, ReportKind.Checkpoint, 8), default)!;
        Assert.Equal((SessionState.Pausing, 8L), (after.State, after.CheckpointStep));
    }

    [Fact]
    public void Record_AsItIsStored_ComesBack()
    {
        SessionRecord record = SessionMoves.Hear(Obey(Placed(), SessionState.Running, SessionCommand.Pause), Report(1, ReportKind.Checkpoint, 8), default)!;
        SessionRecord back = GrainStateJson.Read<SessionRecord>(GrainStateJson.Write(record), "state");
        Assert.True(SessionMoves.AreEqual(record.Specification!, back.Specification!));
        Assert.True(SessionMoves.AreEqual(record.Requested!, back.Requested!));
        Assert.False(SessionMoves.AreEqual(record.Requested!, back.Requested! with { Filter = null }));
        Assert.Equal(record.Operations, back.Operations.AsEnumerable());
        Assert.Equal((record.State, record.Last, record.CheckpointStep), (back.State, back.Last, back.CheckpointStep));
    }

    private static SessionRecord Started() => SessionMoves.Start(Specification, Specification, DateTimeOffset.UnixEpoch);

    private static SessionRecord Placed() => SessionMoves.Place(Started() with { Step = 4 }, Slot);

    private static SessionOperation Asked(SessionCommand command, double? value = null) =>
        new(OperationId.Parse("op"), command, command == SessionCommand.ChangeRate ? value ?? 2 : value);

    private static SessionRecord Obey(SessionRecord record, SessionState state, SessionCommand command, double? value = null) =>
        SessionMoves.Obey(SessionMoves.Describe(Id, record, null, 0) with { State = state }, record, Asked(command, value), DateTimeOffset.UnixEpoch);

    private static SessionReport Report(long attempt, ReportKind kind, long step) => new()
    {
        Attempt = attempt,
        Kind = kind,
        Progress = new SessionProgress { State = SessionState.Running, Step = step, CheckpointStep = step, Last = MetricLogTests.Point(step) },
    };
}
