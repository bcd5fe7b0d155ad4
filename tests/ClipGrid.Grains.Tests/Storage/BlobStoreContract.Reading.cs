using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public abstract partial class BlobStoreContract
{
    [Theory]
    [InlineData(0, 4, "0123")]
    [InlineData(3, 1, "3")]
    [InlineData(8, 100, "89")]
    [InlineData(9, 1, "9")]
    [InlineData(10, 1, "")]
    [InlineData(50, 1, "")]
    [InlineData(0, long.MaxValue, "0123456789")]
    public async Task OpenAsync_OfARange_ReadsThatRange(long offset, long length, string expected)
    {
        BlobInfo put = await PutAsync("range", "0123456789");
        Assert.Equal(expected, await ReadAsync("range", new BlobRange(offset, length)));
        await using BlobContent content = await Store.OpenAsync("range", new BlobRange(offset, length), Cancellation);
        Assert.Equal(put, content.Info);
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public async Task OpenAsync_OfARangeThatIsNone_RefusesIt(long offset, long length)
    {
        await PutAsync("range", "0123456789");
        await RefuseAsync(GridProblem.Invalid, () => Store.OpenAsync("range", new BlobRange(offset, length), Cancellation));
    }

    [Fact]
    public async Task OpenAsync_OfAnEmptyBlob_ReadsNothing()
    {
        await PutAsync("empty", "");
        Assert.Equal("", await ReadAsync("empty"));
        Assert.Equal("", await ReadAsync("empty", new BlobRange(0, 5)));
    }

    [Fact]
    public async Task OpenAsync_OfNoBlob_IsNotFoundAndNamesIt()
    {
        await PutAsync("a/b", "1");
        GridException exception = await RefuseAsync(GridProblem.NotFound, () => Store.OpenAsync("a", null, Cancellation));
        Assert.Contains(" a ", exception.Message, StringComparison.Ordinal);
        await RefuseAsync(GridProblem.NotFound, () => Store.OpenAsync("a/b/c", null, Cancellation));
        Assert.Null(await Store.FindAsync("a", Cancellation));
    }

    [Fact]
    public async Task OpenAsync_ThenReplacedAndDeleted_ReadsOnWhatWasOpened()
    {
        await PutAsync("x", "old content");
        await using BlobContent content = await Store.OpenAsync("x", null, Cancellation);
        using StreamReader reader = new(content.Stream);
        await PutAsync("x", "new");
        await Store.DeleteAsync("x", BlobCondition.None, Cancellation);
        Assert.Equal("old content", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task OpenAsync_CancelledAfterwards_EndsTheReading()
    {
        await PutAsync("x", "content");
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using BlobContent content = await Store.OpenAsync("x", null, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => content.Stream.ReadAsync(new byte[3], CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task ListAsync_OfAnyPrefixAndPage_GivesAllInOrdinalOrder()
    {
        string[] names = ["0", "A", "B/x", "_", "a", "a-b", "a.", "a.b", "a/...", "a/.x", "a/b", "a/b-c/d", "a/b.c", "a/b/c", "a/b0", "a0", "a@", "aa/b", "b/1", "b/10", "b/2"];
        foreach (string name in names)
            await PutAsync(name, name);
        string[] ordered = [.. names.Order(StringComparer.Ordinal)];
        foreach (string prefix in new[] { "", "a", "a/", "a/b", "a/b/", "a/.", "b/1", "b/10", "zz", "zz/", "A", "a/b/c" })
        {
            string[] expected = [.. ordered.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];
            foreach (int size in new[] { 1, 3, 5000 })
                Assert.Equal(expected, await PagedAsync(prefix, size));
        }
    }

    [Fact]
    public async Task ListAsync_Entries_AreWhatFindAsyncTells()
    {
        BlobInfo first = await PutAsync("a/1", "one");
        BlobInfo second = await PutAsync("a/2", "three");
        BlobPage page = await Store.ListAsync("a/", null, 10, Cancellation);
        Assert.Equal([first, second], page.Blobs);
        Assert.Null(page.Continuation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5001)]
    public async Task ListAsync_OfAPageOutOfRange_RefusesIt(int size) =>
        await RefuseAsync(GridProblem.Invalid, () => Store.ListAsync("", null, size, Cancellation));

    [Theory]
    [InlineData("../")]
    [InlineData("a//")]
    [InlineData("/")]
    [InlineData("a~")]
    public async Task ListAsync_OfAPrefixThatIsNone_RefusesIt(string prefix) =>
        await RefuseAsync(GridProblem.Invalid, () => Store.ListAsync(prefix, null, 10, Cancellation));

    private async Task<string[]> PagedAsync(string prefix, int size)
    {
        List<string> names = [];
        string? continuation = null;
        do
        {
            BlobPage page = await Store.ListAsync(prefix, continuation, size, Cancellation);
            Assert.InRange(page.Blobs.Length, 0, size);
            names.AddRange(page.Blobs.Select(blob => blob.Name));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return [.. names];
    }
}
