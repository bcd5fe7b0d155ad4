using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

public sealed class CheckpointStoreTests(CheckpointFixture checkpoints) : IClassFixture<CheckpointFixture>
{
    private static readonly SessionId s_id = SessionId.Parse("one");
    private readonly MemoryBlobStore _blobs = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_BestPinnedAndOld_KeepsTheNewestTheBestAndThePinned()
    {
        CheckpointStore store = await TakeAsync(keptCount: 2);
        foreach (long step in new long[] { 1, 2, 3, 4, 5, 6, 7 })
        {
            await SaveAsync(store, step);
            if (step == 2)
                await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 2), true, _blobs, Cancellation);
            if (step is 1 or 3)
                await store.MarkBestAsync(step, Cancellation);
        }
        await store.CollectAsync(Cancellation);
        Assert.Equal([(7L, false, false), (6, false, false), (3, false, true), (2, true, false)], store.List().Select(one => (one.Step, one.IsPinned, one.IsBest)));
        Assert.Equal(store.List(), await CheckpointCatalog.ReadAsync(s_id, _blobs, Cancellation), (one, other) => one.Step == other.Step && one.IsPinned == other.IsPinned);
        await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 2), false, _blobs, Cancellation);
        await SaveAsync(store, 8);
        await store.CollectAsync(Cancellation);
        Assert.Equal([8L, 7, 3], store.List().Select(one => one.Step));
        await AssertSoundAsync();
    }

    [Fact]
    public async Task AttachMetricsAsync_BeforeAndAfterTheCheckpoint_IsWithIt()
    {
        CheckpointStore store = await TakeAsync();
        ImmutableSortedDictionary<string, double> early = Metrics("recall@1", 0.5), late = Metrics("loss", double.NaN);
        await store.AttachMetricsAsync(1, early, Cancellation);
        await store.MarkBestAsync(1, Cancellation);
        await SaveAsync(store, 1);
        await SaveAsync(store, 2);
        await store.AttachMetricsAsync(2, late, Cancellation);
        // Nothing of it is in this process's memory only.
        ImmutableArray<CheckpointInfo> read = await CheckpointCatalog.ReadAsync(s_id, _blobs, Cancellation);
        Assert.Equal([(2L, false, "loss"), (1, true, "recall@1")], read.Select(one => (one.Step, one.IsBest, one.Metrics.Keys.Single())));
        Assert.True(double.IsNaN(read[0].Metrics["loss"]));
        Assert.Equal("content of step 1".Length, read[1].ByteCount);
    }

    [Fact]
    public async Task TakeAsync_HeadOfTheFormatBefore_ReadsItAndWritesTheNewOne()
    {
        await _blobs.PutAsync(GridPaths.SessionHead(s_id), Encoding.UTF8.GetBytes("""
            {"Format":1,"Epoch":4,"Owner":"somebody","Checkpoints":[{"Step":8,"Prefix":"sessions/one/checkpoints/0000000008-0f8fad5bd9cb469fa16570867728950e/","Parts":[{"Name":"a","Length":1,"Sha256":"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}],"TruncatedCaptionCount":3}]}
            """), BlobCondition.None, Cancellation);
        await _blobs.PutAsync("sessions/one/checkpoints/0000000008-0f8fad5bd9cb469fa16570867728950e/a", "a"u8.ToArray(), BlobCondition.None, Cancellation);
        await _blobs.PutAsync("sessions/one/checkpoints/0000000016-7c9e6679742540de944be07fc1f90ae7/a", "orphan"u8.ToArray(), BlobCondition.None, Cancellation);
        CheckpointStore store = await TakeAsync();
        Assert.Equal((5L, 8L, 3L), (store.Epoch, store.Newest!.Step, store.Newest.TruncatedCaptionCount));
        await AssertSoundAsync();
        Assert.Equal(2, (await CheckpointChecker.HeadAsync(_blobs, s_id, Cancellation)).Format);
    }

    [Fact]
    public async Task TakeAsync_HeadOfANewerFormat_RefusesAndChangesNothing()
    {
        byte[] newer = """{"Format":3,"Epoch":4,"Owner":"somebody","Checkpoints":[]}"""u8.ToArray();
        await _blobs.PutAsync(GridPaths.SessionHead(s_id), newer, BlobCondition.None, Cancellation);
        Assert.Equal(GridProblem.NewerFormat, (await Assert.ThrowsAsync<GridException>(() => TakeAsync())).Problem);
        Assert.Equal(newer, _blobs.Find(GridPaths.SessionHead(s_id)));
    }

    [Fact]
    public async Task PinAsync_ByAStrangerWhileItRuns_LeavesTheRunItsHold()
    {
        CheckpointStore store = await TakeAsync(keptCount: 1);
        await SaveAsync(store, 1);
        CheckpointInfo pinned = await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 1), true, _blobs, Cancellation);
        Assert.True(pinned.IsPinned);
        await SaveAsync(store, 2);
        Assert.False(store.IsReplaced);
        Assert.Equal([(2L, false), (1, true)], store.List().Select(one => (one.Step, one.IsPinned)));
        await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 1), false, _blobs, Cancellation);
        await store.BeatAsync(Cancellation);
        Assert.DoesNotContain(store.List(), one => one.IsPinned);
        GridException missing = await Assert.ThrowsAsync<GridException>(() => CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 9), true, _blobs, Cancellation));
        Assert.Equal((GridProblem.NotFound, "Session one has no checkpoint of step 9: take one of 2, 1."), (missing.Problem, missing.Message));
    }

    [Fact, Trait("Check", "F23")]
    public async Task BeatAsync_AnotherTookOver_SaysSoAndChangesNothing()
    {
        CheckpointStore old = await TakeAsync(), taker = await TakeAsync();
        await SaveAsync(taker, 1);
        byte[]? head = _blobs.Find(GridPaths.SessionHead(s_id));
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => old.BeatAsync(Cancellation))).Problem);
        Assert.True(old.IsReplaced);
        Assert.Equal(GridProblem.Conflict, (await Assert.ThrowsAsync<GridException>(() => SaveAsync(old, 5))).Problem);
        await old.CollectAsync(Cancellation);
        Assert.Equal(head, _blobs.Find(GridPaths.SessionHead(s_id)));
        Assert.Empty(await CheckpointChecker.FindViolationsAsync(_blobs, s_id, Cancellation));
        // The control: where the last writer wins, the old one would go on beside the new one.
        CheckpointStore blind = new(s_id, new UnconditionalBlobStore(_blobs));
        await blind.TakeAsync(Cancellation);
        await TakeAsync();
        await blind.BeatAsync(Cancellation);
        Assert.False(blind.IsReplaced);
    }

    [Fact]
    public async Task LoadAsync_BeforeAStep_GoesBackAndLetsGoOnlyWithTheNextSave()
    {
        CheckpointStore store = await TakeAsync(keptCount: 3);
        foreach (long step in new long[] { 8, 16, 24 })
            await checkpoints.SaveAsync(store, step);
        await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 24), true, _blobs, Cancellation);
        LoadedCheckpoint loaded = await store.LoadAsync(checkpoints.NewFolder(), before: 16, Cancellation);
        Assert.True(checkpoints.IsThatOf(loaded.Checkpoint!, 8));
        Assert.Equal((8L, 3), (store.Newest!.Step, store.List().Length));
        await SaveAsync(store, 9);
        Assert.Equal([9L, 8, 24], store.List().Select(one => one.Step));
        Assert.Equal(9, store.Newest.Step);
    }

    private static ImmutableSortedDictionary<string, double> Metrics(string name, double value) => ImmutableSortedDictionary<string, double>.Empty.Add(name, value);

    private async Task<CheckpointStore> TakeAsync(int keptCount = 2)
    {
        CheckpointStore store = new(s_id, _blobs) { KeptCount = keptCount };
        await store.TakeAsync(Cancellation);
        return store;
    }

    // A checkpoint of one small file: what is in it matters to nobody here.
    private async Task SaveAsync(CheckpointStore store, long step)
    {
        string folder = checkpoints.NewFolder();
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "part"), $"content of step {step}", Cancellation);
        await store.SaveAsync(folder, step, 0, null, Cancellation);
    }

    private async Task AssertSoundAsync()
    {
        Assert.Empty(await CheckpointChecker.FindViolationsAsync(_blobs, s_id, Cancellation));
        Assert.Empty(await CheckpointChecker.FindOrphansAsync(_blobs, s_id, Cancellation));
    }
}
