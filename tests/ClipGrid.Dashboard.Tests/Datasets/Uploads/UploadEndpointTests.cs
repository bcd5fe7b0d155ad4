using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Datasets.Uploads;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

public sealed class UploadEndpointTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "68")]
    public async Task Upload_FolderOfClasses_ArrivesUnderItsOwnPathsWhateverThePartsAreCalled()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("pets/cat/1.png", Picture), ("pets/.DS_Store", [1]), ("pets/dog/ä 2.png", [1, 2])), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Dictionary<string, byte[]> files = grid.SentFiles();
        Assert.Equal(["cat/1.png", "dog/ä 2.png"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Picture, files["cat/1.png"]);
        DatasetSource source = Assert.Single(grid.Added).Source;
        Assert.Equal("pets", source.Location);
    }

    [Fact, Trait("Check", "78")]
    public async Task Upload_ThousandsOfFiles_AllArrive()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body([.. Enumerable.Range(0, 10_000).Select(i => ($"a/{i}.png", Picture))]), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(10_000, grid.SentFiles().Count);
    }

    [Theory, Trait("Check", "S14")]
    [InlineData(nameof(UploadOptions.MaxFileCount), "2", "3 files")]
    [InlineData(nameof(UploadOptions.MaxByteCount), "11", "12 B")]
    [InlineData(nameof(UploadOptions.MaxPictureByteCount), "3", "a picture may have 3 B")]
    public async Task Upload_AboveALimit_IsTooLargeAndNothingStays(string key, string limit, string words)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync((key, limit));

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture), ("a/2.png", Picture), ("b/3.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains(words, detail, StringComparison.Ordinal);
        AssertNothingStays(grid);
    }

    [Theory, Trait("Check", "S16")]
    [InlineData("../x.png")]
    [InlineData("a/../../x.png")]
    [InlineData("/etc/x.png")]
    [InlineData("C:/x.png")]
    [InlineData("a\\x.png")]
    [InlineData("a/x\u202Egnp.exe")]
    [InlineData("a/\uFF0E\uFF0E/x.png")]
    [InlineData("a\uFF0Fx.png")]
    [InlineData("a/x\0.png")]
    [InlineData("a//x.png")]
    public async Task Upload_UnsafePath_IsRefusedAndNothingStays(string path)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body((path, Picture), ("a/2.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty(detail);
        AssertNothingStays(grid);
    }

    [Theory, Trait("Check", "68")]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Upload_FileOfAnotherSizeThanAnnounced_IsRefusedAndNothingStays(long announced)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a/1.png", announced, new ByteArrayContent(Picture)), ("a/2.png", 4, new ByteArrayContent(Picture))), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("announced", detail, StringComparison.Ordinal);
        AssertNothingStays(grid);
    }

    [Theory, Trait("Check", "68")]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", HttpStatusCode.BadRequest)]
    public async Task Upload_BodyThatIsNone_IsRefusedWithASentence(string type, HttpStatusCode expected)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        using ByteArrayContent body = new("--y\r\n\r\nnothing"u8.ToArray());
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        (HttpStatusCode status, string detail) = await grid.SendAsync(body, Cancel);

        Assert.Equal(expected, status);
        Assert.NotEmpty(detail);
    }

    [Fact]
    public async Task Upload_OneFileMissingOrOneMore_IsRefusedAndNothingStays()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        MultipartFormDataContent more = UploadGrid.Body(("a/1.png", Picture));
        more.Add(new ByteArrayContent(Picture), "file", "x");

        (HttpStatusCode tooMany, _) = await grid.SendAsync(more, Cancel);
        using MultipartFormDataContent fewer = new() { { new ByteArrayContent(await UploadGrid.Body(("a/1.png", Picture)).First().ReadAsByteArrayAsync(Cancel)), "request" } };
        (HttpStatusCode tooFew, string detail) = await grid.SendAsync(fewer, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, tooMany);
        Assert.Equal(HttpStatusCode.BadRequest, tooFew);
        Assert.Contains("Only 0 of 1 files came", detail, StringComparison.Ordinal);
        AssertNothingStays(grid);
    }

    [Fact, Trait("Check", "S10")]
    public async Task Upload_WithoutThePagesHeader_IsRefused()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        grid.Http.DefaultRequestHeaders.Clear();

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(UploadEndpoints.Header, detail, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "S10")]
    public async Task Upload_FromAPageOfAnotherSite_IsForbidden()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        grid.Http.DefaultRequestHeaders.Add("Origin", "https://example.org");

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        AssertNothingStays(grid);
    }

    [Fact]
    public async Task Upload_WhileSomethingIsAdded_ConflictsBeforeAnythingIsSent()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        grid.IsBusy = true;

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.False(grid.Appended.Task.IsCompleted);
    }

    [Fact]
    public async Task Upload_GridRefusesTheIngest_DeletesWhatWasSent()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        grid.Refusal = new GridException(GridProblem.StorageFull, "The storage is full: free some.");

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);

        Assert.Equal(HttpStatusCode.InsufficientStorage, status);
        Assert.Equal("The storage is full: free some.", detail);
        AssertNothingStays(grid);
    }

    [Fact]
    public async Task Upload_IngestHasEnded_DeletesWhatWasSent()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);
        await grid.Deleted.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Empty(grid.Transfers);
    }

    [Theory, Trait("Check", "78")]
    [InlineData("a/1.tar", false)]
    [InlineData("a.zip", true)]
    public async Task Upload_BrokenOffMidway_LeavesNothing(string path, bool isZip)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        EndlessContent content = new();

        Task<(HttpStatusCode, string)> sending = grid.SendAsync(UploadGrid.Body((path, 1L << 30, content)), leave.Token);
        await (isZip ? content.Begun.Task : grid.Appended.Task).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        if (!isZip)
            await grid.Deleted.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        AssertNothingStays(grid);
    }

    [Fact, Trait("Check", "S14")]
    public async Task Upload_MoreThanThereArePlaces_IsAskedToComeLater()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync((nameof(UploadOptions.MaxConcurrentCount), "1"));
        using CancellationTokenSource leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task first = grid.SendAsync(UploadGrid.Body(("1.tar", 1L << 30, new EndlessContent())), leave.Token);
        await grid.Appended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("a/1.png", Picture)), Cancel);
        await leave.CancelAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact, Trait("Check", "L9")]
    public async Task Upload_ShardOfHalfAGigabyte_PassesThroughInLittleMemory()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        grid.KeepsBytes = false;
        const long size = 500L << 20;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("1.tar", size, new EndlessContent(size, () => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false))))), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.InRange(most - before, long.MinValue, 150L << 20);
    }

    [Fact]
    public async Task Plan_FilesThatNobodyMeans_AreLeftOutWithReasons()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync((nameof(UploadOptions.MaxPictureByteCount), "100"));
        using StringContent body = new("""{"files":[{"path":"p/a/1.png","size":4},{"path":"p/.DS_Store","size":1},{"path":"p/a/huge.png","size":101}]}""", Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await grid.Http.PostAsync("/uploads/plan", body, Cancel);
        string json = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"words\":\"1 picture in 1 class folder\"", json, StringComparison.Ordinal);
        Assert.Contains("\"index\":1", json, StringComparison.Ordinal);
        Assert.Contains("a picture may have 100 B", json, StringComparison.Ordinal);
    }

    private static void AssertNothingStays(UploadGrid grid)
    {
        Assert.Empty(grid.Added);
        Assert.Empty(grid.Transfers);
        Assert.Empty(grid.Scratch.EnumerateFileSystemInfos());
    }
}
