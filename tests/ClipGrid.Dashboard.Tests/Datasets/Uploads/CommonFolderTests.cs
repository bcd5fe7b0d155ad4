using ClipGrid.Dashboard.Datasets.Uploads;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Datasets.Uploads;

public sealed class CommonFolderTests
{
    [Theory]
    [InlineData("p/cat/1.png p/dog/2.png", "cat/1.png dog/2.png")]
    [InlineData("p/q/cat/1.png p/q/dog/2.png", "cat/1.png dog/2.png")]
    [InlineData("cat/1.png cat/2.png", "cat/1.png cat/2.png")]
    [InlineData("p/captions.csv p/1.png", "captions.csv 1.png")]
    [InlineData("p/0.tar", "0.tar")]
    [InlineData("cat/1.png dog/2.png", "cat/1.png dog/2.png")]
    [InlineData("1.png", "1.png")]
    public void TakeOff_FolderThatWasChosen_LeavesWhatTheSourceIs(string paths, string expected) =>
        Assert.Equal(expected.Split(' '), CommonFolder.TakeOff(paths.Split(' ')));
}
