using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class DataFolderGuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_OfNoFolder_MakesItAndWritesTheFormat()
    {
        using DataFolderGuard guard = DataFolderGuard.Open(_folder.File("new/data"));
        Assert.Equal(_folder.File("new/data"), guard.Folder);
        Assert.Equal("{\"format\":1}", File.ReadAllText(_folder.File("new/data/format.json")));
    }

    [Fact]
    public void Open_OfAHeldFolder_IsRefusedUntilItIsGivenBack()
    {
        using (DataFolderGuard.Open(_folder.Path))
        {
            GridException exception = Refuse(GridProblem.WrongState);
            Assert.Contains("another silo", exception.Message, StringComparison.Ordinal);
        }
        using DataFolderGuard again = DataFolderGuard.Open(_folder.Path);
    }

    [Fact]
    public void Open_OfANewerFormat_IsRefusedAndLeavesItAlone()
    {
        const string Newer = "{\"format\":2,\"more\":true}";
        File.WriteAllText(_folder.File("format.json"), Newer);
        Assert.Contains("format 2", Refuse(GridProblem.NewerFormat).Message, StringComparison.Ordinal);
        Assert.Equal(Newer, File.ReadAllText(_folder.File("format.json")));
        File.WriteAllText(_folder.File("format.json"), "{\"format\":1}");
        using DataFolderGuard after = DataFolderGuard.Open(_folder.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":0}")]
    [InlineData("{\"format\":\"1\"}")]
    [InlineData("{\"format\":1.5}")]
    public void Open_OfAFormatThatIsNone_IsCorrupt(string text)
    {
        File.WriteAllText(_folder.File("format.json"), text);
        Assert.Contains("format.json", Refuse(GridProblem.Corrupt).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "F20")]
    public void Open_OfAFile_SaysSoInOneSentence()
    {
        File.WriteAllText(_folder.File("data"), "");
        GridException exception = Assert.Throws<GridException>(() => DataFolderGuard.Open(_folder.File("data")));
        Assert.Equal(GridProblem.Unavailable, exception.Problem);
        Assert.Contains(_folder.File("data"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "F20")]
    public void Open_OfAReadOnlyFolder_SaysSoAndWorksOnceItIsWritable()
    {
        using MountedFolder mounted = MountedFolder.Mount(16 << 20);
        mounted.MakeReadOnly(true);
        GridException exception = Assert.Throws<GridException>(() => DataFolderGuard.Open(mounted.Path));
        Assert.Equal(GridProblem.Unavailable, exception.Problem);
        Assert.Contains("read-only", exception.Message, StringComparison.Ordinal);
        mounted.MakeReadOnly(false);
        DataFolderGuard.Open(mounted.Path).Dispose();
    }

    [Fact]
    [Trait("Check", "F19")]
    public void Open_OfAFullFolder_SaysSoAndWorksOnceThereIsRoom()
    {
        using MountedFolder mounted = MountedFolder.Mount(1 << 20);
        mounted.Fill();
        GridException exception = Assert.Throws<GridException>(() => DataFolderGuard.Open(mounted.Path));
        Assert.Equal(GridProblem.StorageFull, exception.Problem);
        mounted.Free();
        DataFolderGuard.Open(mounted.Path).Dispose();
    }

    private GridException Refuse(GridProblem problem)
    {
        GridException exception = Assert.Throws<GridException>(() => DataFolderGuard.Open(_folder.Path));
        Assert.Equal(problem, exception.Problem);
        Assert.Contains(_folder.Path, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
