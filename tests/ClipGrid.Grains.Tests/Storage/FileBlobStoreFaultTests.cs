using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Storage.Files;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A disk that is full, read-only or gone, and comes back: with the same store.</summary>
public sealed class FileBlobStoreFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Check", "F19")]
    public async Task PutAsync_OnAFullDisk_KeepsTheFormerBlobAndWorksOnceThereIsRoom()
    {
        using MountedFolder disk = MountedFolder.Mount(4 << 20);
        FileBlobStore store = new(disk.Path);
        BlobInfo before = await store.PutAsync("x", GeneratedStream.Bytes(1 << 20), BlobCondition.None, Cancellation);
        disk.Fill();
        GridException exception = await RefuseAsync(GridProblem.StorageFull, () => store.PutAsync("x", GeneratedStream.Bytes(1 << 20), BlobCondition.None, Cancellation));
        Assert.Contains(disk.Path, exception.Message, StringComparison.Ordinal);
        await RefuseAsync(GridProblem.StorageFull, () => store.PutAsync("a/new/folder", GeneratedStream.Bytes(1), BlobCondition.None, Cancellation));
        Assert.Equal([before], (await store.ListAsync("", null, 10, Cancellation)).Blobs);
        Assert.Equal(GeneratedStream.Bytes(1 << 20), await store.GetAsync("x", null, Cancellation));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk.Path, BlobFolder.TemporaryFolder)));
        disk.Free();
        await store.PutAsync("x", GeneratedStream.Bytes(2), BlobCondition.IfMatch(before.ETag), Cancellation);
    }

    [Fact]
    [Trait("Check", "F20")]
    public async Task AnyChange_OnAReadOnlyDisk_IsUnavailableWhileReadingGoesOn()
    {
        using MountedFolder disk = MountedFolder.Mount(4 << 20);
        FileBlobStore store = new(disk.Path);
        await store.PutAsync("x", GeneratedStream.Bytes(10), BlobCondition.None, Cancellation);
        disk.MakeReadOnly(true);
        GridException exception = await RefuseAsync(GridProblem.Unavailable, () => store.PutAsync("x", GeneratedStream.Bytes(2), BlobCondition.None, Cancellation));
        Assert.Contains("read-only", exception.Message, StringComparison.Ordinal);
        await RefuseAsync(GridProblem.Unavailable, () => store.DeleteAsync("x", BlobCondition.None, Cancellation));
        Assert.Equal(GeneratedStream.Bytes(10), await store.GetAsync("x", null, Cancellation));
        disk.MakeReadOnly(false);
        Assert.True(await store.DeleteAsync("x", BlobCondition.None, Cancellation));
    }

    [Fact]
    [Trait("Check", "F20")]
    public async Task AnyMethod_OfAFolderThatIsGone_IsUnavailableUntilItIsBack()
    {
        using TemporaryFolder folder = new();
        string root = folder.File("store");
        FileBlobStore store = new(root);
        await store.PutAsync("a/x", GeneratedStream.Bytes(10), BlobCondition.None, Cancellation);
        Directory.Move(root, folder.File("elsewhere"));
        foreach (Func<Task> act in new Func<Task>[]
        {
            () => store.PutAsync("a/x", GeneratedStream.Bytes(2), BlobCondition.None, Cancellation),
            () => store.FindAsync("a/x", Cancellation),
            () => store.OpenAsync("a/x", null, Cancellation),
            () => store.ListAsync("a/", null, 10, Cancellation),
            () => store.DeleteAsync("a/x", BlobCondition.None, Cancellation),
        })
        {
            GridException exception = await RefuseAsync(GridProblem.Unavailable, act);
            Assert.Contains(root, exception.Message, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(root));
        Directory.Move(folder.File("elsewhere"), root);
        Assert.Equal(GeneratedStream.Bytes(10), await store.GetAsync("a/x", null, Cancellation));
    }

    [Fact]
    [Trait("Check", "F20")]
    public void Constructor_OfAFolderThatCannotBeMade_SaysWhich()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("file"), "");
        GridException exception = Assert.Throws<GridException>(() => new FileBlobStore(folder.File("file/store")));
        Assert.Equal(GridProblem.Unavailable, exception.Problem);
        Assert.Contains(folder.File("file/store"), exception.Message, StringComparison.Ordinal);
    }

    private static async Task<GridException> RefuseAsync(GridProblem problem, Func<Task> act)
    {
        GridException exception = await Assert.ThrowsAsync<GridException>(act);
        Assert.Equal(problem, exception.Problem);
        return exception;
    }
}
