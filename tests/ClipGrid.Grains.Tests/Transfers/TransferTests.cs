using System.Formats.Tar;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Transfers;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Datasets;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Transfers;
using Xunit;

namespace ClipGrid.Grains.Tests.Transfers;

public sealed class TransferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task PackAndUnpack_AFolder_GivesTheSameFilesAndDeletingLeavesNothing()
    {
        FileBlobStore store = new(_folder.File("store"));
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(store, siloCount: 1);
        string source = Directory.CreateDirectory(_folder.File("source/inner")).Parent!.FullName;
        byte[] large = new byte[1_300_000];
        new Random(1).NextBytes(large);
        await File.WriteAllBytesAsync(Path.Combine(source, "large.bin"), large, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(source, "inner", "ä.txt"), "text", Cancellation);

        TransferFiles files = new(cluster.Grains, store);
        TransferId id = await files.PackAsync(source, Cancellation);
        string unpacked = await files.UnpackAsync(id, _folder.File("scratch"), Cancellation);
        Assert.Equal(large, await File.ReadAllBytesAsync(Path.Combine(unpacked, "large.bin"), Cancellation));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(unpacked, "inner", "ä.txt"), Cancellation));

        await cluster.Transfer(id).DeleteAsync(Cancellation);
        Assert.Empty((await store.ListAsync("transfers/", null, 10, Cancellation)).Blobs);
        await Throws(GridProblem.NotFound, () => files.UnpackAsync(id, _folder.File("scratch"), Cancellation));
    }

    [Fact]
    [Trait("Check", "F33")]
    public async Task Append_PiecesRepeatedAndOutOfOrder_AreStoredOnceAndMissingOnesNamed()
    {
        FileBlobStore store = new(_folder.Path);
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(store, siloCount: 1);
        ITransferGrain transfer = cluster.Transfer(TransferId.New());
        Assert.Equal(3, await transfer.AppendAsync(0, new byte[] { 1, 2, 3 }, Cancellation));
        Assert.Equal(3, await transfer.AppendAsync(0, new byte[] { 1, 2, 3 }, Cancellation));
        GridException missing = await Assert.ThrowsAsync<GridException>(() => transfer.AppendAsync(5, new byte[] { 6 }, Cancellation));
        Assert.Contains("go on from byte 3", missing.Message, StringComparison.Ordinal);
        Assert.Equal(5, await transfer.AppendAsync(3, new byte[] { 4, 5 }, Cancellation));
        await Throws(GridProblem.Invalid, () => transfer.CompleteAsync(4, Cancellation));
        await transfer.CompleteAsync(5, Cancellation);
        await transfer.CompleteAsync(5, Cancellation);
        await Throws(GridProblem.WrongState, () => transfer.AppendAsync(5, new byte[] { 6 }, Cancellation));
        byte[] end = [.. (await transfer.ReadAsync(2, Cancellation)).Bytes.ToArray(), .. (await transfer.ReadAsync(3, Cancellation)).Bytes.ToArray()];
        Assert.Equal(new byte[] { 3, 4, 5 }, end);
        Assert.True((await transfer.ReadAsync(5, Cancellation)).Bytes.IsEmpty);
        Assert.Equal(new TransferInfo(5, true), await transfer.GetAsync(Cancellation));
    }

    [Theory]
    [InlineData("../out", TarEntryType.RegularFile)]
    [InlineData("/etc/out", TarEntryType.RegularFile)]
    [InlineData("a/../../out", TarEntryType.RegularFile)]
    [InlineData("a\\out", TarEntryType.RegularFile)]
    [InlineData("link", TarEntryType.SymbolicLink)]
    [InlineData("link", TarEntryType.HardLink)]
    [InlineData("pipe", TarEntryType.Fifo)]
    public async Task Unpack_AnEntryThatLeavesTheFolder_IsRefused(string name, TarEntryType type)
    {
        using MemoryStream tar = new();
        await using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            PaxTarEntry entry = new(type, name);
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                entry.LinkName = "/etc/passwd";
            await writer.WriteEntryAsync(entry, Cancellation);
        }
        tar.Position = 0;
        string folder = Directory.CreateDirectory(_folder.File("in/side")).FullName;
        await Throws(GridProblem.Invalid, () => TarFolder.UnpackAsync(tar, folder, Cancellation));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Assert.False(File.Exists(_folder.File("in/out")));
    }

    [Fact]
    public async Task Collect_ATransferOfYesterday_IsDeletedAndOneOfTodayIsNot()
    {
        FileBlobStore store = new(_folder.Path);
        TransferId old = TransferId.New(), young = TransferId.New();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach ((TransferId id, DateTimeOffset touched) in new[] { (old, now.AddHours(-25)), (young, now.AddHours(-23)) })
        {
            TransferBlobs blobs = new(store, id);
            await blobs.PutStateAsync(touched, isComplete: false, Cancellation);
            await blobs.PutPieceAsync(0, new byte[] { 1 }, Cancellation);
        }
        await using DatasetCluster cluster = await DatasetCluster.StartAsync(store, siloCount: 1);
        // The silo has begun to collect by itself; collecting once more waits for nothing but finds the same.
        await using Grains.Cluster.BackgroundWork background = new(Microsoft.Extensions.Logging.Abstractions.NullLogger<Grains.Cluster.BackgroundWork>.Instance);
        await new TransferCollector(store, cluster.Grains, TimeProvider.System, background).CollectAsync(Cancellation);
        Assert.Equal(0, (await cluster.Transfer(old).GetAsync(Cancellation)).Length);
        Assert.Equal(1, (await cluster.Transfer(young).GetAsync(Cancellation)).Length);
    }

    private static async Task Throws(GridProblem problem, Func<Task> call) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(call)).Problem);
}
