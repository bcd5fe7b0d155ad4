using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Checkpoints;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

public sealed class SessionWatchTests
{
    private static readonly SessionId s_id = SessionId.Parse("one");
    private readonly MemoryBlobStore _blobs = new();
    private readonly TimerClock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F23")]
    public async Task IsAliveElsewhereAsync_OwnerBeats_IsTrue()
    {
        CheckpointStore owner = await TakeAsync();
        Task<bool> watching = SessionWatch.IsAliveElsewhereAsync(s_id, _blobs, _time, Cancellation);
        await PollAsync(watching, 9);
        Assert.False(watching.IsCompleted);
        await owner.BeatAsync(Cancellation);
        await PollAsync(watching, 1);
        Assert.True(await watching);
    }

    [Fact, Trait("Check", "F23")]
    public async Task IsAliveElsewhereAsync_OwnerIsSilentAndSomebodyPins_IsFalseAfterItsTime()
    {
        CheckpointStore owner = await TakeAsync();
        string folder = Directory.CreateTempSubdirectory().FullName;
        await owner.SaveAsync(folder, 1, 0, null, Cancellation);
        Directory.Delete(folder);
        Task<bool> watching = SessionWatch.IsAliveElsewhereAsync(s_id, _blobs, _time, Cancellation);
        await PollAsync(watching, 12);
        Assert.False(watching.IsCompleted);
        await CheckpointCatalog.PinAsync(new CheckpointRef(s_id, 1), true, _blobs, Cancellation);
        await PollAsync(watching, 1);
        Assert.False(await watching);
    }

    [Fact]
    public async Task IsAliveElsewhereAsync_NobodyHasItOrItWasReleased_IsFalseAtOnce()
    {
        Assert.False(await SessionWatch.IsAliveElsewhereAsync(s_id, _blobs, _time, Cancellation));
        CheckpointStore owner = await TakeAsync();
        await owner.ReleaseAsync(Cancellation);
        Assert.False(await SessionWatch.IsAliveElsewhereAsync(s_id, _blobs, _time, Cancellation));
        await TakeAsync();
        Task<bool> watching = SessionWatch.IsAliveElsewhereAsync(s_id, _blobs, _time, Cancellation);
        Assert.False(watching.IsCompleted);
        await PollAsync(watching, 13);
        Assert.False(await watching);
    }

    private async Task<CheckpointStore> TakeAsync()
    {
        CheckpointStore owner = new(s_id, _blobs);
        await owner.TakeAsync(Cancellation);
        return owner;
    }

    private Task PollAsync(Task watching, int count) => _time.PassAsync(watching, TimeSpan.FromSeconds(2), count, Cancellation);
}
