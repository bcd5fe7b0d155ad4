using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Sources;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Sources;

public sealed class SampleSourcesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingThere_IsNotFound()
    {
        GridException fault = SourceReading.Fault(Path.Combine(_folder.Path, "missing"));
        Assert.Equal(GridProblem.NotFound, fault.Problem);
        Assert.Contains("missing", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\0b")]
    public void Open_NoPath_IsInvalid(string path) => Assert.Equal(GridProblem.Invalid, SourceReading.Fault(path).Problem);

    [Fact]
    public void Open_EmptyFolder_SaysWhatIsNeeded()
    {
        foreach (DatasetFormat format in Enum.GetValues<DatasetFormat>())
        {
            GridException fault = SourceReading.Fault(_folder.Path, format);
            Assert.Equal(GridProblem.Invalid, fault.Problem);
            Assert.StartsWith(_folder.Path, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_TableWithoutAFileColumn_IsNamedWhereNothingElseFits()
    {
        _folder.Write("authors.csv", "name,count\nAnn,1\n");
        Assert.Contains("authors.csv", SourceReading.Fault(_folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_SeveralFormats_TakesTheFirstThatFits()
    {
        _folder.WithPictures("cat/1.png").Write("authors.csv", "name,count\nAnn,1\n");
        Assert.StartsWith("class folders", await DescribeAsync(), StringComparison.Ordinal);
        _folder.Write("notes.jsonl", """{"note":"no file here"}""");
        Assert.StartsWith("class folders", await DescribeAsync(), StringComparison.Ordinal);
        _folder.Write("pairs.jsonl", """{"file":"cat/1.png","caption":"x"}""");
        Assert.StartsWith("pairs.jsonl of", await DescribeAsync(), StringComparison.Ordinal);
        _folder.Write("pairs.tsv", "file\tcaption\n");
        Assert.StartsWith("pairs.tsv of", await DescribeAsync(), StringComparison.Ordinal);
        _folder.Write("captions.csv", "file,caption\n");
        Assert.Equal($"captions.csv of {_folder.Path}", await DescribeAsync());
        _folder.Write("shard.tar", new TarBuilder().Sample("a", "one").Bytes);
        Assert.StartsWith("shard.tar of", await DescribeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TwoTablesThatFit_AsksForOne()
    {
        _folder.Write("a.csv", "file,caption\n");
        _folder.Write("b.csv", "file,caption\n");
        Assert.Contains("a.csv and b.csv", SourceReading.Fault(_folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileOfAnotherName_IsReadInTheFormatThatIsAskedFor()
    {
        string path = _folder.WithPictures("a.png").Write("list.txt", "file,caption\na.png,a cat\n");
        Assert.Equal(GridProblem.Invalid, SourceReading.Fault(path).Problem);
        Assert.Equal(["a.png: a cat"], SourceReading.Told(await SourceReading.ReadAsync(path, DatasetFormat.Csv)));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        string path = _folder.Write("shard.tar", new TarBuilder().Sample("a", "one").Sample("b", "two").Bytes);
        await using ISampleSource source = SampleSources.Open(path, DatasetFormat.Auto, new IngestOptions());
        using var cancellation = new CancellationTokenSource();
        await using IAsyncEnumerator<SourceSample> samples = source.ReadAsync(0, cancellation.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await samples.MoveNextAsync());
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await samples.MoveNextAsync());
    }

    private async Task<string> DescribeAsync()
    {
        await using ISampleSource source = SampleSources.Open(_folder.Path, DatasetFormat.Auto, new IngestOptions());
        return source.Description;
    }
}
