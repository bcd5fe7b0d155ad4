using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Grains.Training.Metrics;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class SessionRunTests : IDisposable
{
    private readonly SessionWorld _world = new();
    private readonly SessionId _id = SessionId.Parse("one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task RunAsync_WholeSession_PublishesTheModelOfADirectRun()
    {
        List<double> losses = TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        ModelVersionId published = await CompleteAsync();
        await AssertAsDirectAsync(published);
        ImmutableArray<MetricPoint> metrics = await new MetricLog(_id, _world.Blobs).ReadAsync(0, 5000, Cancellation);
        Assert.Equal(losses, metrics.Select(point => point.Loss));
        Assert.Equal(Enumerable.Range(1, 30).Select(step => (long)step), metrics.Select(point => point.Step));
        using ClipModel model = ClipModel.Load(await _world.Models.GetFolderAsync(published, Cancellation));
        Assert.Equal(16, model.Network.Config.EmbedDim);
        ModelLineage lineage = _world.Neighbours.Registered[published].Lineage;
        Assert.Equal((_id, "d1", 30L), (lineage.Session, lineage.DatasetDigest, lineage.Step));
        Assert.False(Directory.EnumerateFileSystemEntries(_world.Scratch).Any());
    }

    [Fact, Trait("Check", "F1")]
    public async Task RunAsync_StoppedAtAnyStepAndRunAgain_GivesTheSameModelAndEachStepOnce()
    {
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        ModelVersionId? published = null;
        foreach (int step in new[] { 1, 7, 8, 9, 29, 30 })
        {
            SessionId id = SessionId.Parse($"stopped-{step}");
            await StopAfterAsync(id, step, run => run.Tell(SessionCommand.Cancel, null), Cancellation);
            published = await CompleteAsync(id);
            await AssertAsDirectAsync(published.Value);
            await AssertEachStepOnceAsync(id);
        }
        Assert.Single(_world.Neighbours.Registered);
    }

    [Fact]
    public async Task Pause_InTheMiddle_KeepsThatStepAndGoesOnFromThere()
    {
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        await StopAfterAsync(_id, 13, run => run.Tell(SessionCommand.Pause, null), Cancellation);
        SessionReport paused = _world.Neighbours.Reports.Last();
        Assert.Equal((ReportKind.Paused, 13L, 13L), (paused.Kind, paused.Progress.Step, paused.Progress.CheckpointStep));
        await AssertAsDirectAsync(await CompleteAsync());
        await AssertEachStepOnceAsync(_id);
    }

    [Fact]
    public async Task RunAsync_SiloEnds_KeepsThatStepAndHandsOver()
    {
        using CancellationTokenSource stopping = new();
        await StopAfterAsync(_id, 11, _ => stopping.Cancel(), stopping.Token);
        Assert.Equal([ReportKind.Checkpoint, ReportKind.Checkpoint, ReportKind.HandedOver], _world.Neighbours.Reports.Select(report => report.Kind));
        Assert.Equal(11, (await HeadAsync()).Checkpoints[0].Step);
    }

    [Fact, Trait("Check", "F22")]
    public async Task RunAsync_ReplacedByAnother_StopsAndChangesNothing()
    {
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        StepClock clock = new() { HoldAt = 12 };
        using SessionRun old = _world.Run(_id, time: clock);
        // On a silo of its own: two silos share no gate.
        Task first = old.RunAsync(Cancellation);
        await clock.Reached;
        using DeviceGate gate = new();
        await AssertAsDirectAsync(await CompleteAsync(_id, _world.Surroundings(gate: gate)));
        SessionHead head = await HeadAsync();
        int reports = _world.Neighbours.Reports.Count;
        clock.GoOn();
        await first;
        Assert.Equal(reports, _world.Neighbours.Reports.Count);
        Assert.Equal(head.Epoch, (await HeadAsync()).Epoch);
        await AssertEachStepOnceAsync(_id);
    }

    [Fact]
    public async Task RunAsync_NewestCheckpointDamaged_GoesOnFromTheOneBefore()
    {
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        await StopAfterAsync(_id, 20, run => run.Tell(SessionCommand.Cancel, null), Cancellation);
        StoredCheckpoint newest = (await HeadAsync()).Checkpoints[0];
        Assert.Equal(16, newest.Step);
        await _world.Blobs.PutAsync(newest.Prefix + "weights.safetensors", new byte[100], BlobCondition.None, Cancellation);
        await AssertAsDirectAsync(await CompleteAsync());
        await AssertEachStepOnceAsync(_id);
    }

    [Fact]
    public async Task RunAsync_ManyCheckpoints_KeepsTwo()
    {
        await CompleteAsync();
        SessionHead head = await HeadAsync();
        Assert.Equal([30L, 24L], head.Checkpoints.Select(one => one.Step));
        List<string> names = [];
        await foreach (BlobInfo blob in _world.Blobs.ListAllAsync(GridPaths.SessionCheckpoints(_id), Cancellation))
            names.Add(blob.Name);
        Assert.All(names, name => Assert.Contains(head.Checkpoints, one => name.StartsWith(one.Prefix, StringComparison.Ordinal)));
    }

    [Fact, Trait("Check", "F27")]
    public async Task RunAsync_PoisonSample_FailsAndNamesTheItem()
    {
        using SessionWorld world = new(new TestDataset(poisonRow: 31));
        using SessionRun run = world.Run(_id);
        await run.RunAsync(Cancellation);
        SessionReport report = world.Neighbours.Reports.Last();
        Assert.Equal(ReportKind.Failed, report.Kind);
        Assert.Contains("\"item-31\" of shapes", report.Message, StringComparison.Ordinal);
        Assert.Contains("start a new session", report.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "F7")]
    public async Task RunAsync_StoreFailsForAWhile_GoesOnAndLosesNothing()
    {
        int failures = 0;
        // The second checkpoint, again and again.
        using SessionWorld world = new(refuses: name => name.Contains("checkpoints/0000000016", StringComparison.Ordinal) && ++failures <= 4);
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(world.Dataset), world.File("direct"));
        using SessionRun run = world.Run(_id, time: new InstantPauses(TimeSpan.FromMinutes(2)));
        await run.RunAsync(Cancellation);
        SessionReport report = world.Neighbours.Reports.Last();
        Assert.True(report.Kind == ReportKind.Completed, $"{report.Kind}: {report.Message}");
        Assert.True(failures > 4);
        Assert.Equal([8L, 16L, 24L, 30L], world.Neighbours.Reports.Where(one => one.Kind == ReportKind.Checkpoint).Select(one => one.Progress.CheckpointStep));
        TestSessions.AssertSameWeights(world.File("direct"), await world.Models.GetFolderAsync(report.Published!.Value, Cancellation));
        Assert.Equal(30, (await new MetricLog(_id, world.Blobs).ReadAsync(0, 5000, Cancellation)).Length);
    }

    [Fact, Trait("Check", "F7")]
    public async Task RunAsync_StoreAwayForTooLong_PausesWithTheReasonAndGoesOnLater()
    {
        bool isAway = true;
        using SessionWorld world = new(refuses: name => isAway && name.Contains("checkpoints/0000000016", StringComparison.Ordinal)) { OutageLimit = TimeSpan.Zero };
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(world.Dataset), world.File("direct"));
        using (SessionRun run = world.Run(_id))
            await run.RunAsync(Cancellation);
        SessionReport paused = world.Neighbours.Reports.Last();
        Assert.Equal((ReportKind.StoreAway, 8L), (paused.Kind, paused.Progress.CheckpointStep));
        Assert.Contains("The blob store has not answered for", paused.Message, StringComparison.Ordinal);
        isAway = false;
        using (SessionRun run = world.Run(_id, attempt: 2))
            await run.RunAsync(Cancellation);
        SessionReport report = world.Neighbours.Reports.Last();
        Assert.True(report.Kind == ReportKind.Completed, $"{report.Kind}: {report.Message}");
        TestSessions.AssertSameWeights(world.File("direct"), await world.Models.GetFolderAsync(report.Published!.Value, Cancellation));
    }

    [Fact]
    public async Task RunAsync_ItemDeletedAfterItBegan_StaysInItsPlan()
    {
        TestSessions.TrainDirectly(TestSessions.Specification, TestSessions.Pairs(_world.Dataset), _world.File("direct"));
        await StopAfterAsync(_id, 9, run => run.Tell(SessionCommand.Cancel, null), Cancellation);
        _world.Neighbours.Deleted.Add("item-03");
        await AssertAsDirectAsync(await CompleteAsync());
    }

    [Fact]
    public async Task RunAsync_FromABase_GoesOnFromItsWeights()
    {
        ModelVersionId start = await CompleteAsync();
        SessionSpecification tuned = TestSessions.Specification with { Architecture = null, Base = new ModelRef(start.Name, start.Digest.Value), Publish = ModelName.Parse("tuned"), StepCount = 4, LocksImageTower = true };
        ModelVersionId published = await CompleteAsync(SessionId.Parse("two"), specification: tuned);
        Assert.Equal([start], _world.Neighbours.Registered[published].Lineage.Parents);
        using ClipModel before = ClipModel.Load(await _world.Models.GetFolderAsync(start, Cancellation)), after = ClipModel.Load(await _world.Models.GetFolderAsync(published, Cancellation));
        Assert.Equal(before.Tokenizer.Vocabulary.Size, after.Tokenizer.Vocabulary.Size);
        Assert.NotEqual(start.Digest, published.Digest);
    }

    [Fact]
    public async Task RunAsync_SigmoidLossFromNothing_LearnsABias()
    {
        ModelVersionId published = await CompleteAsync(_id, specification: TestSessions.Specification with { Loss = TrainingLoss.Sigmoid, StepCount = 3 });
        using ClipModel model = ClipModel.Load(await _world.Models.GetFolderAsync(published, Cancellation));
        Assert.NotNull(model.Network.LogitBias);
    }

    private async Task StopAfterAsync(SessionId id, int step, Action<SessionRun> stop, CancellationToken stopping)
    {
        StepClock clock = new() { HoldAt = step };
        using SessionRun run = _world.Run(id, time: clock);
        Task running = run.RunAsync(stopping);
        await clock.Reached.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        stop(run);
        clock.GoOn();
        await running;
    }

    private async Task<ModelVersionId> CompleteAsync(SessionId? id = null, SessionSurroundings? surroundings = null, SessionSpecification? specification = null)
    {
        using SessionRun run = new(TestSessions.Assignment(id ?? _id, specification, attempt: 2), surroundings ?? _world.Surroundings());
        await run.RunAsync(Cancellation);
        SessionReport report = _world.Neighbours.Reports.Last();
        Assert.True(report.Kind == ReportKind.Completed, $"{report.Kind}: {report.Message}");
        return report.Published!.Value;
    }

    private async Task AssertAsDirectAsync(ModelVersionId published)
    {
        ModelVersionInfo direct = await _world.Models.StoreAsync(ModelName.Parse("direct"), _world.File("direct"), new ModelLineage(), ImmutableSortedDictionary<string, double>.Empty, Cancellation);
        Assert.Equal(direct.Id.Digest, published.Digest);
        TestSessions.AssertSameWeights(_world.File("direct"), await _world.Models.GetFolderAsync(published, Cancellation));
    }

    private async Task AssertEachStepOnceAsync(SessionId id)
    {
        ImmutableArray<MetricPoint> metrics = await new MetricLog(id, _world.Blobs).ReadAsync(0, 5000, Cancellation);
        Assert.Equal(Enumerable.Range(1, 30).Select(step => (long)step), metrics.Select(point => point.Step));
    }

    private async Task<SessionHead> HeadAsync() =>
        (await _world.Blobs.FindJsonAsync<SessionHead>(GridPaths.SessionHead(_id), SessionHead.CurrentFormat, Cancellation))!.Value.Value;
}
