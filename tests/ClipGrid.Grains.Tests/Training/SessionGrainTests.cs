using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>Sessions through their grains, on real data sets, models and stores.</summary>
public sealed class SessionGrainTests : IAsyncLifetime
{
    private static readonly SessionSpecification Specification = TestSessions.Specification;
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingPair[] _pairs = [.. TestSessions.Pairs(new TestDataset())];
    private TrainingCluster _grid = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _grid = await TrainingCluster.StartAsync(_folder.Path, "first");
        await _grid.IngestAsync(_pairs, _folder.File("source"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _grid.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task StartAsync_WholeSession_PublishesTheModelOfADirectRun()
    {
        List<double> losses = TestSessions.TrainDirectly(Specification, _pairs, _folder.File("direct"));
        ISessionGrain session = _grid.Session("whole");
        SessionInfo started = await session.StartAsync(Specification, Cancellation);
        Assert.Equal(new DatasetRef(TestDataset.Name, 1), started.Specification.Dataset);
        MetricPoint[] watched = await session.WatchAsync(0, Cancellation).ToArrayAsync(Cancellation);
        Assert.Equal(losses, watched.Select(point => point.Loss));
        SessionInfo ended = await session.GetAsync(Cancellation);
        Assert.True(ended.State == SessionState.Completed, ended.Message);
        Assert.Equal((30L, 30L), (ended.Step, ended.CheckpointStep!.Value));
        await AssertAsDirectAsync(ended);
        ModelVersionInfo latest = await _grid.Model("tiny").ResolveAsync(null, Cancellation);
        Assert.Equal(ended.Published, latest.Id);
        Assert.Equal((SessionId.Parse("whole"), started.Specification.Dataset, 30L), (latest.Lineage.Session, latest.Lineage.Dataset, latest.Lineage.Step));
        using ClipModel model = ClipModel.Load(await _grid.Models.GetFolderAsync(latest.Id, Cancellation));
        Assert.Equal(16, model.Network.Config.EmbedDim);
        Assert.Equal(watched, await session.GetMetricsAsync(0, 5000, Cancellation));
        Assert.Equal(watched[10..15], await session.GetMetricsAsync(10, 5, Cancellation));
        Assert.Contains("whole", (await _grid.Catalog(CatalogKind.Sessions).ListAsync("", 0, 10, Cancellation)).Ids);
        Assert.Equal(ended, await session.StartAsync(Specification, Cancellation) with { Specification = ended.Specification, EventCount = ended.EventCount });
    }

    [Fact]
    public async Task StartAsync_Filter_TrainsOnWhatFits()
    {
        SessionSpecification filtered = Specification with { Filter = new RangeFilter { Field = "number", Max = 29 }, StepCount = 5 };
        TestSessions.TrainDirectly(filtered, _pairs.Take(30), _folder.File("direct"));
        await _grid.Session("filtered").StartAsync(filtered, Cancellation);
        SessionInfo ended = await _grid.EndAsync("filtered", Cancellation);
        Assert.True(ended.State == SessionState.Completed, ended.Message);
        await AssertAsDirectAsync(ended);
    }

    [Fact]
    public async Task FindShownKeysAsync_CaptionsTooLongForOnePage_FindsAllButTheDeleted()
    {
        // 25 captions of a partition are more than one answer carries.
        TrainingPair[] wordy = [.. _pairs.Take(25).Select(pair => pair with { Captions = [new string('a', 9_900)] })];
        await _grid.Dataset(TestDataset.Name.Value).DeleteAsync(OperationId.New(), Cancellation);
        await _grid.IngestAsync(wordy, _folder.File("wordy"), Cancellation);
        int version = (await _grid.Dataset(TestDataset.Name.Value).GetVersionAsync(null, Cancellation)).Version;
        await _grid.Dataset(TestDataset.Name.Value).DeleteItemsAsync(new DeleteItemsRequest { Operation = OperationId.New(), Keys = ["03.png"] }, Cancellation);

        IReadOnlySet<string>? keys = await new GrainSessionNeighbours(_grid.Grains).FindShownKeysAsync(new PartitionId(TestDataset.Name, version, 0), version, 25, Cancellation);

        Assert.Equal(Enumerable.Range(0, 25).Where(i => i != 3).Select(i => $"{i:D2}.png"), keys!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PauseAsync_ThenResume_GivesTheUndisturbedModel()
    {
        TestSessions.TrainDirectly(Specification, _pairs, _folder.File("direct"));
        StepClock clock = new() { HoldAt = 13 };
        await RestartAsync("held", clock);
        ISessionGrain session = _grid.Session("paused");
        await session.StartAsync(Specification, Cancellation);
        await clock.Reached;
        OperationId pause = OperationId.New();
        Assert.Equal(SessionState.Pausing, (await session.PauseAsync(pause, Cancellation)).State);
        clock.GoOn();
        SessionInfo paused = await _grid.EndAsync("paused", Cancellation);
        Assert.Equal((SessionState.Paused, 13L, 13L), (paused.State, paused.Step, paused.CheckpointStep));
        Assert.Equal(SessionState.Paused, (await session.PauseAsync(pause, Cancellation)).State);
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => session.ResumeAsync(pause, Cancellation))).Problem);
        GridException wrong = await Assert.ThrowsAsync<GridException>(() => session.PauseAsync(OperationId.New(), Cancellation));
        Assert.Equal(GridProblem.WrongState, wrong.Problem);
        Assert.Contains("is paused and cannot be told to pause: resume or cancel it", wrong.Message, StringComparison.Ordinal);
        await session.ResumeAsync(OperationId.New(), Cancellation);
        await AssertCompletedAsync("paused");
    }

    [Fact, Trait("Check", "F1")]
    public async Task RecoverAsync_SiloStoppedInTheMiddle_GoesOnToTheUndisturbedModel()
    {
        TestSessions.TrainDirectly(Specification, _pairs, _folder.File("direct"));
        StepClock clock = new() { HoldAt = 11 };
        await RestartAsync("held", clock);
        await _grid.Session("stopped").StartAsync(Specification, Cancellation);
        await clock.Reached;
        Task stopped = _grid.StopAsync();
        clock.GoOn();
        await stopped;
        await RestartAsync("next");
        await _grid.Session("stopped").RecoverAsync(Cancellation);
        await AssertCompletedAsync("stopped");
    }

    [Fact]
    public async Task StartAsync_TwoSessionsAndTwoSilos_TrainAtOnce()
    {
        StepClock clock = new() { HoldAt = 3 };
        await RestartAsync("held", clock, siloCount: 2);
        await _grid.Session("a").StartAsync(Specification, Cancellation);
        await clock.Reached;
        await _grid.Session("b").StartAsync(Specification, Cancellation);
        SessionInfo b = await _grid.EndAsync("b", Cancellation);
        SessionInfo a = await _grid.Session("a").GetAsync(Cancellation);
        Assert.Equal((SessionState.Completed, SessionState.Running), (b.State, a.State));
        DeviceInventory devices = await _grid.Grains.GetGrain<IDeviceInventoryGrain>(IDeviceInventoryGrain.Key).GetAsync(Cancellation);
        Assert.Equal(2, devices.Devices.Length);
        Assert.Equal(["a"], devices.Devices.SelectMany(device => device.Leases).Select(lease => lease.Session.Value));
        clock.GoOn();
        Assert.Equal(SessionState.Completed, (await _grid.EndAsync("a", Cancellation)).State);
    }

    [Fact]
    public async Task StartAsync_TwoSessions_TheSecondWaitsForTheDevice()
    {
        StepClock clock = new() { HoldAt = 3 };
        await RestartAsync("held", clock);
        await _grid.Session("a").StartAsync(Specification, Cancellation);
        await clock.Reached;
        await _grid.Session("b").StartAsync(Specification, Cancellation);
        SessionInfo waiting = await _grid.Session("b").GetAsync(Cancellation);
        for (; waiting.Message is null; waiting = await _grid.Session("b").GetAsync(Cancellation))
            await Task.Yield();
        Assert.Equal(SessionState.Queued, waiting.State);
        Assert.Contains("Session a trains", waiting.Message, StringComparison.Ordinal);
        Assert.Equal(SessionState.Running, (await _grid.Session("a").GetAsync(Cancellation)).State);
        // What is measured is told at once, not when the session ends.
        long[] told = await _grid.Session("a").WatchAsync(0, Cancellation).Take(2).Select(point => point.Step).ToArrayAsync(Cancellation);
        Assert.Equal([1L, 2L], told);
        await _grid.Session("b").PauseAsync(OperationId.New(), Cancellation);
        SessionInfo paused = await _grid.EndAsync("b", Cancellation);
        Assert.Equal((SessionState.Paused, 0L, null), (paused.State, paused.Step, paused.CheckpointStep));
        await _grid.Session("b").ResumeAsync(OperationId.New(), Cancellation);
        clock.GoOn();
        Assert.Equal(SessionState.Completed, (await _grid.EndAsync("a", Cancellation)).State);
        Assert.Equal(SessionState.Completed, (await _grid.EndAsync("b", Cancellation)).State);
    }

    [Fact]
    public async Task CancelAsync_InTheMiddle_EndsItForGood()
    {
        StepClock clock = new() { HoldAt = 10 };
        await RestartAsync("held", clock);
        ISessionGrain session = _grid.Session("gone");
        await session.StartAsync(Specification, Cancellation);
        await clock.Reached;
        OperationId operation = OperationId.New();
        SessionInfo cancelled = await session.CancelAsync(operation, Cancellation);
        clock.GoOn();
        Assert.Equal(SessionState.Cancelled, cancelled.State);
        Assert.NotNull(cancelled.EndedAt);
        Assert.Equal(SessionState.Cancelled, (await session.CancelAsync(operation, Cancellation)).State);
        foreach (Func<Task> move in new Func<Task>[] { () => session.ResumeAsync(OperationId.New(), Cancellation), () => session.PauseAsync(OperationId.New(), Cancellation) })
        {
            GridException wrong = await Assert.ThrowsAsync<GridException>(move);
            Assert.Equal(GridProblem.WrongState, wrong.Problem);
            Assert.Contains("is cancelled", wrong.Message, StringComparison.Ordinal);
        }
        Assert.Equal(SessionState.Cancelled, (await _grid.EndAsync("gone", Cancellation)).State);
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => _grid.Model("tiny").GetAsync(Cancellation))).Problem);
    }

    [Fact]
    public async Task StartAsync_WhatCannotBe_IsRefusedAndLeavesNothing()
    {
        ISessionGrain session = _grid.Session("none");
        await RefusedAsync(GridProblem.NotFound, Specification with { Dataset = DatasetRef.Parse("unknown") });
        await RefusedAsync(GridProblem.NotFound, Specification with { Dataset = DatasetRef.Parse("shapes@7") });
        await RefusedAsync(GridProblem.NotFound, Specification with { Architecture = null, Base = ModelRef.Parse("unknown") });
        await RefusedAsync(GridProblem.Invalid, Specification with { BatchSize = 41 });
        await RefusedAsync(GridProblem.Invalid, Specification with { StepCount = 0 });
        foreach (Func<Task> call in new Func<Task>[] { () => session.GetAsync(Cancellation), () => session.PauseAsync(OperationId.New(), Cancellation), () => session.GetMetricsAsync(0, 10, Cancellation) })
            Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(call)).Problem);
        Assert.DoesNotContain("none", (await _grid.Catalog(CatalogKind.Sessions).ListAsync("", 0, 10, Cancellation)).Ids);
        await session.StartAsync(Specification, Cancellation);
        await RefusedAsync(GridProblem.Conflict, Specification with { Seed = 6 });
        await _grid.EndAsync("none", Cancellation);

        async Task RefusedAsync(GridProblem problem, SessionSpecification specification) =>
            Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(() => session.StartAsync(specification, Cancellation))).Problem);
    }

    private async Task RestartAsync(string own, TimeProvider? clock = null, short siloCount = 1)
    {
        await _grid.DisposeAsync();
        _grid = await TrainingCluster.StartAsync(_folder.Path, own, clock, siloCount);
    }

    private async Task AssertCompletedAsync(string id)
    {
        SessionInfo ended = await _grid.EndAsync(id, Cancellation);
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        await AssertAsDirectAsync(ended);
        ImmutableArray<MetricPoint> metrics = await _grid.Session(id).GetMetricsAsync(0, 5000, Cancellation);
        Assert.Equal(Enumerable.Range(1, 30).Select(step => (long)step), metrics.Select(point => point.Step));
    }

    private async Task AssertAsDirectAsync(SessionInfo ended)
    {
        ModelVersionInfo direct = await _grid.Models.StoreAsync(ModelName.Parse("direct"), _folder.File("direct"), new ModelLineage(), ImmutableSortedDictionary<string, double>.Empty, Cancellation);
        Assert.Equal(direct.Id.Digest, ended.Published!.Value.Digest);
        TestSessions.AssertSameWeights(_folder.File("direct"), await _grid.Models.GetFolderAsync(ended.Published.Value, Cancellation));
    }
}
