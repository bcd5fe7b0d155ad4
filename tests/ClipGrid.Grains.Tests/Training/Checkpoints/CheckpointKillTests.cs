using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>A process that is killed at each of its calls to the store, before the call is done and after it.</summary>
public sealed class CheckpointKillTests(CheckpointFixture checkpoints) : IClassFixture<CheckpointFixture>
{
    private static readonly SessionId s_id = SessionId.Parse("one"), s_source = SessionId.Parse("source");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F5")]
    public async Task SaveAsync_KilledAtAnyCall_TheNewestWholeCheckpointIsGoneOnFrom()
    {
        List<string> calls = await EachKillAsync(
            PrepareAsync, SaveAsync, store => store, async (blobs, isDone, call) =>
            {
                Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
                CheckpointStore next = new(s_id, blobs);
                await next.TakeAsync(Cancellation);
                LoadedCheckpoint loaded = await next.LoadAsync(checkpoints.NewFolder(), null, Cancellation);
                long step = next.Newest!.Step;
                Assert.Empty(loaded.Skipped);
                Assert.True(checkpoints.IsThatOf(loaded.Checkpoint!, step), call);
                Assert.True(step == 16 || !isDone, $"Step 16 was stored and is lost: {call}");
                Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
                Assert.Empty(await CheckpointChecker.FindOrphansAsync(blobs, s_id, Cancellation));
                return step;
            });
        // All the points were there: before and after each of three parts, the head, and what is let go afterwards.
        Assert.True(calls.Count(call => call.StartsWith("put", StringComparison.Ordinal) && call.Contains("/0000000016-", StringComparison.Ordinal)) == 3, string.Join('\n', calls));
        Assert.Contains(calls, call => call.StartsWith("delete", StringComparison.Ordinal));
    }

    [Fact, Trait("Check", "F5")]
    public async Task SaveAsync_ThatWroteTheHeadFirst_WouldBeFoundOut()
    {
        int violations = 0;
        await EachKillAsync(PrepareAsync, SaveAsync, store => new PointerFirstBlobStore(store), async (blobs, _, _) =>
        {
            violations += (await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation)).Count;
            return 0;
        });
        Assert.NotEqual(0, violations);
    }

    [Fact, Trait("Check", "F5")]
    public async Task CopyFromAsync_KilledAtAnyCall_IsWholeAfterTheNextOne()
    {
        await EachKillAsync(PrepareSourceAsync, CopyAsync, store => store, async (blobs, _, call) =>
        {
            Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_id, Cancellation));
            await CopyAsync(blobs);
            CheckpointStore next = new(s_id, blobs);
            await next.TakeAsync(Cancellation);
            LoadedCheckpoint loaded = await next.LoadAsync(checkpoints.NewFolder(), null, Cancellation);
            Assert.True(checkpoints.IsThatOf(loaded.Checkpoint!, 16), call);
            Assert.Equal("words"u8.ToArray(), await blobs.GetAsync(GridPaths.SessionVocabulary(s_id) + "vocab.json", null, Cancellation));
            Assert.Equal("pairs"u8.ToArray(), await blobs.GetAsync(GridPaths.SessionVocabulary(s_id) + "merges.txt", null, Cancellation));
            Assert.Empty(await CheckpointChecker.FindOrphansAsync(blobs, s_id, Cancellation));
            Assert.Empty(await CheckpointChecker.FindViolationsAsync(blobs, s_source, Cancellation));
            return 0;
        });
    }

    // Runs an action on a store that dies at call 0, 1, 2, … until it survives; returns the calls of that last time.
    private static async Task<List<string>> EachKillAsync(
        Func<MemoryBlobStore, Task> prepareAsync, Func<IBlobStore, Task> actAsync, Func<IBlobStore, IBlobStore> wrap, Func<MemoryBlobStore, bool, string, Task<long>> checkAsync)
    {
        bool wasKilled = true;
        List<string> calls = [];
        for (int at = 0; wasKilled; at++)
            foreach (bool isAfter in new[] { false, true })
            {
                MemoryBlobStore blobs = new();
                await prepareAsync(blobs);
                KillingBlobStore killing = new(blobs, at, isAfter);
                bool isDone = await Record.ExceptionAsync(() => actAsync(wrap(killing))) is not KilledException;
                wasKilled = !isDone;
                calls = killing.Calls;
                await checkAsync(blobs, isDone, $"killed {(isAfter ? "after" : "before")} call {at}, {(at < calls.Count ? calls[at] : "none")}");
            }
        return calls;
    }

    private async Task PrepareAsync(MemoryBlobStore blobs)
    {
        CheckpointStore store = new(s_id, blobs) { KeptCount = 1 };
        await store.TakeAsync(Cancellation);
        await checkpoints.SaveAsync(store, 8);
        await blobs.PutAsync(CheckpointPrefix.New(s_id, 9, 1) + "left", new byte[1], BlobCondition.None, Cancellation);
    }

    private async Task SaveAsync(IBlobStore blobs)
    {
        CheckpointStore store = new(s_id, blobs) { KeptCount = 1 };
        await store.TakeAsync(Cancellation);
        await checkpoints.SaveAsync(store, 16);
        await store.CollectAsync(Cancellation);
    }

    private async Task PrepareSourceAsync(MemoryBlobStore blobs)
    {
        CheckpointStore store = new(s_source, blobs);
        await store.TakeAsync(Cancellation);
        await checkpoints.SaveAsync(store, 8);
        await checkpoints.SaveAsync(store, 16);
        await blobs.PutAsync(GridPaths.SessionVocabulary(s_source) + "vocab.json", "words"u8.ToArray(), BlobCondition.None, Cancellation);
        await blobs.PutAsync(GridPaths.SessionVocabulary(s_source) + "merges.txt", "pairs"u8.ToArray(), BlobCondition.None, Cancellation);
    }

    private static async Task CopyAsync(IBlobStore blobs)
    {
        CheckpointStore store = new(s_id, blobs);
        await store.TakeAsync(Cancellation);
        await store.CopyFromAsync(new CheckpointRef(s_source, 16), Cancellation);
    }
}
