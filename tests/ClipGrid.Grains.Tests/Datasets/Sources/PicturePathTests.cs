using System.Diagnostics;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

/// <summary>Which files the rows of a table may lead to.</summary>
public sealed class PicturePathTests : IDisposable
{
    private readonly ScratchFolder _outside = new ScratchFolder().WithPictures("secret.png");
    private readonly ScratchFolder _folder = new ScratchFolder().WithPictures("a.png", "in/d.png");

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("in/../a.png")]
    [InlineData("..\\a.png")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share\\a.png")]
    [InlineData("C:\\a.png")]
    [InlineData("C:a.png")]
    [InlineData("http://127.0.0.1:1/a.png")]
    [InlineData("HTTPS://example.org/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:image/png;base64,AAAA")]
    [Trait("Check", "41")]
    public async Task ReadAsync_PathThatLeaves_IsUnsafe(string path) =>
        Assert.Equal(RefusalReason.UnsafePath, (await ReadOneAsync(path)).Refusal?.Reason);

    [Theory]
    [InlineData("missing.png")]
    [InlineData("in")]
    [InlineData("in/missing/x.png")]
    [InlineData("a.png/x.png")]
    [InlineData("")]
    [Trait("Check", "41")]
    public async Task ReadAsync_NothingThere_IsNoPicture(string path) =>
        Assert.Equal(RefusalReason.NoPicture, (await ReadOneAsync(path)).Refusal?.Reason);

    [Theory]
    [InlineData("in/d.png")]
    [InlineData("in\\d.png")]
    [InlineData("./in//./d.png")]
    public async Task ReadAsync_SameFileWrittenOtherwise_HasTheSameKey(string path)
    {
        SourceSample sample = await ReadOneAsync(path);
        Assert.Equal(("in/d.png", 4), (sample.Key, sample.Picture.Length));
    }

    [Fact]
    [Trait("Check", "41")]
    public async Task ReadAsync_Links_AreNotFollowed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "out.png"), Path.Combine(_outside.Path, "secret.png"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "near.png"), Path.Combine(_folder.Path, "a.png"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "way"), _outside.Path);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loop1.png"), Path.Combine(_folder.Path, "loop2.png"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "loop2.png"), Path.Combine(_folder.Path, "loop1.png"));
        foreach (string link in (string[])["out.png", "near.png", "way/secret.png", "loop1.png"])
            Assert.Equal(RefusalReason.UnsafePath, (await ReadOneAsync(link)).Refusal?.Reason);
    }

    [Fact]
    public async Task ReadAsync_SourceReachedByALink_IsRead()
    {
        string link = _outside.Path + "-link";
        Directory.CreateSymbolicLink(link, _folder.Path);
        try
        {
            _folder.Write("captions.csv", "file,caption\na.png,a cat\n");
            Assert.Equal(["a.png: a cat"], SourceReading.Told(await SourceReading.ReadAsync(link)));
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public async Task ReadAsync_Pipe_IsNotWaitedFor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo is a Unix command.");
        using (Process make = Process.Start("mkfifo", Path.Combine(_folder.Path, "pipe.png")))
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(RefusalReason.UnsafePath, (await ReadOneAsync("pipe.png")).Refusal?.Reason);
        Assert.Contains("regular file", SourceReading.Fault(Path.Combine(_folder.Path, "pipe.png"), DatasetFormat.Csv).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadPicture_Device_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/zero is a Unix device.");
        SampleProblem? problem = new SourceFolder("/dev").ReadPicture("zero", 100, out _);
        Assert.NotNull(problem);
    }

    [Fact]
    [Trait("Check", "41")]
    public void Open_FolderThatBecameALink_IsNoticedAfterTheOpening()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel is asked by /proc.");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "way"), _outside.Path);
        SampleProblem? problem = SourceFile.Open(Path.Combine(_folder.Path, "way/secret.png"), "way/secret.png", out FileStream? stream);
        Assert.Equal((RefusalReason.UnsafePath, null), (problem?.Reason, stream));
    }

    [Fact]
    public async Task ReadAsync_PictureAtTheLimit_IsTakenAndOneByteMoreIsNot()
    {
        SourceSample fits = await ReadOneAsync("a.png", new IngestOptions { MaxPictureBytes = 4 });
        SourceSample large = await ReadOneAsync("a.png", new IngestOptions { MaxPictureBytes = 3 });
        _folder.Write("empty.png", "");
        SourceSample empty = await ReadOneAsync("empty.png");
        Assert.Equal((null, RefusalReason.TooLarge, RefusalReason.NoPicture), (fits.Refusal?.Reason, large.Refusal?.Reason, empty.Refusal?.Reason));
    }

    private async Task<SourceSample> ReadOneAsync(string path, IngestOptions? options = null)
    {
        string table = _folder.Write("captions.csv", $"file,caption\n\"{path}\",a cat\n");
        return Assert.Single(await SourceReading.ReadAsync(table, options: options));
    }
}
