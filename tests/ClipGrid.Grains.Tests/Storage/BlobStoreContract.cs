using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>What every blob store does; each store's tests run all of it.</summary>
public abstract partial class BlobStoreContract : IAsyncLifetime
{
    private IBlobStore? _store;

    private protected IBlobStore Store => _store!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenStoreAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty store.</summary>
    private protected abstract Task<IBlobStore> OpenStoreAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(9_000_000)]
    public async Task PutAsync_OfAnyLength_IsReadBackWhole(int length)
    {
        byte[] content = GeneratedStream.Bytes(length);
        BlobInfo put = await Store.PutAsync("a/b.bin", content, BlobCondition.None, Cancellation);
        Assert.Equal(new BlobInfo("a/b.bin", length, put.ETag), put);
        Assert.Equal(put, await Store.FindAsync("a/b.bin", Cancellation));
        Assert.Equal(content, await Store.GetAsync("a/b.bin", null, Cancellation));
    }

    [Fact]
    public async Task PutAsync_OfTheSameContent_ChangesTheTag()
    {
        HashSet<string> tags = [];
        for (int i = 0; i < 10; i++)
            Assert.True(tags.Add((await PutAsync("same", "content")).ETag));
    }

    [Fact]
    public async Task PutAsync_OfAStreamReadHalfWay_WritesTheRestAndLeavesItOpen()
    {
        using MemoryStream stream = new("0123456789"u8.ToArray()) { Position = 4 };
        await Store.PutAsync("rest", stream, BlobCondition.None, Cancellation);
        Assert.Equal("456789", await ReadAsync("rest"));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task PutAsync_IfMatch_HoldsForTheNewestTagOnly()
    {
        BlobInfo first = await PutAsync("x", "1");
        BlobInfo second = await PutAsync("x", "2", BlobCondition.IfMatch(first.ETag));
        await RefuseAsync(GridProblem.Conflict, () => PutAsync("x", "3", BlobCondition.IfMatch(first.ETag)));
        await RefuseAsync(GridProblem.Conflict, () => PutAsync("absent", "3", BlobCondition.IfMatch(second.ETag)));
        Assert.Equal("2", await ReadAsync("x"));
        Assert.Null(await Store.FindAsync("absent", Cancellation));
    }

    [Fact]
    public async Task PutAsync_IfAbsent_HoldsOnce()
    {
        await PutAsync("x", "1", BlobCondition.IfAbsent);
        await RefuseAsync(GridProblem.Conflict, () => PutAsync("x", "2", BlobCondition.IfAbsent));
        Assert.Equal("1", await ReadAsync("x"));
        await Store.DeleteAsync("x", BlobCondition.None, Cancellation);
        await PutAsync("x", "3", BlobCondition.IfAbsent);
        Assert.Equal("3", await ReadAsync("x"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutAsync_Of32RacersOnOneState_HasOneWinner(bool exists)
    {
        BlobCondition condition = exists ? BlobCondition.IfMatch((await PutAsync("race", "start")).ETag) : BlobCondition.IfAbsent;
        bool[] won = await RaceAsync(condition);
        Assert.Equal(1, won.Count(w => w));
        Assert.Equal($"racer {Array.IndexOf(won, true)}", await ReadAsync("race"));
    }

    [Fact]
    public async Task PutAsync_Of32RacersWithoutACondition_LetsAllWin()
    {
        Assert.All(await RaceAsync(BlobCondition.None), Assert.True);
        Assert.StartsWith("racer ", await ReadAsync("race"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000_000)]
    public async Task PutAsync_CancelledWhileItReads_LeavesNothingVisible(long at)
    {
        await PutAsync("other", "1");
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using GeneratedStream content = new(20_000_000, position =>
        {
            if (position >= at)
                source.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("cancelled", content, BlobCondition.None, source.Token));
        Assert.Null(await Store.FindAsync("cancelled", Cancellation));
        Assert.Equal(["other"], await NamesAsync(""));
    }

    [Fact]
    public async Task PutAsync_OfAStreamThatFails_LeavesTheFormerContent()
    {
        BlobInfo before = await PutAsync("x", "before");
        using GeneratedStream content = new(20_000_000, position => throw new InvalidDataException($"at {position}"));
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.PutAsync("x", content, BlobCondition.None, Cancellation));
        Assert.Equal(before, await Store.FindAsync("x", Cancellation));
        Assert.Equal("before", await ReadAsync("x"));
    }

    [Fact]
    public async Task DeleteAsync_OfABlob_TakesItAwayOnce()
    {
        await PutAsync("a/b", "1");
        await PutAsync("a/c", "2");
        Assert.True(await Store.DeleteAsync("a/b", BlobCondition.None, Cancellation));
        Assert.False(await Store.DeleteAsync("a/b", BlobCondition.None, Cancellation));
        Assert.False(await Store.DeleteAsync("a/b", BlobCondition.IfMatch("\"0x1\""), Cancellation));
        Assert.Null(await Store.FindAsync("a/b", Cancellation));
        Assert.Equal(["a/c"], await NamesAsync(""));
    }

    [Fact]
    public async Task DeleteAsync_IfMatch_HoldsForTheNewestTagOnly()
    {
        BlobInfo first = await PutAsync("x", "1");
        BlobInfo second = await PutAsync("x", "2");
        await RefuseAsync(GridProblem.Conflict, () => Store.DeleteAsync("x", BlobCondition.IfMatch(first.ETag), Cancellation));
        Assert.True(await Store.DeleteAsync("x", BlobCondition.IfMatch(second.ETag), Cancellation));
    }

    [Fact]
    public async Task DeleteAllAsync_OfAPrefix_LeavesTheRest()
    {
        foreach (string name in new[] { "a/1", "a/2", "a/b/3", "ab", "b" })
            await PutAsync(name, name);
        Assert.Equal(3, await Store.DeleteAllAsync("a/", Cancellation));
        Assert.Equal(["ab", "b"], await NamesAsync(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./b")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\..\\b")]
    [InlineData("C:x")]
    [InlineData("a\0b")]
    [InlineData("a~")]
    [InlineData("~tmp/x")]
    [InlineData("ä")]
    [InlineData("a%2f..")]
    [InlineData("a?b#c")]
    public async Task AnyMethod_OfANameThatIsNone_RefusesIt(string name)
    {
        await RefuseAsync(GridProblem.Invalid, () => PutAsync(name, "1"));
        await RefuseAsync(GridProblem.Invalid, () => Store.FindAsync(name, Cancellation));
        await RefuseAsync(GridProblem.Invalid, () => Store.OpenAsync(name, null, Cancellation));
        await RefuseAsync(GridProblem.Invalid, () => Store.DeleteAsync(name, BlobCondition.None, Cancellation));
        Assert.Empty(await NamesAsync(""));
    }

    private async Task<bool[]> RaceAsync(BlobCondition condition)
    {
        TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<bool>[] racers = [.. Enumerable.Range(0, 32).Select(async racer =>
        {
            await start.Task;
            try
            {
                await PutAsync("race", $"racer {racer}", condition);
                return true;
            }
            catch (GridException exception) when (exception.Problem == GridProblem.Conflict)
            {
                return false;
            }
        })];
        start.SetResult();
        return await Task.WhenAll(racers);
    }

    private protected Task<BlobInfo> PutAsync(string name, string content, BlobCondition condition = default) =>
        Store.PutAsync(name, Encoding.UTF8.GetBytes(content), condition, Cancellation);

    private protected async Task<string> ReadAsync(string name, BlobRange? range = null) => Encoding.UTF8.GetString(await Store.GetAsync(name, range, Cancellation));

    private protected async Task<string[]> NamesAsync(string prefix) =>
        await Store.ListAllAsync(prefix, Cancellation).Select(blob => blob.Name).ToArrayAsync(Cancellation);

    private protected static async Task<GridException> RefuseAsync(GridProblem problem, Func<Task> act)
    {
        GridException exception = await Assert.ThrowsAsync<GridException>(act);
        Assert.Equal(problem, exception.Problem);
        return exception;
    }
}
