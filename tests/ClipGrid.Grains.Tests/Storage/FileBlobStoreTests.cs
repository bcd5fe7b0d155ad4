using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class FileBlobStoreTests : BlobStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<IBlobStore> OpenStoreAsync() => Task.FromResult<IBlobStore>(new FileBlobStore(_folder.Path));

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task PutAsync_ByTwoStoresOnOneFolder_HasOneWinnerARound()
    {
        // Each store stands for a process: they share nothing but the folder.
        FileBlobStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => new FileBlobStore(_folder.Path))];
        string etag = (await PutAsync("race", "start")).ETag;
        for (int round = 0; round < 25; round++)
        {
            BlobInfo?[] written = await Task.WhenAll(stores.Select(store => TryPutAsync(store, etag)));
            etag = Assert.Single(written, blob => blob is not null)!.ETag;
        }
    }

    [Fact]
    public async Task Constructor_AfterACrash_RemovesWhatWasHalfWrittenOnly()
    {
        await PutAsync("whole", "1");
        string abandoned = Path.Combine(_folder.Path, BlobFolder.TemporaryFolder, "abandoned");
        await File.WriteAllTextAsync(abandoned, "half", Cancellation);
        using GeneratedStream content = new(1000, position => Assert.Equal(["whole"], Reopen()));
        await Store.PutAsync("written-meanwhile", content, BlobCondition.None, Cancellation);
        Assert.False(File.Exists(abandoned));
        Assert.Equal(["whole", "written-meanwhile"], Reopen());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, BlobFolder.TemporaryFolder)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(40)]
    public async Task OpenAsync_OfACutFile_IsCorruptUntilReplaced(int length)
    {
        await PutAsync("cut", "0123456789012345678901234567890123456789");
        using (FileStream file = new(_folder.File("cut~"), FileMode.Open))
            file.SetLength(length);
        GridException exception = await RefuseAsync(GridProblem.Corrupt, () => Store.OpenAsync("cut", null, Cancellation));
        Assert.Contains("cut~", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["cut"], await NamesAsync(""));
        await PutAsync("cut", "whole");
        Assert.Equal("whole", await ReadAsync("cut"));
    }

    [Fact]
    public async Task OpenAsync_OfALargeBlobReplacedWhileRead_ReadsOnWhatWasOpened()
    {
        byte[] old = GeneratedStream.Bytes(5_000_000);
        await Store.PutAsync("x", old, BlobCondition.None, Cancellation);
        await using BlobContent content = await Store.OpenAsync("x", null, Cancellation);
        byte[] read = new byte[old.Length];
        await content.Stream.ReadExactlyAsync(read.AsMemory(0, 1000), Cancellation);
        await PutAsync("x", "new");
        await content.Stream.ReadExactlyAsync(read.AsMemory(1000), Cancellation);
        Assert.Equal(old, read);
    }

    [Fact]
    public async Task DeleteAsync_OfTheLastBlobInAFolder_RemovesTheFolder()
    {
        await PutAsync("a/b/c", "1");
        await PutAsync("a/d", "2");
        await Store.DeleteAsync("a/b/c", BlobCondition.None, Cancellation);
        Assert.False(Directory.Exists(_folder.File("a/b")));
        Assert.True(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public async Task PutAsync_WhileOthersEmptyItsFolder_Succeeds()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (int i = 0; i < 50; i++)
            {
                await PutAsync($"a/b/c/{writer}", "1");
                Assert.True(await Store.DeleteAsync($"a/b/c/{writer}", BlobCondition.None, Cancellation));
            }
        }));
        Assert.False(Directory.Exists(_folder.File("a")));
    }

    [Fact]
    public async Task ListAsync_Of100000Blobs_FindsThemAll()
    {
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        FileBlobStore store = new(folder.Path);
        for (int i = 0; i < 100_000; i++)
        {
            if (i % 1000 == 0)
                Directory.CreateDirectory(folder.File($"many/{i / 1000:000}"));
            await File.WriteAllBytesAsync(folder.File($"many/{i / 1000:000}/{i % 1000:000}~"), BlobFile.NewTrailer(0, out _), Cancellation);
        }
        await store.PutAsync("few/one", new byte[1], BlobCondition.None, Cancellation);
        Assert.Equal("few/one", (await store.ListAllAsync("few/", Cancellation).SingleAsync(Cancellation)).Name);
        Assert.Equal(1000, await store.ListAllAsync("many/042/", Cancellation).CountAsync(Cancellation));
        Assert.Equal(100_001, await store.ListAllAsync("", Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task ListAsync_OfAPrefix_OpensOnlyFoldersThatCanHoldIt()
    {
        foreach (string name in new[] { "few/one", "many/041/x", "many/042/x", "many/042b/x" })
            await PutAsync(name, name);
        string[] folders = ["few", "many", "many/041", "many/042", "many/042b"];
        Assert.SkipUnless((await ReadFoldersAsync(folders, "")).SequenceEqual(folders), "This file system does not note when a folder was read.");
        Assert.Equal(["few"], await ReadFoldersAsync(folders, "few/"));
        Assert.Equal(["many", "many/042", "many/042b"], await ReadFoldersAsync(folders, "many/042"));
        Assert.Equal(["many/042"], await ReadFoldersAsync(folders, "many/042/"));
    }

    // The system notes when a folder was read last, where that was before its last change.
    private async Task<IEnumerable<string>> ReadFoldersAsync(string[] folders, string prefix)
    {
        foreach (string folder in folders)
            Directory.SetLastAccessTimeUtc(_folder.File(folder), DateTime.UnixEpoch);
        await NamesAsync(prefix);
        return folders.Where(folder => Directory.GetLastAccessTimeUtc(_folder.File(folder)) > DateTime.UnixEpoch);
    }

    private string[] Reopen()
    {
        _ = new FileBlobStore(_folder.Path);
        return [.. new BlobFolder(_folder.Path).Names("", null)];
    }

    private static async Task<BlobInfo?> TryPutAsync(FileBlobStore store, string etag)
    {
        try
        {
            return await store.PutAsync("race", new byte[10], BlobCondition.IfMatch(etag), Cancellation);
        }
        catch (GridException exception) when (exception.Problem == GridProblem.Conflict)
        {
            return null;
        }
    }
}
