using System.Collections.Immutable;
using System.Formats.Tar;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>Folders as tars, there and back.</summary>
public sealed class TarTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PackThenUnpack_Folder_IsTheSameFolder()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = new byte[70_000];
        new Random(1).NextBytes(bytes);
        folder.Write("in/z/deep/a b.png", bytes);
        folder.Write("in/ünï.txt", [1]);
        folder.Write("in/empty", []);
        using MemoryStream tar = new();

        await TarPacking.PackAsync(LocalFiles.OfSource([folder.In("in")]), tar, Cancel);
        tar.Position = 0;
        await TarUnpacking.UnpackAsync(tar, folder.In("out"), Cancel);

        Assert.Equal(bytes, File.ReadAllBytes(folder.In("out/z/deep/a b.png")));
        Assert.Equal([1], File.ReadAllBytes(folder.In("out/ünï.txt")));
        Assert.Equal(3, Directory.GetFiles(folder.In("out"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Pack_SameFiles_IsTheSameTar()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", [1]);
        folder.Write("b/c", [2]);
        ImmutableArray<LocalFile> files = LocalFiles.OfSource([folder.Path]);
        using MemoryStream first = new();
        using MemoryStream second = new();

        await TarPacking.PackAsync(files, first, Cancel);
        File.SetLastWriteTimeUtc(folder.In("a"), DateTime.UnixEpoch.AddDays(5));
        await TarPacking.PackAsync(files, second, Cancel);

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.InRange(TarPacking.Estimate(files), first.Length / 2, first.Length * 2);
    }

    [Fact]
    public void OfSource_Table_TakesItsFolderButNoOtherTable()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "captions.csv", "other.csv", "more.jsonl", "a.png", "pictures/b.png", "pictures/c.csv", ".git/config" })
            folder.Write(name, [1]);

        Assert.Equal(
            ["a.png", "captions.csv", "pictures/b.png", "pictures/c.csv"],
            LocalFiles.OfSource([folder.In("captions.csv")]).Select(file => file.Name));
    }

    [Fact]
    public void OfSource_SeveralFiles_TakesEachByItsName()
    {
        using TemporaryFolder folder = new();
        folder.Write("x/1.tar", [1]);
        folder.Write("x/2.tar", [1]);
        folder.Write("y/1.tar", [1]);

        Assert.Equal(["1.tar", "2.tar"], LocalFiles.OfSource([folder.In("x/2.tar"), folder.In("x/1.tar")]).Select(file => file.Name));
        Assert.Contains("called \"1.tar\"", Assert.Throws<GridException>(() => LocalFiles.OfSource([folder.In("x/1.tar"), folder.In("y/1.tar")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfSource_LinksToFolders_AreNotFollowed()
    {
        using TemporaryFolder folder = new();
        folder.Write("in/a.png", [1, 2]);
        Directory.CreateSymbolicLink(folder.In("in/loop"), folder.In("in"));
        File.CreateSymbolicLink(folder.In("in/link.png"), folder.In("in/a.png"));
        File.CreateSymbolicLink(folder.In("in/dead.png"), folder.In("in/nothing"));

        Assert.Equal([("a.png", 2L), ("link.png", 2L)], LocalFiles.OfSource([folder.In("in")]).Select(file => (file.Name, file.Length)));
    }

    [Fact]
    public void OfSource_EmptyFolder_IsInvalid()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => LocalFiles.OfSource([folder.Path])).Problem);
    }

    [Fact]
    public void OfModel_Folder_LeavesPickledWeightsBehind()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "config.json", "model.safetensors", "vocab.json", "merges.txt", "pytorch_model.bin", "tf_model.h5", "deep/x.json" })
            folder.Write(name, [1]);

        Assert.Equal(["config.json", "merges.txt", "model.safetensors", "vocab.json"], LocalFiles.OfModel(folder.Path).Select(file => file.Name));
        File.Delete(folder.In("model.safetensors"));
        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => LocalFiles.OfModel(folder.Path)).Problem);
    }

    [Theory]
    [InlineData("../out.txt", TarEntryType.RegularFile)]
    [InlineData("a/../../out.txt", TarEntryType.RegularFile)]
    [InlineData("/etc/out.txt", TarEntryType.RegularFile)]
    [InlineData("a\\..\\out.txt", TarEntryType.RegularFile)]
    [InlineData("C:out.txt", TarEntryType.RegularFile)]
    [InlineData("link", TarEntryType.SymbolicLink)]
    [InlineData("hard", TarEntryType.HardLink)]
    [InlineData("pipe", TarEntryType.Fifo)]
    public async Task Unpack_MemberThatLeavesTheFolder_UnpacksNothing(string name, TarEntryType kind)
    {
        using TemporaryFolder folder = new();
        using MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "good.txt") { DataStream = new MemoryStream([1]) });
            PaxTarEntry bad = new(kind, name);
            if (kind is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                bad.LinkName = "/etc/passwd";
            writer.WriteEntry(bad);
        }
        tar.Position = 0;

        GridException e = await Assert.ThrowsAsync<GridException>(() => TarUnpacking.UnpackAsync(tar, folder.In("out"), Cancel));

        Assert.Equal(GridProblem.Corrupt, e.Problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Unpack_FolderWithSomethingInIt_IsConflictAndLeavesIt()
    {
        using TemporaryFolder folder = new();
        folder.Write("out/mine.txt", [1]);

        GridException e = await Assert.ThrowsAsync<GridException>(() => TarUnpacking.UnpackAsync(new MemoryStream(new byte[1024]), folder.In("out"), Cancel));

        Assert.Equal(GridProblem.Conflict, e.Problem);
        Assert.True(File.Exists(folder.In("out/mine.txt")));
    }

    [Fact]
    public async Task Unpack_CutOff_IsCorruptAndUnpacksNothing()
    {
        using TemporaryFolder folder = new();
        folder.Write("in/a", new byte[5000]);
        using MemoryStream tar = new();
        await TarPacking.PackAsync(LocalFiles.OfSource([folder.In("in")]), tar, Cancel);

        GridException e = await Assert.ThrowsAsync<GridException>(() => TarUnpacking.UnpackAsync(new MemoryStream(tar.ToArray()[..3000]), folder.In("out"), Cancel));

        Assert.Equal(GridProblem.Corrupt, e.Problem);
        Assert.False(Directory.Exists(folder.In("out")));
    }
}
