using System.IO.Compression;
using System.Net;
using ClipGrid.Dashboard.Datasets.Uploads;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

public sealed class UploadZipTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_Zip_ArrivesUnpackedAndLeavesNothing()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, _) = await grid.SendAsync(UploadGrid.Body(("pets.zip", UploadGrid.Zip(("pets/cat/1.png", Picture), ("__MACOSX/pets/cat/._1.png", [1]), (@"pets\dog\2.png", [1, 2])))), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(["cat/1.png", "dog/2.png"], grid.SentFiles().Keys.Order(StringComparer.Ordinal));
        Assert.Empty(grid.Scratch.EnumerateFileSystemInfos());
    }

    [Theory, Trait("Check", "S16")]
    [InlineData("../../x.png")]
    [InlineData(@"..\..\x.png")]
    [InlineData("/etc/x.png")]
    [InlineData("C:/x.png")]
    public async Task Upload_ZipWithAnUnsafePath_IsRefused(string path)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a.zip", UploadGrid.Zip((path, Picture), ("a/1.png", Picture)))), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("x.png", detail, StringComparison.Ordinal);
        Assert.Empty(grid.Transfers);
    }

    [Fact, Trait("Check", "S14")]
    public async Task Upload_ZipThatUnpacksToFarMore_IsTooLarge()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a.zip", UploadGrid.Zip(("a/1.png", new byte[50_000_000])))), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("times its size", detail, StringComparison.Ordinal);
        Assert.Empty(grid.Transfers);
    }

    [Fact, Trait("Check", "S14")]
    public async Task Upload_ZipThatListsMoreFilesThanAreTaken_IsTooLarge()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync((nameof(UploadOptions.MaxFileCount), "100"));

        (HttpStatusCode some, _) = await grid.SendAsync(UploadGrid.Body(("a.zip", UploadGrid.Zip([.. Enumerable.Range(0, 101).Select(i => ($"a/{i}.png", Picture))]))), Cancel);
        (HttpStatusCode many, string detail) = await grid.SendAsync(UploadGrid.Body(("a.zip", UploadGrid.Zip([.. Enumerable.Range(0, 30_000).Select(i => ($"a/{i}.png", Picture))]))), Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, some);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, many);
        Assert.Contains("lists too many files", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(100)]
    public async Task Upload_ZipCutOff_IsRefused(int kept)
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        byte[] zip = UploadGrid.Zip(("a/1.png", Picture), ("a/2.png", Picture));

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a.zip", zip[..kept])), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("no sound zip", detail, StringComparison.Ordinal);
        Assert.Empty(grid.Transfers);
    }

    [Fact]
    public async Task Upload_ZipWithALink_IsRefused()
    {
        await using UploadGrid grid = await UploadGrid.StartAsync();
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("a/1.png").ExternalAttributes = 0xA1FF << 16;

        (HttpStatusCode status, string detail) = await grid.SendAsync(UploadGrid.Body(("a.zip", bytes.ToArray())), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("is a link", detail, StringComparison.Ordinal);
    }
}
